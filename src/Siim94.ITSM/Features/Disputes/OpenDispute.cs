using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Disputes;

/// <summary>Contests a line or a figure of one's member. Refused for a line that is not the member's.</summary>
[Requires(Permission.OpenDisputes)]
public sealed record OpenDispute : ICommand<DisputeDetails>
{
    /// <summary>Member concerned; the sender's own when left blank.</summary>
    public string? Member { get; set; }

    /// <summary>What is contested, in words.</summary>
    public string? Subject { get; set; }

    /// <summary>Where it is in the product: <c>/lignes/time-entry/12</c>, <c>/bilans/2017/tables/…</c>.</summary>
    public string? Address { get; set; }

    public string? Reason { get; set; }
}

sealed class OpenDisputeValidator : AbstractValidator<OpenDispute>
{
    // Only pages that show a line or a figure; never another site.
    static readonly string[] Places = ["/lignes/", "/croisement", "/bilans/", "/adherent/", "/tickets/", "/interventions/", "/formations/"];

    public OpenDisputeValidator()
    {
        RuleFor(d => d.Member).Line(200);
        RuleFor(d => d.Subject).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(400);
        RuleFor(d => d.Address)
            .Must(address => address is not null && Places.Any(place => address.StartsWith(place, StringComparison.Ordinal)))
            .WithMessage(_ => Words.AddressUnknown)
            .Line(2000);
        RuleFor(d => d.Reason).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(4000);
    }
}

sealed class OpenDisputeHandler(
    Db db,
    ReferentialLookup codes,
    CurrentUser user,
    TimeProvider clock,
    Audit audit,
    DisputeReader reader,
    DisputeLog log,
    ContestedLines lines,
    ContestedFigures figures
) : IRequestHandler<OpenDispute, DisputeDetails>
{
    public async Task<DisputeDetails> Handle(OpenDispute request, CancellationToken ct)
    {
        var members = (await codes.Referentials(ct)).Members;
        var member = codes.Find(members, "Member", request.Member, null)
            ?? (user.MemberId is { } own ? members[own] : throw ReferentialErrors.Missing("Member"));
        var line = lines.At(request.Address!);
        if (
            line is not null
            && !await lines.IsOf(line, [.. members.Where(m => m.Id == member.Id || m.ParentId == member.Id).Select(m => m.Id)], ct)
        )
            throw DisputeErrors.NotOfMember();

        var id = await db.Insert(
            InsertSql,
            new
            {
                MemberId = member.Id,
                Subject = request.Subject!.Trim(),
                request.Address,
                Reason = request.Reason!.Trim(),
                State = DisputeState.Open,
                OpenedAt = clock.GetUtcNow().UtcDateTime,
                OpenedByUserId = user.AuthorId,
                LineKind = line?.Kind,
                LineId = line?.Id,
            },
            ct
        );
        // Staff see more than the member does: only the member's own figure is kept.
        var figure = user.SeesAllMembers ? null : await figures.Now(request.Address!, ct);
        await log.Add(id, DisputeState.Open, request.Reason.Trim(), figure, ct);
        await audit.Record("dispute", id, "add", null, request, ct);
        return await reader.Get(id, ct);
    }

    const string InsertSql = """
        INSERT INTO Disputes (MemberId, Subject, Address, Reason, State, Answer, OpenedAt, OpenedByUserId, AnsweredAt, AnsweredByUserId,
            Version, LineKind, LineId, AnswerSeenAt)
        VALUES (@MemberId, @Subject, @Address, @Reason, @State, NULL, @OpenedAt, @OpenedByUserId, NULL, NULL, 1, @LineKind, @LineId, NULL)
        """;
}
