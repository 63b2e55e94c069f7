using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// What a table by upper domain says under itself: which domains have no row of their own, and in which row they are counted.
/// </summary>
sealed class GroupNotes(ReportEngine engine, ReferentialCache cache, Db db)
{
    public async Task<IReadOnlyList<string>> Of(ReportTable table, int fromYear, int toYear, CancellationToken ct)
    {
        if (table.RowAxes is not [Axis.UpperDomain])
            return [];
        var domains = (await cache.Read(db, ct)).Domains;
        var own = await engine.Compute(table with { RowAxes = [Axis.Domain] }, fromYear, toYear, ct);
        // A row of several domains, tied together by a split, has a row of its own.
        var counted = own
            .Rows.Select(row => domains.FirstOrDefault(domain => domain.Code == row.Key))
            .OfType<Domain>()
            .Where(domain => domain.ParentId is not null)
            .Select(domain => string.Format(Words.CountedIn, domain.Name, domains[domain.ParentId!.Value].Name))
            .ToList();
        return counted.Count == 0 ? [] : [string.Format(Words.CountedElsewhere, string.Join(", ", counted))];
    }
}
