using CsCheck;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Siim94.ITSM.Tests.Kernel;

/// <summary>Commands that wait together and are committed together: what becomes of one is no other's concern.</summary>
sealed class SharedCommitTests
{
    /// <summary>How a command ends.</summary>
    enum Ending
    {
        Well,
        Refused,
        Thrown,
        Cancelled,

        /// <summary>A key is taken, and the engine undoes the statement.</summary>
        KeyTaken,

        /// <summary>The engine undoes the whole transaction, as it does when a disk fails.</summary>
        UndoneByEngine,
    }

    [Test]
    [Retry(3)] // where the machine stops for 20 ms, a batch ends by itself
    public async Task Those_who_wait_together_are_told_together_when_all_of_it_is_on_the_disk()
    {
        OnlyOnSqlite();
        await using var app = await Start();
        await using var seen = new Db(app.Dialect);
        List<(string When, int Kept)> looks = [];
        var told = new List<Task>();
        await AfterOthersHaveLinedUp(
            app,
            () => told.Add(app.Send(new Write(1))),
            () => told.Add(app.Send(new Write(2, Meanwhile: () => Look("second")))),
            () => told.Add(app.Send(new Write(3, Meanwhile: () => Look("third"))))
        );
        await Task.WhenAll(told);
        await Look("end");
        Assert.That(looks, Is.EqualTo(new[] { ("second", 0), ("third", 0), ("end", 3) }));

        async Task Look(string when)
        {
            looks.Add((when, (await Kept(seen)).Count));
            if (when != "end")
                Assert.That(told.Exists(task => task.IsCompleted), Is.False, "nobody is told before");
        }
    }

    [Test]
    [Retry(3)] // where the machine stops for 20 ms, a batch ends by itself
    public async Task What_is_killed_between_them_has_been_told_to_nobody_and_leaves_nothing()
    {
        OnlyOnSqlite();
        await using var app = await Start();
        IReadOnlyList<int>? found = null;
        var told = new List<Task>();
        await AfterOthersHaveLinedUp(
            app,
            () => told.Add(app.Send(new Write(1))),
            () => told.Add(app.Send(new Write(2, Meanwhile: () => AsAfterAKill(app, kept => found = kept))))
        );
        await Task.WhenAll(told);
        Assert.That(found, Is.Empty);
        await AsAfterAKill(app, kept => found = kept);
        Assert.That(found, Is.EqualTo(new[] { 1, 2 }));
    }

