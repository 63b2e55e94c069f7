using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Tests.Features.Imports;

namespace Siim94.ITSM.Tests.Features.Tickets;

/// <summary>The words of tickets follow their texts, whoever writes these and however.</summary>
sealed partial class TicketWordsTests
{
    static readonly string[] Members = ["ARCUEIL", "GENTILLY"];

    static readonly string[] Vocabulary =
    [
        "Imprimante",
        "l'imprimante",
        "imprimé",
        "Élysée",
        "d’ELYSEE",
        "GLPI-12",
        "glpi12",
        "12",
        "3",
        "réseau",
        "Réseaux",
        "jean.dupont@ivry.fr",
        "Dupont-Martin",
        "wi-fi",
        "cœur",
        "%",
        "_",
        "!",
        "C'est",
        "œ",
    ];

    static readonly Gen<string> Word = Gen.Int[0, Vocabulary.Length - 1].Select(word => Vocabulary[word]);

    static readonly Gen<string> Texts = Word.Array[1, 4].Select(words => string.Join(' ', words));
    static readonly Gen<string> Sought = Gen.Select(Word, Gen.Int[1, 8], (word, length) => word[..Math.Min(word.Length, length)])
        .Array[0, 3]
        .Select(words => string.Join(' ', words));

    enum Step
    {
        Open,
        Change,
        Say,
        Attach,
        Detach,
        Merge,
        Unmerge,
        Close,
        Import,
        Undo,
    }

    sealed record Move(Step Step, string Title, string Description, int Member, int Pick);

    static readonly Gen<Move> Moves = Gen.Select(
        Gen.Frequency(
            (5, Gen.Const(Step.Open)),
            (4, Gen.Const(Step.Change)),
            (5, Gen.Const(Step.Say)),
            (3, Gen.Const(Step.Attach)),
            (1, Gen.Const(Step.Detach)),
            (2, Gen.Const(Step.Merge)),
            (1, Gen.Const(Step.Unmerge)),
            (2, Gen.Const(Step.Close)),
            (1, Gen.Const(Step.Import)),
            (1, Gen.Const(Step.Undo))
        ),
        Texts,
        Texts,
        Gen.Int[0, 1],
        Gen.Int[0, 1000],
        (step, title, description, member, pick) => new Move(step, title, description, member, pick)
    );

    sealed record Known(long Number, string Text, string Member, string Status, long? Requester)
    {
        public IReadOnlyList<Said> Said { get; init; } = [];

        /// <summary>Where its conversation goes on, and the state that it had before.</summary>
        public (long Number, string Status)? Merged { get; init; }
    }

    /// <param name="File">Its number when it is the name of a file.</param>
    sealed record Said(string Text, bool IsInternal, long? File = null);

