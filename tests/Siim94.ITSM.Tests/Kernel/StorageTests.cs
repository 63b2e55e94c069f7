using Microsoft.Data.Sqlite;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Kernel;

/// <summary>
/// What becomes of requests when the embedded file is not what it should be: refused in words, and nothing acknowledged is lost.
/// </summary>
sealed class StorageTests
{
    [SetUp]
    public void Only_the_embedded_engine_has_a_file_of_its_own()
    {
        if (TestDatabase.IsOnSqlServer)
            Assert.Ignore("A server keeps its files to itself.");
    }

    [Test]
    public async Task Refuses_to_write_into_a_file_that_is_gone_and_goes_on_when_it_is_back()
    {
        await using var app = await TestApp.Start();
        var first = await app.ATicket();
        Move(app.Dialect.Place, $"{app.Dialect.Place}.away");
        AssertRefused(app, "database.replaced");
        Assert.That(() => Ready(app), Throws.InstanceOf<DatabaseUnavailable>());
        Move($"{app.Dialect.Place}.away", app.Dialect.Place);
        Assert.That((await app.ATicket()).Number, Is.EqualTo(first.Number + 1));
        await Ready(app);
    }

    [Test]
    public async Task Refuses_a_database_of_a_later_version()
    {
        await using var app = await TestApp.Start();
        await using (var db = new Db(app.Dialect))
            await db.Execute("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('9999_future.sql', '2026-01-01')", null, default);
        Assert.That(() => Migrator.Migrate(app.Dialect), Throws.InstanceOf<MigrationFailed>().With.Message.Contains("9999_future.sql"));
    }

