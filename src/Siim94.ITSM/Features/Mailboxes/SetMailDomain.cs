using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Says whose people write from a domain; without a member, nobody's do any more.</summary>
[Requires(Permission.ManageSettings)]
public sealed record SetMailDomain : ICommand<MailDomains>
{
    public string? Domain { get; set; }
    public string? Member { get; set; }
}

sealed partial class SetMailDomainValidator : AbstractValidator<SetMailDomain>
{
    public SetMailDomainValidator()
    {
        RuleFor(d => d.Domain)
            .Must(domain => domain is { Length: <= 253 } && Domain().IsMatch(domain.Trim()))
            .WithMessage(_ => Words.DomainInvalid);
        RuleFor(d => d.Member).Line(200);
    }

    [GeneratedRegex(
        @"^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]\z",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Domain();
}

sealed class SetMailDomainHandler(Db db, ReferentialLookup codes, IMediator mediator, TimeProvider clock, Audit audit)
    : IRequestHandler<SetMailDomain, MailDomains>
{
    public async Task<MailDomains> Handle(SetMailDomain request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var member = codes.Find(all.Members, "Member", request.Member, Paris.Today(clock));
        var row = new { Domain = request.Domain!.Trim().ToLowerInvariant(), MemberId = member?.Id };
        await db.Execute(DeleteSql, row, ct);
        var id = member is null ? 0 : await db.Insert(InsertSql, row, ct);
        await audit.Record("mail-domain", id, "change", null, new { row.Domain, Member = member?.Code }, ct);
        return await mediator.Send(new ListMailDomains(), ct);
    }

    const string DeleteSql = "DELETE FROM MailDomains WHERE Domain = @Domain";
    const string InsertSql = "INSERT INTO MailDomains (Domain, MemberId) VALUES (@Domain, @MemberId)";
}