    [Test]
    public async Task Find_what_a_naive_search_finds()
    {
        await using var app = await TestApp.Start();
        await app.AnAgent(code: "DUPONT");
        var hotline = await app.AUser(Role.Hotline);
        var readers = new List<(UserIdentity User, Func<Known, bool> Sees)> { (UserIdentity.System, _ => true), (hotline, _ => true) };
        foreach (var member in Members)
        {
            var contact = await app.AUser(Role.MemberContact, member);
            var requester = await app.AUser(Role.Requester, member);
            readers.Add((contact, ticket => ticket.Member == member));
            readers.Add((requester, ticket => ticket.Requester == requester.UserId));
        }
        List<Known> tickets = [];
        List<(long Id, long[] Numbers)> imports = [];
        var (found, file) = (0, 0);
        await Gen.Select(Moves.Array[8, 16], Sought.Array[6])
            .SampleAsync(
                async (moves, searches) =>
                {
                    foreach (var move in moves)
                        await Do(move);
                    foreach (var text in searches)
                    foreach (var (reader, sees) in readers)
                    {
                        var isStaff = reader == UserIdentity.System || reader == hotline;
                        var expected = tickets.Where(ticket => sees(ticket) && IsFound(ticket, TextOf(ticket, isStaff), text)).ToList();
                        found += expected.Count;
                        Assert.That(await Numbers(app, reader, text), Is.EqualTo(expected.Select(t => t.Number).OrderDescending()), text);
                        Assert.That(
                            await app.SendAs(reader, new CountTickets { Q = text }),
                            Is.EquivalentTo(expected.GroupBy(t => t.Status).ToDictionary(state => state.Key, state => state.Count())),
                            text
                        );
                    }
                },
                iter: 25,
                threads: 1
            );
        Assert.That(found, Is.GreaterThan(1_000));
        Assert.That(file, Is.GreaterThan(0), "imports, undone since or not");

        async Task Do(Move move)
        {
            switch (move.Step)
            {
                case Step.Open:
                    var requester = readers[3 + 2 * move.Member].User;
                    var by = move.Pick % 2 == 0 ? UserIdentity.System : requester;
                    var opened = await app.SendAs(
                        by,
                        new OpenTicket
                        {
                            Title = move.Title,
                            Description = move.Description,
                            Member = Members[move.Member],
                        }
                    );
                    tickets.Add(Of(opened, by == requester ? requester.UserId : null));
                    break;
                case Step.Change when tickets.Count > 0:
                    var before = tickets[move.Pick % tickets.Count];
                    if (IsImported(before) || before.Merged is not null)
                        break; // it would no longer be undone, or goes on elsewhere
                    var changed = await app.Send(
                        new ChangeTicket
                        {
                            Number = before.Number,
                            Version = (await app.Send(new GetTicket(before.Number))).Version,
                            Title = move.Title,
                            Description = move.Pick % 3 == 0 ? null : move.Description,
                            Member = before.Member,
                        }
                    );
                    var after = Of(changed, before.Requester);
                    tickets[tickets.IndexOf(before)] = before with { Text = after.Text };
                    break;
                case Step.Say when Leading() is { Count: > 0 } leading:
                    var spoken = leading[move.Pick % leading.Count];
                    var isInternal = move.Pick % 3 == 0;
                    await app.SendAs(
                        hotline,
                        new PostMessage
                        {
                            Number = spoken.Number,
                            Text = move.Title,
                            IsInternal = isInternal,
                        }
                    );
                    tickets[tickets.IndexOf(spoken)] = spoken with { Said = [.. spoken.Said, new(move.Title, isInternal)] };
                    break;
                case Step.Attach when Leading() is { Count: > 0 } leading:
                    var holder = leading[move.Pick % leading.Count];
                    var isHidden = move.Pick % 3 == 0;
                    var kept = await app.SendAs(
                        hotline,
                        new AddAttachment(NewFile.Of($"{move.Title}.txt", Encoding.UTF8.GetBytes($"Texte {move.Pick}")))
                    );
                    if (move.Pick % 2 == 0)
                        await app.SendAs(
                            hotline,
                            new PostMessage
                            {
                                Number = holder.Number,
                                Text = "…",
                                IsInternal = isHidden,
                                Attachments = [kept.Id],
                            }
                        );
                    else
                        await app.SendAs(
                            hotline,
                            new AttachToTicket
                            {
                                Number = holder.Number,
                                Attachment = kept.Id,
                                IsInternal = isHidden,
                            }
                        );
                    tickets[tickets.IndexOf(holder)] = holder with { Said = [.. holder.Said, new(kept.Name, isHidden, kept.Id)] };
                    break;
                case Step.Detach
                    when tickets.Where(ticket => ticket.Said.Any(said => said.File is not null)).ToList() is { Count: > 0 } with:
                    var losing = with[move.Pick % with.Count];
                    var name = losing.Said.First(said => said.File is not null);
                    await app.SendAs(hotline, new DetachFromTicket(losing.Number, name.File!.Value));
                    tickets[tickets.IndexOf(losing)] = losing with { Said = [.. losing.Said.Where(said => said != name)] };
                    break;
                case Step.Merge when Leading() is { Count: > 1 } leading:
                    var merging = leading[move.Pick % leading.Count];
                    var isOpen = merging.Status != TicketStatus.Closed;
                    var others = leading.Where(other => other.Member == merging.Member && other != merging);
                    if (others.FirstOrDefault(other => !isOpen || other.Status != TicketStatus.Closed) is not { } into)
                        break;
                    await app.SendAs(hotline, new MergeTicket { Number = merging.Number, Into = into.Number });
                    tickets[tickets.IndexOf(merging)] = merging with
                    {
                        Status = TicketStatus.Closed,
                        Merged = (into.Number, merging.Status),
                    };
                    break;
                case Step.Unmerge when tickets.Where(ticket => ticket.Merged is not null).ToList() is { Count: > 0 } merged:
                    var parting = merged[move.Pick % merged.Count];
                    await app.SendAs(hotline, new UnmergeTicket(parting.Number));
                    tickets[tickets.IndexOf(parting)] = parting with { Status = parting.Merged!.Value.Status, Merged = null };
                    break;
                case Step.Close when tickets.Where(ticket => ticket.Status == TicketStatus.New).ToList() is { Count: > 0 } open:
                    var closing = open[move.Pick % open.Count];
                    await app.Send(new CloseTicket { Number = closing.Number });
                    tickets[tickets.IndexOf(closing)] = closing with { Status = TicketStatus.Closed };
                    break;
                case Step.Import:
                    var last = tickets.Count == 0 ? 0 : tickets.Max(ticket => ticket.Number);
                    var lines = new[] { move.Title, move.Description }.Select(title => $"{title};{Members[move.Member]};02/05/2016");
                    var import = await app.Import(
                        $"Titre;Adhérent;Ouvert le;Solution\n{string.Join('\n', lines.Select(line => $"{line};{file}"))}\n",
                        ImportKind.Tickets
                    );
                    file++;
                    Assert.That(import.State, Is.EqualTo(ImportState.Imported), import.Message);
                    var written = (await app.Send(new ListTickets { Limit = 2 })).Items.Select(line => line.Number).Order().ToArray();
                    foreach (var number in written)
                        tickets.Add(Of(await app.Send(new GetTicket(number)), null));
                    imports.Add((import.Id, written));
                    break;
                case Step.Undo when imports.Where(i => i.Numbers.All(n => Status(n) == TicketStatus.New)).ToList() is { Count: > 0 } whole:
                    var undone = whole[move.Pick % whole.Count];
                    Assert.That((await app.Undo(undone.Id)).State, Is.EqualTo(ImportState.Undone));
                    tickets.RemoveAll(ticket => undone.Numbers.Contains(ticket.Number));
                    imports.Remove(undone);
                    break;
            }
        }

        bool IsImported(Known ticket) => imports.Any(import => import.Numbers.Contains(ticket.Number));

        List<Known> Leading() => [.. tickets.Where(ticket => ticket.Merged is null && !IsImported(ticket))];

        string TextOf(Known ticket, bool isStaff) =>
            string.Join(' ', Led(ticket).Where(said => isStaff || !said.IsInternal).Select(said => said.Text).Prepend(ticket.Text));

        IEnumerable<Said> Led(Known ticket) => ticket.Merged is null ? LedBy(ticket) : [];

        IEnumerable<Said> LedBy(Known ticket) =>
            ticket.Said.Concat(tickets.Where(other => other.Merged?.Number == ticket.Number).SelectMany(LedBy));

        string? Status(long number) => tickets.Single(ticket => ticket.Number == number).Status;
    }