    [Test]
    public async Task Refuses_a_database_that_lacks_a_table()
    {
        await using var app = await TestApp.Start();
        await using (var db = new Db(app.Dialect))
        {
            await db.Execute("DROP TABLE FormerNames", null, default);
            await db.Execute("DROP TABLE DayCosts", null, default);
        }
        var refused = Assert.Throws<DatabaseUnavailable>(() => Migrator.Migrate(app.Dialect))!;
        Assert.That(refused.Fault, Is.EqualTo(DatabaseFault.Damaged));
        Assert.That(refused.Detail, Does.Contain(app.Dialect.Place).And.Contain("DayCosts, FormerNames"));

        var (code, _, errors) = await Web.ProductProcess.Run(app.Database, "serve");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors.Trim().Split('\n'), Has.Length.EqualTo(1).And.One.Contains("DayCosts, FormerNames"));
    }

    /// <summary>No page can be added to the file, as where there is no room for one.</summary>
    [Test]
    public async Task Says_that_the_disk_is_full_until_there_is_room()
    {
        await using var app = await TestApp.Start();
        await using (var db = new Db(app.Dialect))
        {
            await using var writing = await db.Begin(default);
            await db.Execute("PRAGMA max_page_count = 1", null, default); // as many as there are
        }
        var written = 0;
        Refusal? refusal = null;
        while (refusal is null)
            try
            {
                await app.ATicket();
                Assert.That(++written, Is.LessThan(1_000));
            }
            catch (Refusal full)
            {
                refusal = full;
            }
        Assert.That((refusal.Status, refusal.Code), Is.EqualTo((503, "database.full")));
        Assert.That(refusal.RetryAfter, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(app.Dialect.Trouble, Is.EqualTo(DatabaseFault.Full), "readiness looks again");

        app.Dialect.CloseIdle();
        await app.ATicket();
        Assert.That(app.Dialect.Trouble, Is.Null);
        Assert.That(await app.Query(db => db.FirstOrDefault<long>("SELECT COUNT(*) FROM Tickets", null, default)), Is.EqualTo(written + 1));
    }

    [Test]
    public async Task Refuses_to_write_beside_a_file_that_another_has_replaced()
    {
        await using var app = await TestApp.Start();
        await app.ATicket();
        File.Copy(app.Dialect.Place, $"{app.Dialect.Place}.copy");
        File.Move($"{app.Dialect.Place}.copy", app.Dialect.Place, overwrite: true);
        AssertRefused(app, "database.replaced");
        Assert.That(() => Ready(app), Throws.InstanceOf<DatabaseUnavailable>());
    }

    [TestCase(0)]
    [TestCase(8192)]
    public async Task Refuses_to_write_into_a_file_that_was_cut_off(long length)
    {
        await using var app = await TestApp.Start();
        await app.ATicket();
        await using (var file = new FileStream(app.Dialect.Place, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(length);
        AssertRefused(app, "database.replaced", "database.damaged");
    }

    [Test]
    public async Task Refuses_to_write_where_the_journal_is_gone()
    {
        await using var app = await TestApp.Start();
        await app.ATicket();
        File.Delete($"{app.Dialect.Place}-wal");
        AssertRefused(app, "database.replaced");
    }

    [Test]
    public async Task Nobody_waits_in_silence_for_another_program()
    {
        await using var app = await TestApp.Start();
        await app.ATicket();
        using var other = new SqliteConnection($"Data Source={app.Dialect.Place};Pooling=False");
        other.Open();
        using (other.BeginTransaction(deferred: false))
        {
            var started = TimeProvider.System.GetTimestamp();
            var refusals = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Refused(app)));
            Assert.That(refusals.Select(refusal => (refusal.Status, refusal.Code)), Is.All.EqualTo((503, "database.busy")));
            Assert.That(refusals.Select(refusal => refusal.RetryAfter), Is.All.GreaterThan(TimeSpan.Zero));
            Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(15)), "all four together");
        }
        await app.ATicket();
    }

    [Test]
    public void An_empty_file_is_not_taken_for_a_new_database()
    {
        using var database = TestDatabase.Missing();
        File.WriteAllBytes(database.Dialect.Place, []);
        Assert.That(FaultOfMigrating(database), Is.EqualTo(DatabaseFault.Empty));
        Assert.That(new FileInfo(database.Dialect.Place).Length, Is.Zero, "it is left as it is");
    }

    [Test]
    public void Neither_is_a_text_nor_the_database_of_another_program_nor_a_folder()
    {
        using var database = TestDatabase.Missing();
        File.WriteAllText(database.Dialect.Place, new string('x', 5_000));
        Assert.That(FaultOfMigrating(database), Is.EqualTo(DatabaseFault.Damaged));

        SqliteConnection.ClearAllPools();
        File.Delete(database.Dialect.Place);
        using (var other = new SqliteConnection($"Data Source={database.Dialect.Place};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE Songs (Id INTEGER)";
            command.ExecuteNonQuery();
        }
        Assert.That(FaultOfMigrating(database), Is.EqualTo(DatabaseFault.Foreign));

        SqliteConnection.ClearAllPools();
        File.Delete(database.Dialect.Place);
        Directory.CreateDirectory(database.Dialect.Place);
        Assert.That(FaultOfMigrating(database), Is.EqualTo(DatabaseFault.Foreign));
    }

    [TestCase(20_000)]
    [TestCase(100)]
    public void A_file_cut_off_is_refused_at_start(int length)
    {
        using var database = TestDatabase.Migrated();
        SqliteConnection.ClearAllPools();
        using (var file = File.OpenWrite(database.Dialect.Place))
            file.SetLength(length);
        Assert.That(FaultOfMigrating(database), Is.EqualTo(DatabaseFault.Damaged));
    }

    [Test]
    public void A_journal_without_its_file_is_not_taken_for_that_of_a_new_one()
    {
        using var database = TestDatabase.Missing();
        File.WriteAllText($"{database.Dialect.Place}-wal", "left behind");
        Assert.That(FaultOfMigrating(database), Is.EqualTo(DatabaseFault.Replaced));
    }

    [Test]
    public void A_new_folder_starts_empty_and_keeps_nothing_of_an_interrupted_start()
    {
        using var database = TestDatabase.Missing();
        File.WriteAllText($"{database.Dialect.Place}.new", "interrupted");
        Migrator.Migrate(database.Dialect);
        Migrator.Migrate(database.Dialect);
        SqliteConnection.ClearAllPools();
        Assert.That(Directory.EnumerateFileSystemEntries(database.Folder).Select(Path.GetFileName), Is.EqualTo(new[] { "itsm.db" }));
    }

    [Test]
    public void Every_fault_has_words_of_its_own()
    {
        var faults = Enum.GetValues<DatabaseFault>();
        Assert.That(faults.Select(DatabaseFaults.Reason), Is.Unique);
        Assert.That(faults.Select(DatabaseFaults.Advice), Has.None.Empty);
        Assert.That(faults.Select(fault => DatabaseFaults.Refuse(fault).Status), Is.All.EqualTo(503));
    }

    [Test]
    public async Task Every_lock_has_its_row()
    {
        await using var app = await TestApp.Start();
        var rows = await app.Query(db => db.Query<long>("SELECT l.Id FROM LockRows l ORDER BY l.Id", null, default));
        Assert.That(rows, Is.EqualTo(Enumerable.Range(0, 120).Concat(Enumerable.Range(1_000, 256)).Select(id => (long)id)));
    }

    static DatabaseFault FaultOfMigrating(TestDatabase database) =>
        Assert.Throws<DatabaseUnavailable>(() => Migrator.Migrate(database.Dialect))!.Fault;

    static void AssertRefused(TestApp app, params string[] codes)
    {
        var refusal = app.Refused(new OpenTicket { Title = "Imprimante en panne", Member = "ARCUEIL" });
        Assert.That(refusal.Status, Is.EqualTo(503), refusal.Message);
        Assert.That(codes, Does.Contain(refusal.Code));
        Assert.That(refusal.RetryAfter, Is.Not.Null);
    }

    static async Task<Refusal> Refused(TestApp app)
    {
        try
        {
            var ticket = await Task.Run(() => app.ATicket());
            throw new AssertionException($"Ticket {ticket.Number} was opened.");
        }
        catch (Refusal refusal)
        {
            return refusal;
        }
    }

    static Task<bool> Ready(TestApp app) =>
        app.Query(async db =>
        {
            await db.RefuseIfReplaced(default);
            return true;
        });

    static void Move(string from, string to)
    {
        foreach (var ending in new[] { "", "-wal", "-shm" })
            File.Move(from + ending, to + ending);
    }
}
