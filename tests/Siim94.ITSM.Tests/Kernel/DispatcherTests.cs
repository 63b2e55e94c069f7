using System.Reflection;
using MediatR;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Kernel;

/// <summary>What becomes of requests that get in each other's way.</summary>
sealed class DispatcherTests
{
    [TestCase(0, 1)]
    [TestCase(1, 2)]
    [TestCase(2, 3)]
    public async Task Runs_a_command_again_whose_transaction_was_lost_and_keeps_its_effect_once(int losses, int attempts)
    {
        var course = new Course { Losses = losses };
        await using var app = await TestApp.Start(services =>
            services.AddSingleton(course).AddScoped<IRequestHandler<Contend, int>, ContendHandler>()
        );
        Assert.That(await app.Send(new Contend()), Is.EqualTo(attempts));
        Assert.That(course.Scopes.Distinct().Count(), Is.EqualTo(attempts), "each attempt has a database of its own");
        Assert.That(course.AfterCommit, Is.EqualTo(1));
        Assert.That(await Marks(app), Is.EqualTo(1), "nothing of a lost attempt is kept");
    }

    [Test]
    public async Task Gives_up_after_three_attempts()
    {
        var course = new Course { Losses = int.MaxValue };
        await using var app = await TestApp.Start(services =>
            services.AddSingleton(course).AddScoped<IRequestHandler<Contend, int>, ContendHandler>()
        );
        var refusal = app.Refused(new Contend());
        Assert.That((refusal.Status, refusal.Code, refusal.RetryAfter > TimeSpan.Zero), Is.EqualTo((503, "database.lost", true)));
        Assert.That(course.Scopes, Has.Count.EqualTo(Dispatcher.MostAttempts));
        Assert.That(course.AfterCommit, Is.Zero);
        Assert.That(await Marks(app), Is.Zero);
    }

    [Test]
    public async Task Carries_out_both_of_two_commands_that_lock_the_same_rows_in_opposite_orders()
    {
        await using var app = await TestApp.Start(services =>
            services.AddSingleton<Crossing>().AddScoped<IRequestHandler<CrossRows, Unit>, CrossRowsHandler>()
        );
        await Task.WhenAll(app.Send(new CrossRows("ARCUEIL", "IVRY")), app.Send(new CrossRows("IVRY", "ARCUEIL")));
        var versions = await app.Query(db =>
            db.Query<long>("SELECT m.Version FROM Members m WHERE m.Code IN ('ARCUEIL', 'IVRY')", null, default)
        );
        Assert.That(versions, Is.EqualTo(new[] { 3, 3 }));
    }

    [Test]
    public async Task A_value_set_for_the_first_time_by_several_at_the_same_instant_is_set_by_one_of_them()
    {
        await using var app = await TestApp.Start();
        var code = (await app.Send(new ListKeyFigures())).Items[0].Code;
        var statuses = await Task.WhenAll(
            Enumerable
                .Range(1, 6)
                .Select(async value =>
                {
                    try
                    {
                        await app.Send(
                            new SetKeyFigureValue
                            {
                                Code = code,
                                Period = "2031-05",
                                Value = value,
                            }
                        );
                        return 200;
                    }
                    catch (Refusal refusal)
                    {
                        return refusal.Status;
                    }
                })
        );
        Assert.That(
            statuses.Order(),
            Is.EqualTo(new[] { 200, 412, 412, 412, 412, 412 }),
            "whoever comes second sees what the first one wrote"
        );
        var values = (await app.Send(new ListKeyFigures()))
            .Items.Single(figure => figure.Code == code)
            .Values.Where(value => value.Period == "2031-05");
        Assert.That(values.Single().Value, Is.InRange(1, 6));
    }