    static Known Of(TicketDetails ticket, long? requester) =>
        new(ticket.Number, $"{ticket.Title} {ticket.Requester} {ticket.Description}", ticket.Member, ticket.Status, requester);

    static async Task<IReadOnlyList<long>> Numbers(TestApp app, UserIdentity reader, string text)
    {
        List<long> numbers = [];
        for (string? after = null; ; )
        {
            var page = await app.SendAs(
                reader,
                new ListTickets
                {
                    Q = text,
                    After = after,
                    Limit = 7,
                }
            );
            numbers.AddRange(page.Items.Select(line => line.Number));
            if (page.Next is null)
                return numbers;
            after = page.Next;
        }
    }

    /// <summary>Every word sought begins some part of a word of the text and the parts behind it; or the text is the number.</summary>
    static bool IsFound(Known ticket, string all, string text)
    {
        if (long.TryParse(text.Trim(), out var number) && number == ticket.Number)
            return true;
        var sought = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(WithoutArticle).Select(Folding.Fold);
        var words = sought.Where(word => word.Length > 0).ToList();
        return text.Trim().Length == 0 || (words.Count > 0 && words.All(word => Endings(all).Any(e => e.StartsWith(word))));
    }

    static string WithoutArticle(string word) =>
        word.Length > 2 && word[1] is '\'' or '’' && char.ToLowerInvariant(word[0]) is 'l' or 'd' or 'c' && word.Length > 2
            ? word[2..]
            : word;

    static IEnumerable<string> Endings(string text) =>
        from word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let parts = Sign().Split(word)
        from first in Enumerable.Range(0, parts.Length)
        select Folding.Fold(string.Concat(parts[first..]));

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex Sign();

    // So many that no word is worth looking for: the newest tickets are walked.
    const int Doublings = 14;

