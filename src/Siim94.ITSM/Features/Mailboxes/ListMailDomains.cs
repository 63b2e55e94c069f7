using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Which member's people write from which domain, by domain.</summary>
[Requires(Permission.ManageSettings)]
public sealed record ListMailDomains : IQuery<MailDomains>;

public sealed record MailDomains(IReadOnlyList<MailDomain> Items);

/// <param name="Domain">Lower case; domains below it are of the same member.</param>
/// <param name="Member">Code.</param>
public sealed record MailDomain(string Domain, string Member);

sealed class ListMailDomainsHandler(Db db, ReferentialLookup codes) : IRequestHandler<ListMailDomains, MailDomains>
{
    public async Task<MailDomains> Handle(ListMailDomains request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var rows = await db.Query<DomainRow>(DomainsSql, null, ct);
        return new([.. rows.Select(row => new MailDomain(row.Domain, all.Members[row.MemberId].Code))]);
    }

    const string DomainsSql = "SELECT d.Domain, d.MemberId FROM MailDomains d ORDER BY d.Domain";

    sealed record DomainRow
    {
        public string Domain { get; init; } = "";
        public long MemberId { get; init; }
    }
}