    [Test]
    public async Task A_cancelled_request_says_so_on_either_engine()
    {
        await using var app = await TestApp.Start();
        using var leaving = new CancellationTokenSource();
        await leaving.CancelAsync();
        Assert.That(
            () => app.SendAs(UserIdentity.System, new ListTimeEntries(), ct: leaving.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [TestCase(2627, DatabaseFault.UniqueKeyTaken)]
    [TestCase(1205, DatabaseFault.Lost)]
    [TestCase(3960, DatabaseFault.Lost)]
    [TestCase(40197, DatabaseFault.Lost)]
    [TestCase(40501, DatabaseFault.Lost)]
    [TestCase(40613, DatabaseFault.Lost)]
    [TestCase(10928, DatabaseFault.Lost)]
    [TestCase(10054, DatabaseFault.Lost)]
    [TestCase(-2, DatabaseFault.Busy)]
    [TestCase(1222, DatabaseFault.Busy)]
    [TestCase(9002, DatabaseFault.Full)]
    [TestCase(3906, DatabaseFault.ReadOnly)]
    [TestCase(824, DatabaseFault.Damaged)]
    [TestCase(229, DatabaseFault.NotAllowed)]
    [TestCase(18456, DatabaseFault.Unreachable)]
    [TestCase(102, null)]
    public void Sql_server_tells_by_its_number_what_an_error_means(int number, DatabaseFault? fault) =>
        Assert.That(new SqlServerDialect("Server=unused").FaultOf(ErrorOf(number)), Is.EqualTo(fault));

    [TestCase(1205, DatabaseFault.Lost)]
    [TestCase(-2, DatabaseFault.Uncertain)]
    [TestCase(10054, DatabaseFault.Uncertain)]
    [TestCase(40613, DatabaseFault.Uncertain)]
    public void What_goes_wrong_during_a_commit_leaves_its_outcome_open(int number, DatabaseFault fault) =>
        Assert.That(new SqlServerDialect("Server=unused").FaultOf(ErrorOf(number), isCommit: true), Is.EqualTo(fault));

    [TestCase(5, 517, DatabaseFault.Lost)]
    [TestCase(5, 5, DatabaseFault.Busy)]
    [TestCase(8, 8, DatabaseFault.ReadOnly)]
    [TestCase(8, 1032, DatabaseFault.Replaced)]
    [TestCase(11, 11, DatabaseFault.Damaged)]
    [TestCase(13, 13, DatabaseFault.Full)]
    [TestCase(19, 2067, DatabaseFault.UniqueKeyTaken)]
    [TestCase(26, 26, DatabaseFault.Damaged)]
    [TestCase(1, 1, null)]
    public void Sqlite_tells_by_its_extended_code_what_an_error_means(int code, int extended, DatabaseFault? fault) =>
        Assert.That(new SqliteDialect("unused").FaultOf(new SqliteException("", code, extended)), Is.EqualTo(fault));

    [TestCase(null, 1)]
    [TestCase("key", 2)]
    public async Task A_commit_of_unknown_outcome_is_sent_again_only_when_a_key_tells_whether_it_was_done(string? key, int attempts)
    {
        var course = new Course { Losses = int.MaxValue, Fault = DatabaseFault.Uncertain };
        await using var app = await TestApp.Start(services =>
            services.AddSingleton(course).AddScoped<IRequestHandler<Contend, int>, ContendHandler>()
        );
        var refusal = Assert.ThrowsAsync<Refusal>(() => app.SendAs(UserIdentity.System, new Contend(), key))!;
        Assert.That((refusal.Status, refusal.Code), Is.EqualTo((503, "database.uncertain")));
        Assert.That(course.Scopes.Count > 1, Is.EqualTo(attempts > 1));
    }

    /// <summary>SqlClient makes its errors from what a server answers and offers no other way.</summary>
    static SqlException ErrorOf(int number)
    {
        const BindingFlags hidden = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var constructor = typeof(SqlError).GetConstructors(hidden).First(c => c.GetParameters() is [{ Name: "infoNumber" }, ..]);
        var error = constructor.Invoke([
            .. constructor
                .GetParameters()
                .Select(p =>
                    p.Name == "infoNumber" ? number
                    : p.ParameterType == typeof(string) ? ""
                    : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType)
                    : null
                ),
        ]);
        var errors = Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", hidden)!.Invoke(errors, [error]);
        return (SqlException)
            typeof(SqlException)
                .GetMethod("CreateException", hidden, [typeof(SqlErrorCollection), typeof(string)])!
                .Invoke(null, [errors, ""])!;
    }

    static Task<long> Marks(TestApp app) => app.Query(db => db.FirstOrDefault<long>("SELECT COUNT(*) FROM PendingDays", null, default));

    /// <summary>How often transactions are to be lost, and what was seen of the attempts.</summary>
    sealed class Course
    {
        public int Losses { get; init; }
        public DatabaseFault Fault { get; init; } = DatabaseFault.Lost;
        public List<Db> Scopes { get; } = [];
        public int AfterCommit { get; set; }
    }

    /// <summary>Writes a row; its transaction is lost as often as the course says.</summary>
    /// <returns>Attempts needed.</returns>
    [Requires(Permission.RunRollups)]
    sealed record Contend : ICommand<int>;

    sealed class ContendHandler(Db db, AfterCommit afterCommit, Course course) : IRequestHandler<Contend, int>
    {
        public async Task<int> Handle(Contend request, CancellationToken ct)
        {
            course.Scopes.Add(db);
            afterCommit.Once("count", () => course.AfterCommit++);
            await db.Execute(
                "INSERT INTO DirtyDays (Fact, Day, MarkedAt) VALUES ('work', @Day, @MarkedAt)",
                new { Day = new DateOnly(2017, 3, 14), MarkedAt = DateTime.UnixEpoch },
                ct
            );
            if (course.Scopes.Count > course.Losses)
                return course.Scopes.Count;
            if (course.Fault == DatabaseFault.Lost)
                throw new TransactionLost(new InvalidOperationException("as after a deadlock"));
            throw new DatabaseUnavailable(course.Fault);
        }
    }

    /// <summary>Changes a member, then another one.</summary>
    [Requires(Permission.ManageReferentials)]
    sealed record CrossRows(string First, string Second) : ICommand<Unit>;

    sealed class CrossRowsHandler(Db db, Crossing crossing) : IRequestHandler<CrossRows, Unit>
    {
        const string TouchSql = "UPDATE Members SET Version = Version + 1 WHERE Code = @Code";

        public async Task<Unit> Handle(CrossRows request, CancellationToken ct)
        {
            await db.Execute(TouchSql, new { Code = request.First }, ct);
            await crossing.Meet();
            await db.Execute(TouchSql, new { Code = request.Second }, ct);
            return Unit.Value;
        }
    }

    /// <summary>
    /// Where both arrive before either goes on; on SQLite the second begins when the first is done, and nobody waits for it long.
    /// </summary>
    sealed class Crossing
    {
        readonly TaskCompletionSource both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int arrived;

        public Task Meet()
        {
            if (Interlocked.Increment(ref arrived) >= 2)
                both.TrySetResult();
            return Task.WhenAny(both.Task, Task.Delay(TimeSpan.FromSeconds(1)));
        }
    }
}
