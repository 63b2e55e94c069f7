using System.Net;
using System.Net.Http.Json;
using System.Text;
using ExcelDataReader;

namespace Siim94.ITSM.Tests.Web;

/// <summary>Lists to take away: what is logged, the directory, accounts and referentials, as each reader may see them.</summary>
sealed class ListFileTests
{
    const string Password = "une-phrase-de-passe",
        Api = "/api/v1/";

    TestDatabase database = null!;
    ProductProcess product = null!;
    HttpClient admin = null!,
        contact = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // the reader of workbooks asks for 1252
        database = TestDatabase.Missing();
        product = await ProductProcess.Start(database);
        admin = await product.FirstSignIn(Password);
        contact = await product.SignUp(admin, "MemberContact", Password, "ARCUEIL");
        var agent = new
        {
            code = "AGENT-1",
            name = "Anne Martin",
            team = "SI",
            from = "2014-01-01",
        };
        await Post("agents", agent);
        foreach (var (member, day) in new[] { ("ARCUEIL", "2018-03-05"), ("IVRY", "2018-03-06"), ("IVRY", "2018-04-10") })
            await Post(
                "interventions",
                new
                {
                    kind = "onsite",
                    agents = new[] { agent.code },
                    member,
                    day,
                    quantity = 1.5,
                    unit = "h",
                    travelMinutes = 25,
                    summary = $"=Visite à {member}",
                }
            );
        await Post(
            "hotline-shifts",
            new
            {
                agent = agent.code,
                day = "2018-03-07",
                quantity = 0.5,
                unit = "d",
            }
        );
        foreach (var member in new[] { "ARCUEIL", "IVRY" })
            await Post("people", new { name = $"Claude de {member}", member });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        admin?.Dispose();
        contact?.Dispose();
        await product.DisposeAsync();
        database.Dispose();
    }

    async Task Post(string address, object body)
    {
        var answer = await admin.PostAsJsonAsync(Api + address, body);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
    }

    static async Task<string[]> Lines(HttpClient client, string address) =>
        (await client.GetStringAsync(Api + address)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    [Test]
    public async Task Programs_read_codes_and_people_names()
    {
        var machine = await Lines(admin, "interventions.csv?from=2018-03-01&to=2018-03-31&dialect=machine");
        Assert.That(machine[0], Is.EqualTo("day,kind,member,site,agents,startedAt,endedAt,quantity,unit,travelMinutes,tickets,summary"));
        Assert.That(machine, Has.Length.EqualTo(3));
        Assert.That(machine[1], Does.StartWith("2018-03-06,onsite,IVRY,,AGENT-1,,,1.5,h,25,,"));
        var excel = await Lines(admin, "interventions.csv?member=ARCUEIL");
        Assert.That(excel[0], Does.StartWith("Jour;Nature;Adhérent;Site;Agents"));
        Assert.That(excel[1], Does.Match("^05/03/2018;Sur site;Arcueil;;Anne Martin;;;1,5;h;25;;\"?'=Visite à ARCUEIL"));

        Assert.That(
            await Lines(admin, "hotline-shifts.csv?dialect=machine"),
            Is.EqualTo(["day,agent,quantity,unit,note", "2018-03-07,AGENT-1,0.5,d,"])
        );
        Assert.That((await Lines(admin, "hotline-shifts.csv"))[1], Is.EqualTo("07/03/2018;Anne Martin;0,5;j;"));
        Assert.That(await Lines(admin, "members.csv?q=vitry&dialect=machine"), Has.Some.StartsWith("VITRY,Vitry-sur-Seine,"));
        Assert.That(await Lines(admin, "agents.csv?dialect=machine"), Has.Some.StartsWith("AGENT-1,Anne Martin,"));
        Assert.That((await Lines(admin, "accounts.csv"))[1], Does.StartWith("admin;"));
    }

    [Test]
    public async Task A_workbook_holds_days_and_numbers_that_are_some()
    {
        var workbook = await admin.GetAsync($"{Api}interventions.xlsx?member=IVRY");
        Assert.That(workbook.Content.Headers.ContentDisposition?.FileName, Does.StartWith("interventions_").And.EndsWith(".xlsx"));
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(await workbook.Content.ReadAsStreamAsync());
        Assert.That(reader.NextResult(), Is.True, "after the sheet that says what it is");
        Assert.That(reader.Read(), Is.True);
        var headings = Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetString(column)).ToList();
        Assert.That(reader.Read(), Is.True);
        Assert.That(reader.GetDateTime(0), Is.EqualTo(new DateTime(2018, 4, 10)));
        Assert.That(reader.GetDouble(headings.IndexOf("Durée")), Is.EqualTo(1.5));
    }

    [TestCase("mail/inbox", "receivedAt,subject,fromName,fromAddress,mailbox,state,reason,ticket")]
    [TestCase("mail/outbox", "dueAt,recipient,address,kind,ticket,state,attempts,problem")]
    [TestCase("mail/dead", "dueAt,recipient,address,kind,ticket,state,attempts,problem")]
    [TestCase("disputes", "openedAt,member,subject,reason,openedByName,state,answer,answeredByName,answeredAt")]
    [TestCase("imports", "id,fileName,kind,state,rowsAccepted,createdAt,createdBy")]
    [TestCase("report-schedules", "title,frequency,nextDueAt,recipients,owner")]
    public async Task Every_list_has_its_headings_before_it_has_lines(string list, string headings)
    {
        Assert.That((await Lines(admin, $"{list}.csv?dialect=machine"))[0], Is.EqualTo(headings));
        var workbook = await admin.GetAsync($"{Api}{list}.xlsx?dialect=machine");
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(await workbook.Content.ReadAsStreamAsync());
        Assert.That(reader.NextResult() && reader.Read(), Is.True);
        Assert.That(Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetString(column)), Is.EqualTo(headings.Split(',')));
    }

    [Test]
    public async Task A_dispute_and_a_scheduled_report_are_lines_for_whoever_may_read_them()
    {
        await Post(
            "disputes",
            new
            {
                member = "ARCUEIL",
                subject = "Ligne",
                address = "/lignes/intervention/1",
                reason = "Trop long",
            }
        );
        await Post(
            "report-schedules",
            new
            {
                title = "Chaque lundi",
                content = "workbook",
                period = "last-year",
                format = "xlsx",
                frequency = "weekly",
                weekday = 1,
                hour = 8,
            }
        );
        Assert.That((await Lines(contact, "disputes.csv"))[1], Does.Contain(";ARCUEIL;Ligne;Trop long;"));
        Assert.That(await Lines(contact, "disputes.csv?state=accepted"), Has.Length.EqualTo(1));
        Assert.That((await Lines(admin, "report-schedules.csv"))[1], Does.StartWith("Chaque lundi;Chaque lundi à 8 h;"));
    }

    [TestCase("interventions")]
    [TestCase("people")]
    [TestCase("members")]
    public async Task People_of_a_member_take_away_what_is_theirs(string list)
    {
        Assert.That(string.Concat(await Lines(admin, $"{list}.csv")), Does.Contain("Ivry-sur-Seine").And.Contain("Arcueil"));
        Assert.That(string.Concat(await Lines(contact, $"{list}.csv")), Does.Contain("Arcueil").And.Not.Contain("Ivry"));
    }

    [TestCase("hotline-shifts")]
    [TestCase("accounts")]
    [TestCase("agents")]
    [TestCase("imports")]
    [TestCase("mail/inbox")]
    [TestCase("mail/outbox")]
    [TestCase("mail/dead")]
    public async Task What_one_may_not_read_cannot_be_taken_away(string list)
    {
        foreach (var format in new[] { "csv", "xlsx" })
            Assert.That((await contact.GetAsync($"{Api}{list}.{format}")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), format);
    }

    [TestCase("interventions.csv?kind=colour", HttpStatusCode.UnprocessableEntity)]
    [TestCase("interventions.csv?dialect=colour", HttpStatusCode.UnprocessableEntity)]
    [TestCase("interventions.xlsx?dialect=colour", HttpStatusCode.UnprocessableEntity)]
    [TestCase("training-sessions.csv?from=yesterday", HttpStatusCode.BadRequest)]
    public async Task What_is_not_understood_is_refused_before_the_file_begins(string address, HttpStatusCode status)
    {
        var answer = await admin.GetAsync(Api + address);
        Assert.That(answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
    }
}
