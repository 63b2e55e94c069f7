using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.MemberYears;

/// <summary>
/// What a member, with the entities attached to it, received in a year and the year before, beside the median of the members of its kind.
/// People of a member see their own.
/// </summary>
[Requires(Permission.ReadReports)]
public sealed record GetMemberYear(string Member, int Year) : IQuery<MemberYear>;

/// <param name="Figures">A row a measure: the year before, the year, and the median of the kind.</param>
/// <param name="Tables">Days by activity, tickets by type and month, people trained by category.</param>
/// <param name="PeerCount">Members behind the median, this one included.</param>
public sealed record MemberYear(string Member, string Name, int Year, int PeerCount, Report Figures, IReadOnlyList<MemberTable> Tables);

/// <summary>A table with the definition that opens it in the pivot.</summary>
public sealed record MemberTable(PivotDefinition Definition, string From, string To, Report Report);

sealed class GetMemberYearValidator : AbstractValidator<GetMemberYear>
{
    public GetMemberYearValidator() => RuleFor(m => m.Year).InclusiveBetween(2001, 2100).WithMessage(_ => Words.YearOutOfRange);
}

sealed class GetMemberYearHandler(
    ReferentialLookup codes,
    ReferentialCache cache,
    Db db,
    TimeProvider clock,
    IMediator mediator,
    RollupStatus status,
    RollupReader rollups,
    CoverageTables coverage,
    KeptTables kept
) : IRequestHandler<GetMemberYear, MemberYear>
{
    // With two, each would know the other's figures.
    const int FewestPeers = 3;

    public const string Median = "median";

    static readonly MeasureColumn[] Measures =
    [
        new(Measure.Days, 1),
        new(Measure.AllocatedDays, 1),
        new(Measure.TicketsOpened, 0),
        new(Measure.TicketsResolved, 0),
        new(Measure.Visits, 0),
        new(Measure.TravelHours, 1),
        new(Measure.PeopleTrained, 0),
    ];

    // The median is of figures that the reader may not see one by one: the product reads them, and tells the middle one only.
    readonly ReportEngine everybody = new(
        db,
        cache,
        CurrentUser.System,
        new(db, CurrentUser.System, clock),
        coverage,
        rollups,
        kept,
        clock
    );

    public async Task<MemberYear> Handle(GetMemberYear request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var member = all.Members.FirstOrDefault(m => m.Code == request.Member && m.ParentId is null && codes.IsWithinReach(m))
            ?? throw RequestErrors.NotFound();
        // A member that has taken others over whole shows their years too; one that was taken over or came from a split shows its own,
        // beside names of that time.
        var names = all.LineagesOf("member").HeirsOf(member.Id) is [var heir] && heir == member.Id ? NameMode.Now : NameMode.Then;
        List<string> peers =
        [
            .. all
                .Members.Where(m => m.ParentId is null && m.Kind == member.Kind && m.IsOpenOn(new(request.Year, 12, 31)))
                .Select(m => m.Code),
        ];
        var hasMedian = peers.Count >= FewestPeers && peers.Contains(member.Code);

        // Asked first: a figure is never older than it says.
        var freshness = await status.Freshness(ct);
        var lines = new List<ReportLine>();
        foreach (var measure in Measures)
            lines.Add(await Line(measure, names, member.Code, hasMedian ? peers : [], request.Year, ct));
        var years = new[] { request.Year - 1, request.Year }.Select(year => new ReportHeading($"{year}", $"{year}"));
        var figures = new Report(
            "member",
            string.Format(Words.FiguresOf, member.Name, request.Year),
            "",
            "",
            1,
            hasMedian ? [.. years, new(Median, string.Format(Words.MedianOf, RuleWords.Kind(member.Kind), peers.Count))] : [.. years],
            lines,
            [.. years.Select(_ => new ReportCell(null, "")), .. hasMedian ? [new ReportCell(null, "")] : Array.Empty<ReportCell>()],
            [],
            freshness
        )
        {
            RowHeadings = [Words.Figure],
            Chart = "none",
        };
        return new(
            member.Code,
            member.Name,
            request.Year,
            hasMedian ? peers.Count : 0,
            figures,
            await Tables(member.Code, names, request.Year, ct)
        );
    }

    async Task<ReportLine> Line(MeasureColumn measure, NameMode names, string member, List<string> peers, int year, CancellationToken ct)
    {
        var computed = await everybody.Compute(ByGroup(measure) with { Names = names }, year - 1, year, ct);
        var rows = computed.Rows.ToDictionary(row => row.Key, row => row.CellMicros);
        List<ReportCell> cells =
        [
            .. Enumerable.Range(0, 2).Select(column => Cell(rows.TryGetValue(member, out var own) ? own[column] : null)),
        ];
        // A member without any line counts as zero: it is a member of its kind all the same.
        if (peers.Count > 0)
            cells.Add(Cell(MedianOf([.. peers.Select(peer => rows.TryGetValue(peer, out var theirs) ? theirs[1] ?? 0 : 0)])));
        return new(PivotCodes.Of(measure.Measure), MeasureWords.Short(measure.Measure), cells);

        ReportCell Cell(long? micros) =>
            new(micros is { } amount ? ReportNumbers.ToUnits(amount) : null, ReportNumbers.Text(micros, measure.Decimals));
    }

    static ReportTable ByGroup(MeasureColumn measure) =>
        new()
        {
            Id = "member",
            Section = "",
            Title = new("", ""),
            Unit = "",
            Measures = [measure],
            RowAxes = [Axis.MemberGroup],
        };

    /// <summary>The middle one; of an even number, the mean of the two in the middle.</summary>
    internal static long MedianOf(List<long> amounts)
    {
        amounts.Sort();
        var middle = amounts.Count / 2;
        return amounts.Count % 2 == 1 ? amounts[middle] : (amounts[middle - 1] + amounts[middle]) / 2;
    }

    async Task<IReadOnlyList<MemberTable>> Tables(string member, NameMode names, int year, CancellationToken ct)
    {
        var own = new Dictionary<string, IReadOnlyList<string>> { ["member-group"] = [member] };
        (PivotDefinition Definition, int From)[] wanted =
        [
            (
                new()
                {
                    Measures = ["days"],
                    Rows = ["activity-department", "activity"],
                    Columns = "year",
                    Filters = own,
                    Changes = true,
                },
                year - 1
            ),
            (
                new()
                {
                    Measures = ["tickets-opened"],
                    Rows = ["ticket-type"],
                    Columns = "month",
                    Filters = own,
                    Chart = "lines",
                },
                year
            ),
            (
                new()
                {
                    Measures = ["visits"],
                    Rows = ["site"],
                    Columns = "year",
                    Filters = own,
                    Blanks = true,
                },
                year - 1
            ),
            (
                new()
                {
                    Measures = ["people-trained"],
                    Rows = ["training-category"],
                    Columns = "year",
                    Filters = own,
                },
                year - 1
            ),
        ];
        var tables = new List<MemberTable>();
        foreach (var (wants, from) in wanted)
        {
            var definition = wants with { Names = NameModes.Code(names) };
            tables.Add(
                new(
                    definition,
                    $"{from}",
                    $"{year}",
                    await mediator.Send(
                        new GetPivot
                        {
                            Definition = definition,
                            From = $"{from}",
                            To = $"{year}",
                        },
                        ct
                    )
                )
            );
        }
        return tables;
    }
}
