using MediatR;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>Key figures with their values by period.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListKeyFigures : IQuery<Page<KeyFigureLine>>;

public sealed record KeyFigureLine(string Code, string Name, string Group, string Unit, DateOnly? ClosedOn, long Version, IReadOnlyList<KeyFigureValue> Values);

/// <param name="Period"><c>2017</c> or <c>2017-03</c>.</param>
public sealed record KeyFigureValue(string Period, decimal Value);

sealed class ListKeyFiguresHandler(Db db) : IRequestHandler<ListKeyFigures, Page<KeyFigureLine>>
{
    public async Task<Page<KeyFigureLine>> Handle(ListKeyFigures request, CancellationToken ct)
    {
        var rows = await db.Query<KeyFigureRow>(KeyFiguresSql, null, ct);
        return new([.. rows.GroupBy(row => (row.Code, row.Name, row.GroupName, row.Unit, row.ClosedOn, row.Version)).Select(figure => new KeyFigureLine(
            figure.Key.Code, figure.Key.Name, figure.Key.GroupName, figure.Key.Unit, figure.Key.ClosedOn, figure.Key.Version,
            [.. figure.Where(row => row.Period is not null).Select(row => new KeyFigureValue(PeriodText(row.Period!.Value), row.ValueMicros!.Value / (decimal)WorkDay.MicrosPerUnit))]))], null);
    }

    const string KeyFiguresSql = """
        SELECT k.Code, k.Name, k.GroupName, k.Unit, k.ClosedOn, k.Version, v.Period, v.ValueMicros
        FROM KeyFigures k
        LEFT JOIN KeyFigureValues v ON v.KeyFigureId = k.Id
        ORDER BY k.GroupName, k.Name, v.Period
        """;

    static string PeriodText(int period) => period > 9999 ? $"{period / 100}-{period % 100:00}" : $"{period}";

    sealed record KeyFigureRow
    {
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string GroupName { get; init; } = "";
        public string Unit { get; init; } = "";
        public DateOnly? ClosedOn { get; init; }
        public long Version { get; init; }
        public int? Period { get; init; }
        public long? ValueMicros { get; init; }
    }
}
