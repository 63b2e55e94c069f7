using MediatR;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Makes of a mail that was kept what it is to become, once: one that was handled before stays as it is.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Mail">What it says, read before: others write meanwhile.</param>
/// <param name="Files">Its files that may be kept.</param>
/// <param name="RefusedFiles">Why others may not.</param>
[Requires(Permission.ManageJobs)]
sealed record HandleMail(long Id, IncomingMail Mail, IReadOnlyList<NewFile> Files, IReadOnlyList<string> RefusedFiles)
    : ICommand<MailDecision?>
{
    /// <summary>What somebody has decided: the member of a mail whose sender nobody knows.</summary>
    public long? MemberId { get; init; }
}

sealed class HandleMailHandler(
    Db db,
    MailboxStore mailboxes,
    MailFactReader facts,
    AttachmentStore files,
    ReferentialLookup codes,
    IMediator mediator,
    TimeProvider clock
) : IRequestHandler<HandleMail, MailDecision?>
{
    /// <returns>Null when it was handled before.</returns>
    public async Task<MailDecision?> Handle(HandleMail request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // Whoever comes second waits here, and finds it done.
        var begun = new
        {
            request.Id,
            HandledAt = now,
            From = request.MemberId is null ? MailState.Received : MailState.Quarantined,
        };
        if (await db.Execute(BeginSql, begun, ct) == 0)
            return null;
        var row = (await db.FirstOrDefault<ReceivedRow>(RowSql, new { request.Id }, ct))!;
        var mailbox = await mailboxes.Row(row.MailboxId, ct);
        var known = await facts.Of(request.Mail, request.Id, mailbox, ct);
        if (request.MemberId is { } memberId)
            known = known with
            {
                Sender = known.Sender with { MemberId = known.Sender.MemberId ?? memberId, MailsLately = 0 },
                DefaultMemberId = memberId,
                IsForAnyone = true,
            };
        // Somebody has read it, whatever a program says of it.
        var mail = request.MemberId is null ? request.Mail : request.Mail with { Automatic = null };
        var decision = MailRules.Decide(mail, known);
        var (ticket, eventId) = decision.State switch
        {
            MailState.Opened => (await Open(request, mailbox, known.Sender, decision, ct), null),
            MailState.Answered => (decision.Ticket, await Answer(request, known.Sender, decision, now, ct)),
            _ => (decision.Ticket, (long?)null),
        };
        await db.Execute(
            EndSql,
            new
            {
                request.Id,
                decision.State,
                decision.Reason,
                TicketId = ticket,
                EventId = eventId,
                decision.IsConfirmed,
            },
            ct
        );
        return decision with { Ticket = ticket };
    }

    const string BeginSql = "UPDATE ReceivedMails SET HandledAt = @HandledAt WHERE Id = @Id AND State = @From";
    const string RowSql = "SELECT m.MailboxId FROM ReceivedMails m WHERE m.Id = @Id";
    const string EndSql = """
        UPDATE ReceivedMails
        SET State = @State, Reason = @Reason, TicketId = @TicketId, EventId = @EventId, IsConfirmed = @IsConfirmed
        WHERE Id = @Id
        """;

    async Task<long?> Open(HandleMail request, MailboxRow mailbox, MailSender sender, MailDecision decision, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var mail = request.Mail;
        var member = all.Members[decision.MemberId!.Value];
        var ticket = await mediator.Send(
            new OpenTicket
            {
                Title = TitleOf(mail),
                Description = DescriptionOf(request, decision.Ticket),
                Member = member.Code,
                RequesterId = await Requester(mail, sender, member, ct),
                Requester = sender.UserId is { } userId ? await Login(userId, ct) : mail.FromName,
                Channel = TicketChannel.Mail,
                Group = OpenGroup(mailbox, all),
                Category = SuitableCategory(mailbox, member, all),
            },
            ct
        );
        await AttachFiles(request, ticket.Number, null, isInternal: false, ct);
        return ticket.Number;
    }

    // What a mailbox gives its tickets may have been closed since, or be for others: the mail is worth more.
    string? OpenGroup(MailboxRow mailbox, ReferentialData all) =>
        mailbox.GroupId is { } id && all.Groups[id].IsOpenOn(Paris.Today(clock)) ? all.Groups[id].Code : null;

    string? SuitableCategory(MailboxRow mailbox, Member member, ReferentialData all) =>
        mailbox.CategoryId is { } id && all.Categories[id].IsOpenOn(Paris.Today(clock)) && all.Categories[id].IsFor(member.Id)
            ? all.Categories[id].Code
            : null;

    /// <summary>Somebody of the directory, who is added to it; accounts are known by their own.</summary>
    async Task<long?> Requester(IncomingMail mail, MailSender sender, Member member, CancellationToken ct)
    {
        if (sender.PersonId is not null || sender.UserId is not null)
            return sender.PersonId;
        var person = await mediator.Send(
            new AddPerson
            {
                Name = mail.FromName,
                Emails = [mail.FromAddress],
                Member = member.Code,
            },
            ct
        );
        return person.Id;
    }

    async Task<string?> Login(long userId, CancellationToken ct) => await db.FirstOrDefault<string>(LoginSql, new { Id = userId }, ct);

    // A login means an account of the member; staff are of none, and known by name.
    const string LoginSql = "SELECT CASE WHEN u.MemberId IS NULL THEN u.DisplayName ELSE u.Login END FROM Users u WHERE u.Id = @Id";

    static string TitleOf(IncomingMail mail)
    {
        if (mail.Title.Length > 0)
            return mail.Title;
        var line = mail.Text.Split('\n').FirstOrDefault(text => !ValidationRules.IsBlank(text))?.Trim() ?? "";
        return line.Length is > 0 and <= LongestTitle ? line : Words.NoSubject;
    }

    const int LongestTitle = 120;

    static string DescriptionOf(HandleMail request, long? goesOnFrom)
    {
        var ours = Joined(goesOnFrom is { } number ? string.Format(Words.GoesOnFrom, number) : null, RefusedFiles(request));
        var room = MailReader.LongestText - (ours.Length > 0 ? Between.Length + ours.Length : 0);
        return MailReader.Cut(Joined(MailReader.Cut(request.Mail.Text, room), ours, request.Mail.Folded), MailReader.LongestText);
    }

    const string Between = "\n\n";

    static string Joined(params string?[] parts) => string.Join(Between, parts.Where(part => !string.IsNullOrWhiteSpace(part)));

    static string? RefusedFiles(HandleMail request) =>
        request.RefusedFiles.Count == 0 ? null : $"{Words.RefusedFiles}\n- {string.Join("\n- ", request.RefusedFiles)}";

    async Task<long?> Answer(HandleMail request, MailSender sender, MailDecision decision, DateTime now, CancellationToken ct)
    {
        var number = decision.Ticket!.Value;
        var mail = request.Mail;
        // What an answer quotes is known; what is passed on is not.
        var text = MailReader.Cut(Joined(mail.Text, RefusedFiles(request), mail.IsPassedOn ? mail.Folded : null), MailReader.LongestText);
        var eventId = await TicketEvents.Add(
            db,
            new()
            {
                TicketId = number,
                At = now,
                UserId = sender.UserId,
                Kind = TicketEventKind.FollowUp,
                Text = text.Length > 0 ? text : Words.NoText,
                AuthorName = NameOf(mail, sender),
                IsPrivate = decision.IsPrivate,
            },
            ct
        );
        if (decision.Reopens)
            await mediator.Send(
                new ReopenTicket
                {
                    Number = number,
                    AskedByUserId = sender.UserId,
                    AskedByName = NameOf(mail, sender),
                },
                ct
            );
        await AttachFiles(request, number, eventId, decision.IsPrivate, ct);
        return eventId;
    }

    /// <summary>Null for whoever has an account.</summary>
    static string? NameOf(IncomingMail mail, MailSender sender) => sender.UserId is null ? mail.FromName : null;

    async Task AttachFiles(HandleMail request, long number, long? eventId, bool isInternal, CancellationToken ct)
    {
        foreach (var file in request.Files)
        {
            var kept = await files.Add(file, ct);
            await files.Attach([kept.Id], TicketAttachments.KindName, number, eventId, isInternal, ct);
        }
        if (request.Files.Count > 0)
            await TicketWords.Rewrite(db, number, ct);
    }

    sealed record ReceivedRow
    {
        public long MailboxId { get; init; }
    }
}