    [Test]
    public async Task Those_of_an_earlier_version_are_split_once_and_common_ones_find_the_newest()
    {
        await using var app = await TestApp.Start();
        var first = await app.Send(
            new OpenTicket
            {
                Title = "Dossier partagé",
                Description = "Réseau 1",
                Requester = "Mme X",
                Member = "ARCUEIL",
            }
        );
        for (var doubling = 0; doubling < Doublings; doubling++)
            await app.Query(db => db.Execute(DoubleSql, null, default));
        var rare = await app.ATicket(member: "GENTILLY", title: "Dossier unique");
        await app.Query(db => db.Execute(MarkSql, null, default));
        Assert.That(await app.Count("Tickets"), Is.EqualTo((1 << Doublings) + 1));
        Assert.That((await app.Send(new ListTickets { Q = "réseau" })).Items, Has.Count.EqualTo(1), "no words yet");

        var indexed = 0;
        while (await app.Send(new IndexTickets()) is { Tickets: > 0 and var some })
            indexed += some;
        Assert.That(indexed, Is.EqualTo((1 << Doublings) - 1));
        var words = await app.Count("TicketWords");
        Assert.That((await app.Send(new IndexTickets())).Tickets, Is.Zero);
        Assert.That(await app.Count("TicketWords"), Is.EqualTo(words));

        foreach (var text in new[] { "dossier", "reseau dossier", "part mme", "1" })
        {
            var newest = await app.Send(new ListTickets { Q = text, Limit = 3 });
            var expected = Enumerable.Range(0, 4).Select(nth => rare.Number - nth).Where(n => text == "dossier" || n != rare.Number);
            Assert.That(newest.Items.Select(line => line.Number), Is.EqualTo(expected.Take(3)), text);
            var last = await app.Send(new ListTickets { Q = text, After = $"{first.Number + 2}" });
            Assert.That(last.Items.Select(line => line.Number), Is.EqualTo(new[] { first.Number + 1, first.Number }), text);
            Assert.That(
                (await app.Send(new CountTickets { Q = text }))[TicketStatus.New],
                Is.EqualTo((1 << Doublings) + (text == "dossier" ? 1 : 0)),
                text
            );
        }
        var stranger = await app.AUser(Role.MemberContact, "GENTILLY");
        Assert.That(await Numbers(app, stranger, "dossier"), Is.EqualTo(new[] { rare.Number }));
        Assert.That((await app.SendAs(stranger, new CountTickets { Q = "dossier" }))[TicketStatus.New], Is.EqualTo(1));
    }

    const string DoubleSql = """
        INSERT INTO Tickets (Title, Description, MemberId, RequesterName, Channel, Type, Urgency, Impact, Priority, Status, OpenedAt,
            OpenedOn, Version)
        SELECT t.Title, t.Description, t.MemberId, t.RequesterName, t.Channel, t.Type, t.Urgency, t.Impact, t.Priority, t.Status,
               t.OpenedAt, t.OpenedOn, 1
        FROM Tickets t
        """;

    const string MarkSql = """
        INSERT INTO TicketWords (Word, TicketId)
        SELECT '', t.Id FROM Tickets t WHERE NOT EXISTS (SELECT w.TicketId FROM TicketWords w WHERE w.TicketId = t.Id)
        """;

    [Test]
    public async Task What_was_said_finds_a_ticket_and_notes_among_staff_find_it_for_staff_only()
    {
        await using var app = await TestApp.Start();
        var hotline = await app.AUser(Role.Hotline, agent: await app.AnAgent(code: "DUPONT"));
        var requester = await app.AUser(Role.Requester, "ARCUEIL");
        var ticket = await app.SendAs(requester, new OpenTicket { Title = "Panne", Member = "ARCUEIL" });
        await app.SendAs(requester, new PostMessage { Number = ticket.Number, Text = "Le vidéoprojecteur clignote" });
        await app.SendAs(
            hotline,
            new PostMessage
            {
                Number = ticket.Number,
                Text = "Vidéoprojecteur sous garantie",
                IsInternal = true,
            }
        );
        await app.SendAs(hotline, new TakeTicketInCharge { Number = ticket.Number });
        await app.SendAs(hotline, new ResolveTicket { Number = ticket.Number, Solution = "Lampe remplacée" });
        Assert.That(await Numbers(app, requester, "videoproj clign"), Is.EqualTo(new[] { ticket.Number }));
        Assert.That(await Numbers(app, requester, "lampe"), Is.EqualTo(new[] { ticket.Number }));
        Assert.That(await Numbers(app, requester, "garantie"), Is.Empty);
        Assert.That((await app.SendAs(requester, new CountTickets { Q = "garantie" })).Values.Sum(), Is.Zero);
        Assert.That(await Numbers(app, hotline, "garantie lampe"), Is.EqualTo(new[] { ticket.Number }));
        Assert.That(await Numbers(app, hotline, "dupont"), Is.Empty, "whoever took it was not written by anybody");

        var file = await app.SendAs(hotline, new AddAttachment(NewFile.Of("garantie.txt", Encoding.UTF8.GetBytes("2019"))));
        await app.SendAs(hotline, new AttachToTicket { Number = ticket.Number, Attachment = file.Id });
        Assert.That(await Numbers(app, requester, "garantie"), Is.EqualTo(new[] { ticket.Number }), "a file's name says it to everybody");
        await app.SendAs(hotline, new DetachFromTicket(ticket.Number, file.Id));
        Assert.That(await Numbers(app, requester, "garantie"), Is.Empty);

        await app.SendAs(hotline, new PostMessage { Number = ticket.Number, Text = "Sous garantie" });
        Assert.That(await Numbers(app, requester, "garantie"), Is.EqualTo(new[] { ticket.Number }), "said to everybody since");

        await app.Query(db => db.Execute("DELETE FROM TicketWords", null, default));
        await app.Query(db => db.Execute(MarkSql, null, default));
        Assert.That((await app.Send(new IndexTickets())).Tickets, Is.EqualTo(1));
        Assert.That(await Numbers(app, requester, "garantie clignote lampe"), Is.EqualTo(new[] { ticket.Number }));
    }

