using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Attachments;

/// <summary>Files of tickets: kept once, seen by whoever sees the ticket, swept when nobody attaches them.</summary>
sealed class AttachmentTests
{
    TestApp app = null!;
    UserIdentity hotline,
        requester,
        stranger;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        hotline = await app.AUser(Role.Hotline);
        requester = await app.AUser(Role.Requester, "ARCUEIL");
        stranger = await app.AUser(Role.MemberContact, "IVRY");
    }

    [TearDown]
    public ValueTask TearDown() => app.DisposeAsync();

    async Task<long> Sent(UserIdentity by, string name = "a.txt", byte[]? content = null) =>
        (await app.SendAs(by, new AddAttachment(NewFile.Of(name, content ?? Files.Text())))).Id;

    Task<long> Count(string table) => app.Query(db => db.FirstOrDefault<long>($"SELECT COUNT(*) FROM {table}", null, default));

    [Test]
    public async Task The_same_content_is_kept_once_under_every_name()
    {
        var (one, two) = (await Sent(hotline, "un.txt"), await Sent(requester, "deux.txt"));
        Assert.That((await app.SendAs(hotline, new GetAttachment(one))).Name, Is.EqualTo("un.txt"));
        Assert.That((await app.SendAs(requester, new GetAttachment(two))).Name, Is.EqualTo("deux.txt"));
        Assert.That((await Count("Attachments"), await Count("FileContents"), await Count("FileChunks")), Is.EqualTo((2L, 1L, 1L)));
    }

    [Test]
    public async Task A_large_file_comes_back_as_it_was_part_by_part()
    {
        var content = new byte[2 * 1024 * 1024 + 17];
        new Random(94).NextBytes(content);
        content[0] = 0;
        var id = await Sent(hotline, "x.bin", content);
        List<byte> read = [];
        for (var part = 0; await app.SendAs(hotline, new ReadAttachment(id, part)) is { } bytes; part++)
            read.AddRange(bytes);
        Assert.That(read, Is.EqualTo(content));
    }

    [Test]
    public async Task A_file_that_is_attached_to_nothing_is_its_senders_alone()
    {
        var id = await Sent(requester);
        foreach (var other in (UserIdentity[])[hotline, stranger])
        {
            Assert.That(app.RefusedAs(other, new GetAttachment(id)).Status, Is.EqualTo(404));
            Assert.That(app.RefusedAs(other, new ReadAttachment(id, 0)).Status, Is.EqualTo(404));
        }
        var ticket = await app.ATicket(stranger, "IVRY");
        Assert.That(
            app.RefusedAs(stranger, new AttachToTicket { Number = ticket.Number, Attachment = id }).Errors.Keys,
            Is.EqualTo(new[] { "Attachment" })
        );
    }

    [Test]
    public async Task Whoever_sees_the_ticket_sees_its_files_and_nobody_else()
    {
        var ticket = await app.ATicket(requester);
        var id = await Sent(hotline);
        var files = await app.SendAs(hotline, new AttachToTicket { Number = ticket.Number, Attachment = id });
        Assert.That(files.Items.Select(file => (file.Id, file.IsInternal)), Is.EqualTo(new[] { (id, false) }));
        Assert.That((await app.SendAs(requester, new GetAttachment(id))).Id, Is.EqualTo(id));
        Assert.That((await app.SendAs(requester, new ListTicketFiles(ticket.Number))).Items, Has.Count.EqualTo(1));
        Assert.That(app.RefusedAs(stranger, new GetAttachment(id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(stranger, new ListTicketFiles(ticket.Number)).Status, Is.EqualTo(404));
        Assert.That(
            app.RefusedAs(stranger, new AttachToTicket { Number = ticket.Number, Attachment = await Sent(stranger) }).Status,
            Is.EqualTo(404)
        );
    }

    [Test]
    public async Task A_file_for_staff_is_none_for_the_people_of_a_member()
    {
        var ticket = await app.ATicket(requester);
        var id = await Sent(hotline);
        await app.SendAs(
            hotline,
            new AttachToTicket
            {
                Number = ticket.Number,
                Attachment = id,
                IsInternal = true,
            }
        );
        Assert.That(app.RefusedAs(requester, new GetAttachment(id)).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(requester, new ListTicketFiles(ticket.Number))).Items, Is.Empty);
        Assert.That((await app.SendAs(hotline, new ListTicketFiles(ticket.Number))).Items, Has.Count.EqualTo(1));
        Assert.That(
            app.RefusedAs(
                requester,
                new AttachToTicket
                {
                    Number = ticket.Number,
                    Attachment = await Sent(requester),
                    IsInternal = true,
                }
            ).Status,
            Is.EqualTo(403)
        );
    }

    [Test]
    public async Task A_message_brings_files_and_they_follow_a_merge()
    {
        var (old, next) = (await app.ATicket(requester), await app.ATicket(requester));
        var id = await Sent(hotline);
        var message = await app.SendAs(
            hotline,
            new PostMessage
            {
                Number = old.Number,
                Text = "Ci-joint",
                Attachments = [id],
            }
        );
        var file = (await app.SendAs(requester, new ListTicketFiles(old.Number))).Items.Single();
        Assert.That((file.Id, file.Message), Is.EqualTo((id, message.Id)));
        await app.SendAs(hotline, new MergeTicket { Number = old.Number, Into = next.Number });
        Assert.That((await app.SendAs(requester, new ListTicketFiles(next.Number))).Items.Single().Id, Is.EqualTo(id));
        Assert.That(
            app.RefusedAs(
                stranger,
                new PostMessage
                {
                    Number = next.Number,
                    Text = "x",
                    Attachments = [id],
                }
            ).Status,
            Is.EqualTo(404)
        );
        Assert.That(
            app.RefusedAs(
                requester,
                new PostMessage
                {
                    Number = next.Number,
                    Text = "x",
                    Attachments = [999],
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Attachments" })
        );
    }

    [Test]
    public async Task A_file_of_an_internal_note_is_sent_on_in_an_answer()
    {
        var ticket = await app.ATicket(requester);
        var id = await Sent(hotline);
        foreach (var isInternal in (bool[])[true, false])
            await app.SendAs(
                hotline,
                new PostMessage
                {
                    Number = ticket.Number,
                    Text = "Ci-joint",
                    IsInternal = isInternal,
                    Attachments = [id],
                }
            );
        var seen = (await app.SendAs(requester, new GetTicketTimeline { Number = ticket.Number })).Items.Single(item =>
            item.Text == "Ci-joint"
        );
        Assert.That(seen.Files.Select(file => file.Name), Is.EqualTo(new[] { "a.txt" }));
        Assert.That((await app.SendAs(requester, new GetAttachment(seen.Files.Single().Id))).Name, Is.EqualTo("a.txt"));
        Assert.That(app.RefusedAs(requester, new GetAttachment(id)).Status, Is.EqualTo(404), "that of the note stays there");
        Assert.That(await Count("FileContents"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_small_version_of_a_picture_is_seen_with_it_and_swept_with_it()
    {
        var ticket = await app.ATicket(requester);
        var (picture, text, lost) = (
            await Sent(requester, "a.jpg", Files.Jpeg),
            await Sent(requester),
            await Sent(requester, "b.jpg", Files.Jpeg)
        );
        var small = NewFile.Of("vignette", Files.Png);
        await app.SendAs(requester, new AddThumbnail(picture, small));
        await app.SendAs(requester, new AddThumbnail(picture, NewFile.Of("vignette", Files.Jpeg)));
        await app.SendAs(requester, new AddThumbnail(lost, small));
        Assert.That((await app.SendAs(requester, new GetThumbnail(picture))).MediaType, Is.EqualTo("image/png"), "the first stays");
        Assert.That(app.RefusedAs(hotline, new GetThumbnail(picture)).Status, Is.EqualTo(404), "it is its sender's still");
        Assert.That(app.RefusedAs(hotline, new AddThumbnail(picture, small)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(requester, new AddThumbnail(text, small)).Code, Is.EqualTo("attachment.no-picture"));
        Assert.That(
            app.RefusedAs(requester, new AddThumbnail(lost, NewFile.Of("v", Files.Text()))).Code,
            Is.EqualTo("attachment.no-picture")
        );
        Assert.That(app.RefusedAs(requester, new GetThumbnail(text)).Status, Is.EqualTo(404));

        await app.SendAs(
            requester,
            new PostMessage
            {
                Number = ticket.Number,
                Text = "Voici l'écran",
                Attachments = [picture, text],
            }
        );
        var message = (await app.SendAs(hotline, new GetTicketTimeline { Number = ticket.Number })).Items.Single(item =>
            item.Text == "Voici l'écran"
        );
        Assert.That(message.Files.Select(file => (file.Id, file.HasThumbnail)), Is.EqualTo(new[] { (picture, true), (text, false) }));
        Assert.That((await app.SendAs(hotline, new GetThumbnail(picture))).Content, Is.EqualTo(small.Content));
        Assert.That(app.RefusedAs(stranger, new GetThumbnail(picture)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(requester, new AddThumbnail(picture, small)).Status, Is.EqualTo(404), "it is attached");

        app.Clock.Advance(SweepAttachments.Kept + TimeSpan.FromMinutes(1));
        await app.Send(new SweepAttachments());
        Assert.That(await Count("Thumbnails"), Is.EqualTo(1));
    }

    [Test]
    public async Task Sweeps_what_nobody_attached_for_a_day_and_nothing_else()
    {
        var ticket = await app.ATicket(requester);
        var (kept, lost) = (await Sent(hotline), await Sent(hotline, "b.txt", Files.Text("autre")));
        await app.SendAs(hotline, new AttachToTicket { Number = ticket.Number, Attachment = kept });
        Assert.That(await app.Send(new SweepAttachments()), Is.Zero, "not on the same day");
        app.Clock.Advance(TimeSpan.FromHours(25));
        var young = await Sent(hotline, "c.txt", Files.Text("jeune"));
        Assert.That(await app.Send(new SweepAttachments()), Is.EqualTo(1));
        Assert.That(app.RefusedAs(hotline, new GetAttachment(lost)).Status, Is.EqualTo(404));
        Assert.That(await app.SendAs(hotline, new ReadAttachment(kept, 0)), Is.EqualTo(Files.Text()));
        Assert.That(await app.SendAs(hotline, new ReadAttachment(young, 0)), Is.EqualTo(Files.Text("jeune")));
        Assert.That(await Count("FileContents"), Is.EqualTo(2));

        await app.SendAs(hotline, new DetachFromTicket(ticket.Number, kept));
        app.Clock.Advance(TimeSpan.FromHours(25));
        Assert.That(await app.Send(new SweepAttachments()), Is.EqualTo(2));
        Assert.That((await Count("FileContents"), await Count("FileChunks")), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public async Task Only_staff_take_a_file_off_a_ticket()
    {
        var ticket = await app.ATicket(requester);
        var id = await Sent(requester);
        await app.SendAs(requester, new AttachToTicket { Number = ticket.Number, Attachment = id });
        Assert.That(app.RefusedAs(requester, new DetachFromTicket(ticket.Number, id)).Status, Is.EqualTo(403));
        await app.SendAs(hotline, new DetachFromTicket(ticket.Number, id));
        Assert.That(app.RefusedAs(hotline, new DetachFromTicket(ticket.Number, id)).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(requester, new ListTicketFiles(ticket.Number))).Items, Is.Empty);
    }

    [Test]
    public async Task Nobody_fills_the_disk_with_what_they_attach_to_nothing()
    {
        var large = NewFile.Of("x.bin", new byte[NewFile.MostBytes]);
        for (var file = 0; file < 20; file++)
            await app.SendAs(requester, new AddAttachment(large));
        Assert.That(app.RefusedAs(requester, new AddAttachment(NewFile.Of("a.txt", Files.Text()))).Status, Is.EqualTo(429));
        await app.SendAs(hotline, new AddAttachment(large));
        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.SendAs(requester, new AddAttachment(large));
    }
}
