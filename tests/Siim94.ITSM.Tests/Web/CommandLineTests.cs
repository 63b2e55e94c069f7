using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Web;

/// <summary>
/// The command line as a process of its own: an import writes all of a file or nothing, and an exit code is what a script can trust.
/// </summary>
sealed class CommandLineTests
{
    const string Headings = "Agent;Date;Durée;Activité;Domaine;Note\n";

    /// <summary>A database on a server is made when it is not there: no folder has been mistyped.</summary>
    [TestCase("rollup")]
    [TestCase("verify")]
    public async Task A_folder_without_a_database_is_a_wrong_folder(string command)
    {
        using var nothing = TestDatabase.Missing();
        var (code, _, errors) = await ProductProcess.Run(nothing, command);
        Assert.That((code, errors.Contains(nothing.Folder)), Is.EqualTo(TestDatabase.IsOnSqlServer ? (0, false) : (2, true)), errors);
        Assert.That(Directory.EnumerateFileSystemEntries(nothing.Folder), Is.Empty);
    }

    [Test]
    public async Task A_misspelt_option_does_not_pass_for_none()
    {
        using var nothing = TestDatabase.Missing();
        var (code, _, errors) = await ProductProcess.Run(nothing, "verify", "--publised", "bilan.json");
        Assert.That((code, errors.Split('\n')[0].Trim()), Is.EqualTo((2, "Option inconnue : --publised")));
    }

    [TestCase("nonsense", "Commande ou argument inconnu : nonsense")]
    [TestCase("serve --port 80", "Option inconnue : --port")]
    [TestCase("rollup --file x", "Option inconnue : --file")]
    [TestCase("backup", "Il manque --to FICHIER.")]
    [TestCase("import", "Il manque --file FICHIER.")]
    [TestCase("migrate --data DIR --script", "--script est pour SQL Server")]
    public async Task A_command_knows_its_own_options_only(string words, string answer)
    {
        using var nothing = TestDatabase.Missing();
        var (code, output, errors) = await ProductProcess.RunBare(words.Replace("DIR", nothing.Folder).Split(' '));
        Assert.That((code, output), Is.EqualTo((2, "")));
        Assert.That(errors, Does.StartWith(answer));
    }

    [TestCase("--help", "serve")]
    [TestCase("import --help", "--kind")]
    public async Task Help_is_given_for_all_and_for_each(string words, string mentions)
    {
        var (code, output, errors) = await ProductProcess.RunBare(words.Split(' '));
        Assert.That((code, errors), Is.EqualTo((0, "")));
        Assert.That(output, Does.Contain(mentions));
    }

    [TestCase("en_US.UTF-8", "The product", "Unknown option: --port")]
    [TestCase("fr_FR.UTF-8", "Le produit", "Option inconnue : --port")]
    [TestCase("C.UTF-8", "Le produit", "Option inconnue : --port")]
    public async Task A_terminal_is_spoken_to_in_its_language(string language, string serves, string complaint)
    {
        Assert.That((await ProductProcess.RunIn(language, "--help")).Output, Does.Contain($"serve    {serves}"));
        Assert.That((await ProductProcess.RunIn(language, "serve", "--port", "80")).Errors, Does.StartWith(complaint));
    }

    [TestCase("serve --data DIR --urls http://127.0.0.1:99999", "Le produit ne peut pas démarrer")]
    [TestCase("migrate --ConnectionStrings:SqlServer=Nonsense=1", "ConnectionStrings:SqlServer")]
    [TestCase("migrate --ConnectionStrings:SqlServer=Server=x", "Database=")]
    public async Task What_cannot_be_done_is_said_in_a_sentence(string words, string says)
    {
        using var nothing = TestDatabase.Missing();
        var (code, _, errors) = await ProductProcess.RunBare(words.Replace("DIR", nothing.Folder).Split(' '));
        Assert.That(code, Is.EqualTo(1), errors);
        Assert.That(errors, Does.Contain(says).And.Not.Contain("   at "));
    }

    [Test]
    public async Task Two_processes_make_one_database_together()
    {
        using var database = TestDatabase.Missing();
        var outcomes = await Task.WhenAll(ProductProcess.Run(database, "migrate"), ProductProcess.Run(database, "migrate"));
        Assert.That(outcomes.Select(outcome => (outcome.Code, outcome.Errors)), Is.All.EqualTo((0, "")));
    }

    [Test]
    public async Task An_empty_file_stops_the_start_in_a_sentence()
    {
        if (TestDatabase.IsOnSqlServer)
            Assert.Ignore("A server keeps its files to itself.");
        using var database = TestDatabase.Missing();
        await File.WriteAllBytesAsync(database.Dialect.Place, []);
        var (code, output, errors) = await ProductProcess.Run(database, "serve", "--urls", "http://127.0.0.1:0");
        Assert.That((code, output), Is.EqualTo((1, "")));
        Assert.That(errors, Does.StartWith(database.Dialect.Place).And.Contain("vide").And.Contain("backup").And.Not.Contain("   at "));
    }

    [Test]
    public async Task A_file_is_written_whole_or_not_at_all()
    {
        await using var app = await TestApp.Start();
        await app.AnAgent(code: "AGENT-1");
        const string Good = "AGENT-1;04/01/2016;0,5;SI-DOMAINE;FINANCES;une\nAGENT-1;05/01/2016;0,5;SI-DOMAINE;FINANCES;deux\n";

        var wrong = await Import(Good + "AGENT-1;32/01/2016;0,5;SI-DOMAINE;FINANCES;trois\n", "time-entries");
        Assert.That((wrong.Code, wrong.Errors), Is.EqualTo((1, "")), wrong.Output);
        Assert.That(wrong.Output, Does.Contain("4 Jour « 32/01/2016 »").And.Contain("2 lignes prêtes, 1 refusées"));
        Assert.That(await Lines(), Is.Zero, "one line is wrong: none is written");

        var right = await Import(Good, "time-entries");
        Assert.That((right.Code, right.Errors), Is.EqualTo((0, "")), right.Output);
        Assert.That(right.Output, Does.Contain("2 lignes écrites"));
        Assert.That(await Lines(), Is.EqualTo(2));

        foreach (var (content, kind, word) in new[] { (Good, "planets", "key-figures"), (null, "tickets", "Aucun fichier") })
        {
            var refused = await Import(content, kind);
            Assert.That((refused.Code, refused.Output), Is.EqualTo((2, "")), refused.Errors);
            Assert.That(refused.Errors, Does.Contain(word).And.Not.Contain("   at "));
        }
        Assert.That(await Lines(), Is.EqualTo(2));

        async Task<int> Lines() => (await app.Send(new ListTimeEntries())).Items.Count;
        async Task<(int Code, string Output, string Errors)> Import(string? lines, string kind)
        {
            var file = Path.Combine(app.Database.Folder, lines is null ? "absent.csv" : "lignes.csv");
            if (lines is not null)
                await File.WriteAllTextAsync(file, Headings + lines);
            return await ProductProcess.Run(app.Database, "import", "--file", file, "--kind", kind, "--unit", "d");
        }
    }
}
