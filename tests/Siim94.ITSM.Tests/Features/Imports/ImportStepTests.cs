using System.Text;
using Siim94.ITSM.Features.Imports;

namespace Siim94.ITSM.Tests.Features.Imports;

/// <summary>The requests that an upload and a job send, each alone: late, twice or from others they do no harm.</summary>
sealed class ImportStepTests
{
    const string Headings = "Agent;Date;Durée;Activité;Domaine\n",
        Line = "DUPONT;02/05/2016;1;SI-DOMAINE;FINANCES\n";

    TestApp app = null!;
    UserIdentity manager,
        technician;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        await app.AnAgent(code: "DUPONT");
        manager = await app.AUser(Role.Manager);
        technician = await app.AUser(Role.Technician);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<ImportRow> Row(long id) => app.Send(new GetImportRow(id));

    async Task<string> StateOf(long id) => (await app.Send(new GetImport(id))).State;

    async Task<long> Checked(string lines = Line)
    {
        var id = (await app.Upload(Headings + lines)).Id;
        await app.Check(id);
        return id;
    }

    [Test]
    public async Task A_file_is_what_its_parts_make_however_often_they_were_sent()
    {
        var file = Encoding.UTF8.GetBytes(Headings + Line);
        var id = await app.SendAs(manager, new StartImport { Kind = ImportKind.TimeEntries, FileName = "lignes.csv" });
        await app.SendAs(manager, new AddImportChunk(id, 0, [1, 2, 3]));
        await app.SendAs(manager, new AddImportChunk(id, 0, file[..20]));
        await app.SendAs(manager, new AddImportChunk(id, 1, file[20..]));
        await app.SendAs(manager, new AddImportChunk(id, 2, [0]));
        var upload = await app.SendAs(manager, new FinishUpload(id, ChunkCount: 2, file.Length, "empreinte", IsUtf8: true));
        Assert.That((upload.State, upload.FileBytes), Is.EqualTo((ImportState.Uploaded, (long)file.Length)));
        Assert.That((await app.Check(id, by: manager)).RowsAccepted, Is.EqualTo(1), "a later part of a longer upload is forgotten");
    }