    /// <summary>What a new process finds in the files as they are now.</summary>
    static async Task AsAfterAKill(TestApp app, Action<IReadOnlyList<int>> found)
    {
        var folder = Directory.CreateTempSubdirectory("itsm-killed-").FullName;
        foreach (var suffix in (string[])["", "-wal"])
            File.Copy(app.Dialect.Place + suffix, Path.Combine(folder, Databases.FileName + suffix));
        var copy = new SqliteDialect(Path.Combine(folder, Databases.FileName));
        await using (var db = new Db(copy))
        {
            found(await Kept(db));
            Assert.That(await db.FirstOrDefault<string>("PRAGMA integrity_check", null, default), Is.EqualTo("ok"));
        }
        copy.CloseIdle();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    [Retry(3)] // where the machine stops for 20 ms, a batch ends by itself
    public async Task One_who_takes_long_makes_nobody_wait_who_has_finished()
    {
        OnlyOnSqlite();
        await using var app = await Start();
        var goOn = new TaskCompletionSource();
        var (quick, slow) = (Task.CompletedTask, Task.CompletedTask);
        await AfterOthersHaveLinedUp(app, () => quick = app.Send(new Write(1)), () => slow = app.Send(new WriteSlowly(2, () => goOn.Task)));
        await quick.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That(slow.IsCompleted, Is.False);
        goOn.SetResult();
        await slow;
    }

    [TestCase(Ending.Refused)]
    [TestCase(Ending.Thrown)]
    [TestCase(Ending.Cancelled)]
    [TestCase(Ending.KeyTaken)]
    [TestCase(Ending.UndoneByEngine)]
    [Retry(3)] // where the machine stops for 20 ms, a batch ends by itself
    public async Task One_that_ends_badly_leaves_no_trace_and_takes_nobody_along(object ending)
    {
        await using var app = await Start();
        var outcomes = new Task<bool>[3];
        await AfterOthersHaveLinedUp(
            app,
            () => outcomes[0] = EndsWell(app, new Write(1)),
            () => outcomes[1] = EndsWell(app, new Write(2, (Ending)ending)),
            () => outcomes[2] = EndsWell(app, new Write(3))
        );
        Assert.That(await Task.WhenAll(outcomes), Is.EqualTo(new[] { true, false, true }));
        Assert.That(await app.Query(Kept), Is.EqualTo(new[] { 1, 3 }));
    }

    [Test]
    public async Task What_was_told_is_there_and_nothing_else_however_they_end()
    {
        await using var app = await Start();
        var next = 0;
        await Gen.Enum<Ending>()
            .Array[1, 40]
            .SampleAsync(
                async endings =>
                {
                    var before = await app.Query(Kept);
                    var numbered = endings.Select(ending => (Number: Interlocked.Increment(ref next), Ending: ending)).ToList();
                    var told = await Task.WhenAll(numbered.Select(one => Task.Run(() => EndsWell(app, new Write(one.Number, one.Ending)))));
                    var kept = numbered.Zip(told).Where(pair => pair.Second).Select(pair => pair.First.Number);
                    Assert.That((await app.Query(Kept)).Except(before), Is.EquivalentTo(kept));
                    var good = numbered.Where(one => one.Ending == Ending.Well).Select(one => one.Number);
                    // The engine may undo a batch more often than a command is tried again.
                    Assert.That(kept, endings.Contains(Ending.UndoneByEngine) ? Is.SubsetOf(good) : Is.EqualTo(good));
                },
                iter: 60,
                threads: 1
            );
    }

    [Test]
    public async Task An_answer_given_again_for_its_key_is_one_that_was_kept()
    {
        await using var app = await Start();
        var user = await app.AUser(Role.Hotline);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => app.SendAs(user, new Write(1), "one key"))));
        Assert.That(answers, Is.All.EqualTo(1));
        Assert.That(await app.Query(Kept), Is.EqualTo(new[] { 1 }));
    }

    static void OnlyOnSqlite()
    {
        if (TestDatabase.IsOnSqlServer)
            Assert.Ignore("A server gathers commits by itself.");
    }

    /// <summary>A product that knows that these commands are quick.</summary>
    static async Task<TestApp> Start()
    {
        var app = await TestApp.Start(services =>
            services
                .AddScoped<IRequestHandler<Write, int>, WriteHandler>()
                .AddScoped<IRequestHandler<WriteSlowly, int>, WriteSlowlyHandler>()
        );
        for (var warmUp = 0; warmUp < 5; warmUp++)
            await EndsWell(app, new Write(0, Ending.Refused));
        return app;
    }

    /// <summary>Starts commands one after the other while another one has the turn, so that they begin in that order behind it.</summary>
    static async Task AfterOthersHaveLinedUp(TestApp app, params Action[] starts)
    {
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = EndsWell(app, new WriteSlowly(0, async () =>
            {
                began.SetResult();
                await goOn.Task;
                throw new InvalidOperationException("It was only there to be waited for.");
            }));
        await began.Task;
        foreach (var start in starts)
        {
            start();
            await Task.Delay(TimeSpan.FromMilliseconds(300));
        }
        goOn.SetResult();
        Assert.That(await first, Is.False);
    }

    static async Task<bool> EndsWell(TestApp app, IRequest<int> write)
    {
        using var leaving = new CancellationTokenSource();
        try
        {
            await app.SendAs(UserIdentity.System, write is Write own ? own with { Leaving = leaving } : write, ct: leaving.Token);
            return true;
        }
        catch (Exception error) when (error is Refusal or InvalidOperationException or OperationCanceledException or UniqueKeyTaken)
        {
            return false;
        }
    }

    static readonly DateOnly FirstDay = new(2001, 1, 1);
    static readonly DateTime MarkedAt = DateTime.UnixEpoch;

    /// <summary>The numbers of what was written and kept.</summary>
    static async Task<IReadOnlyList<int>> Kept(Db db) =>
        [
            .. (
                await db.Query<DateOnly>(
                    "SELECT d.Day FROM DirtyDays d WHERE d.MarkedAt = @MarkedAt ORDER BY d.Day",
                    new { MarkedAt },
                    default
                )
            ).Select(day => day.DayNumber - FirstDay.DayNumber),
        ];

    static Task<int> WriteRow(Db db, int number, CancellationToken ct) =>
        db.Execute(
            "INSERT INTO DirtyDays (Fact, Day, MarkedAt) VALUES ('work', @Day, @MarkedAt)",
            new { Day = FirstDay.AddDays(number), MarkedAt },
            ct
        );

    /// <summary>Writes its number as a row, then ends as it is told.</summary>
    /// <returns>Its number.</returns>
    [Requires(Permission.OpenTickets)]
    sealed record Write(int Number, Ending Ending = Ending.Well, Func<Task>? Meanwhile = null) : ICommand<int>
    {
        public CancellationTokenSource? Leaving { get; init; }
    }

    sealed class WriteHandler(Db db) : IRequestHandler<Write, int>
    {
        public async Task<int> Handle(Write request, CancellationToken ct)
        {
            await WriteRow(db, request.Number, ct);
            if (request.Meanwhile is { } meanwhile)
                await meanwhile();
            switch (request.Ending)
            {
                case Ending.Well:
                    return request.Number;
                case Ending.Refused:
                    throw RequestErrors.KeyUsedForAnotherRequest();
                case Ending.Thrown:
                    throw new InvalidOperationException("as told");
                case Ending.Cancelled:
                    await request.Leaving!.CancelAsync();
                    await WriteRow(db, request.Number, ct);
                    return request.Number;
                case Ending.KeyTaken:
                    await db.Execute("INSERT INTO ReferentialRevisions (Id, Revision) VALUES (1, 1)", null, ct);
                    return request.Number;
                case Ending.UndoneByEngine when TestDatabase.IsOnSqlServer:
                    await db.Execute("ROLLBACK", null, ct);
                    throw new InvalidOperationException("as told");
                case Ending.UndoneByEngine:
                    try
                    {
                        return await db.Execute("INSERT OR ROLLBACK INTO ReferentialRevisions (Id, Revision) VALUES (1, 1)", null, ct);
                    }
                    catch (UniqueKeyTaken undone)
                    {
                        throw new InvalidOperationException("as told", undone);
                    }
                default:
                    throw new ArgumentOutOfRangeException(nameof(request), request.Ending, null);
            }
        }
    }

    /// <summary>Writes its number as a row, and takes as long as it is told.</summary>
    [Requires(Permission.RunRollups)]
    sealed record WriteSlowly(int Number, Func<Task> Meanwhile) : ICommand<int>;

    sealed class WriteSlowlyHandler(Db db) : IRequestHandler<WriteSlowly, int>
    {
        public async Task<int> Handle(WriteSlowly request, CancellationToken ct)
        {
            await WriteRow(db, request.Number, ct);
            await request.Meanwhile();
            return request.Number;
        }
    }
}