    [Test]
    public async Task Tasks_and_visits_find_a_ticket_for_staff_only()
    {
        await using var app = await TestApp.Start();
        var agent = await app.AnAgent("ASSIST-TECH");
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        var (number, other) = ((await app.ATicket()).Number, (await app.ATicket(title: "Autre")).Number);
        var task = await app.Send(new AddTicketTask { Number = number, Text = "Commander un toner" });
        Assert.That(await Numbers(app, UserIdentity.System, "toner"), Is.EqualTo(new[] { number }));
        Assert.That(await Numbers(app, contact, "toner"), Is.Empty);
        task = await app.Send(
            new ChangeTicketTask
            {
                Number = number,
                Task = task.Id,
                Text = "Commander une cartouche",
                Version = task.Version,
            }
        );
        Assert.That(await Numbers(app, UserIdentity.System, "toner"), Is.Empty);
        Assert.That(await Numbers(app, UserIdentity.System, "cartouche"), Is.EqualTo(new[] { number }));
        await app.Send(new DeleteTicketTask(number, task.Id, task.Version));
        Assert.That(await Numbers(app, UserIdentity.System, "cartouche"), Is.Empty);

        var visit = new LogIntervention
        {
            Kind = "onsite",
            Agents = [agent],
            Member = "ARCUEIL",
            StartedAt = new(2017, 3, 14, 9, 0, 0, TimeSpan.FromHours(1)),
            EndedAt = new(2017, 3, 14, 9, 30, 0, TimeSpan.FromHours(1)),
            Tickets = [number],
            Summary = "Goulotte refixée",
        };
        var logged = await app.Send(visit);
        Assert.That(await Numbers(app, UserIdentity.System, "goulotte"), Is.EqualTo(new[] { number }));
        Assert.That(await Numbers(app, contact, "goulotte"), Is.Empty);
        await app.Query(db =>
            db.Execute("UPDATE Tickets SET MergedIntoId = @Other WHERE Id = @Number", new { Other = other, Number = number }, default)
        );
        logged = await app.Send(
            new ChangeIntervention
            {
                Id = logged.Id,
                Version = logged.Version,
                Kind = visit.Kind,
                Agents = visit.Agents,
                Member = visit.Member,
                StartedAt = visit.StartedAt,
                EndedAt = visit.EndedAt,
                Tickets = visit.Tickets,
                Summary = "Prise remplacée",
            }
        );
        Assert.That(await Numbers(app, UserIdentity.System, "goulotte"), Is.Empty);
        Assert.That(await Numbers(app, UserIdentity.System, "prise"), Is.EqualTo(new[] { other }), "with the one that leads");
        await app.Send(new DeleteIntervention(logged.Id, logged.Version));
        Assert.That(await Numbers(app, UserIdentity.System, "prise"), Is.Empty);
    }

    [Test]
    public async Task A_changed_ticket_that_waits_for_its_words_has_those_of_its_new_text()
    {
        await using var app = await TestApp.Start();
        var ticket = await app.ATicket(title: "Ancien");
        await app.Query(db => db.Execute("DELETE FROM TicketWords", null, default));
        await app.Query(db => db.Execute(MarkSql, null, default));
        await app.Send(
            new ChangeTicket
            {
                Number = ticket.Number,
                Version = ticket.Version,
                Title = "Nouveau",
                Member = "ARCUEIL",
            }
        );
        Assert.That((await app.Send(new IndexTickets())).Tickets, Is.Zero);
        Assert.That((await app.Send(new ListTickets { Q = "nouveau" })).Items, Has.Count.EqualTo(1));
        Assert.That((await app.Send(new ListTickets { Q = "ancien" })).Items, Is.Empty);
    }
}