    [Test]
    public async Task A_file_that_is_there_takes_no_more_parts()
    {
        var id = (await app.Upload(Headings + Line, by: manager)).Id;
        Assert.That(app.RefusedAs(manager, new AddImportChunk(id, 1, [1])).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(manager, new FinishUpload(id, 1, 1, "empreinte", true)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(manager, new AddImportChunk(id + 1, 0, [1])).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(technician, new AddImportChunk(id, 0, [1])).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(technician, new FinishUpload(id, 1, 1, "empreinte", true)).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Problems_are_read_page_by_page_in_the_order_of_the_file()
    {
        var id = await Checked(
            Line.Replace("DUPONT", "PERSONNE") + Line + Line.Replace(";1;", ";beaucoup;") + Line.Replace("02/05", "32/05")
        );
        var first = await app.SendAs(manager, new ListImportProblems { Id = id, Limit = 2 });
        Assert.That(
            first.Items.Select(problem => (problem.Row, problem.Field, problem.Text)),
            Is.EqualTo(new[] { (2, "agent", "PERSONNE"), (4, "quantity", "beaucoup") })
        );
        var rest = await app.SendAs(manager, new ListImportProblems { Id = id, After = first.Next });
        Assert.That(rest.Items.Select(problem => (problem.Row, problem.Field)), Is.EqualTo(new[] { (5, "day") }));
        Assert.That(rest.Next, Is.Null);
    }

    [Test]
    public async Task Problems_of_nothing_or_from_nowhere_are_refused()
    {
        var id = await Checked();
        Assert.That((await app.SendAs(manager, new ListImportProblems { Id = id })).Items, Is.Empty);
        Assert.That(app.RefusedAs(manager, new ListImportProblems { Id = id + 1 }).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(manager, new ListImportProblems { Id = id, After = "douze" }).Errors.Keys, Is.EqualTo(new[] { "After" }));
        Assert.That(app.RefusedAs(manager, new ListImportProblems { Id = id, Limit = 0 }).Errors.Keys, Is.EqualTo(new[] { "Limit" }));
        Assert.That(app.RefusedAs(technician, new ListImportProblems { Id = id }).Status, Is.EqualTo(403));
    }

    async Task<CheckStart> BegunCheck(long id)
    {
        var mapping = (await app.Send(new PreviewImport { Id = id })).Proposal;
        await app.Send(new CheckImport { Id = id, Mapping = mapping });
        var start = await app.Send(new BeginCheck(await Row(id)));
        await start.File.DisposeAsync();
        return start;
    }

    [Test]
    public async Task A_check_ends_once()
    {
        var id = (await app.Upload(Headings + Line)).Id;
        var start = await BegunCheck(id);
        Assert.That(app.RefusedAs(technician, new FinishCheck(start.Run, [], start.Revision)).Status, Is.EqualTo(403));
        Assert.That(await app.Send(new FinishCheck(start.Run, [], start.Revision)), Is.True);
        Assert.That(await StateOf(id), Is.EqualTo(ImportState.Checked));
        Assert.That(await app.Send(new FinishCheck(start.Run, [], start.Revision)), Is.False);
    }

    [Test]
    public async Task A_check_of_an_import_given_up_ends_nothing()
    {
        var id = (await app.Upload(Headings + Line)).Id;
        var start = await BegunCheck(id);
        await app.Send(new CancelImport(id));
        Assert.That(await app.Send(new FinishCheck(start.Run, [], start.Revision)), Is.False);
        Assert.That(await StateOf(id), Is.EqualTo(ImportState.Cancelled));
    }

    [Test]
    public async Task Work_that_stops_goes_back_to_where_people_can_do_something_about_it()
    {
        var id = await Checked();
        await app.Send(new CommitImport { Id = id });
        var importing = await Row(id);
        Assert.That(app.RefusedAs(manager, new StopImport(importing, "Non.")).Status, Is.EqualTo(403));
        await app.Send(new StopImport(importing, new string('x', 3_000)));
        var stopped = await app.Send(new GetImport(id));
        Assert.That((stopped.State, stopped.Message!.Length), Is.EqualTo((ImportState.Checked, 2_000)));

        await app.Commit(id);
        await app.Send(new StopImport(importing, "Trop tard."));
        Assert.That(await StateOf(id), Is.EqualTo(ImportState.Imported), "whoever comes late stops nothing");
    }

    [Test]
    public async Task Lines_are_written_when_asked_for_and_once()
    {
        var id = await Checked();
        await app.Send(new WriteImport(id));
        Assert.That(await app.Count("TimeEntries"), Is.Zero, "nobody has asked for it");

        await app.SendAs(manager, new CommitImport { Id = id });
        Assert.That(app.RefusedAs(technician, new WriteImport(id)).Status, Is.EqualTo(403));
        await app.SendAs(manager, new WriteImport(id));
        await app.SendAs(manager, new WriteImport(id));
        Assert.That(await app.Count("TimeEntries"), Is.EqualTo(1));
        Assert.That(await StateOf(id), Is.EqualTo(ImportState.Imported));
    }

    [Test]
    public async Task Lines_are_taken_out_when_asked_for_and_once()
    {
        var id = await Checked();
        await app.Commit(id);
        await app.Send(new RemoveImported(id));
        Assert.That(await app.Count("TimeEntries"), Is.EqualTo(1), "nobody has asked for it");

        await app.SendAs(manager, new UndoImport(id));
        Assert.That(app.RefusedAs(technician, new RemoveImported(id)).Status, Is.EqualTo(403));
        await app.SendAs(manager, new RemoveImported(id));
        await app.SendAs(manager, new RemoveImported(id));
        Assert.That(await app.Count("TimeEntries"), Is.Zero);
        Assert.That(await StateOf(id), Is.EqualTo(ImportState.Undone));
    }

    [Test]
    public async Task What_an_import_needs_is_kept_until_it_is_over()
    {
        var id = await Checked();
        Assert.That(app.RefusedAs(manager, new ClearImport(id, IsForCheck: false)).Status, Is.EqualTo(403));
        Assert.That(await app.Send(new ClearImport(id, IsForCheck: false)), Is.False);
        Assert.That((await app.Count("ImportChunks"), await app.Count("StagedTimeEntries")), Is.EqualTo((1, 1)));

        await app.Send(new CommitImport { Id = id });
        await app.Send(new WriteImport(id));
        while (await app.Send(new ClearImport(id, IsForCheck: false))) { }
        Assert.That((await app.Count("ImportChunks"), await app.Count("StagedTimeEntries")), Is.EqualTo((0, 0)));
        Assert.That(await app.Count("TimeEntries"), Is.EqualTo(1));
    }
}
