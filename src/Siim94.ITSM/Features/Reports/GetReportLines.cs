using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Reports;

/// <summary>The facts behind a figure: same filters, same rights; they add up to it. Without a row or a column, those of the whole column or row.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetReportLines : IQuery<ReportLines>
{
    public string Id { get; init; } = "";

    /// <summary>Key of the row.</summary>
    public string? Row { get; init; }

    /// <summary>Key of the column.</summary>
    public string? Column { get; init; }

    /// <inheritdoc cref="GetReport.From"/>
    public int? From { get; init; }

    /// <inheritdoc cref="GetReport.To"/>
    public int? To { get; init; }

    public string? After { get; init; }
    public int Limit { get; init; } = Page<ReportFact>.DefaultLimit;
}

/// <param name="Sum">What all lines add up to, on every page.</param>
/// <param name="Title">The table, row and column they are behind.</param>
public sealed record ReportLines(string Title, IReadOnlyList<ReportFact> Items, string? Next, ReportCell Sum);

/// <summary>A line behind a figure.</summary>
public sealed record ReportFact
{
    /// <summary><c>time-entry</c>, <c>ticket</c>, <c>intervention</c>, <c>training-session</c> or <c>attendance</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Number of the ticket, id of the intervention …</summary>
    public long Id { get; init; }

    public DateOnly Day { get; init; }

    /// <summary>What it adds to the figure, in the table's unit.</summary>
    public decimal Value { get; init; }

    public string? Agent { get; init; }
    public string? Activity { get; init; }
    public string? Domain { get; init; }
    public string? Application { get; init; }
    public string? Project { get; init; }
    public string? Member { get; init; }

    /// <summary>Note, title or summary.</summary>
    public string? Text { get; init; }

    public string? Source { get; init; }
}

sealed class GetReportLinesValidator : AbstractValidator<GetReportLines>
{
    public GetReportLinesValidator()
    {
        RuleFor(r => r.Limit).InclusiveBetween(1, Page<ReportFact>.MaximumLimit).WithMessage(_ => TimeWords.LimitOutOfRange);
        RuleFor(r => r.After).Must(after => after is null || EntryKey.TryParse(after, out _)).WithMessage(_ => TimeWords.AfterInvalid);
        RuleFor(r => r.To).Must((report, to) => report.From is null || to is null || (report.From <= to && to - report.From < GetReport.MostYears)).WithMessage(_ => Words.YearsReversed);
        RuleFor(r => r.From).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
        RuleFor(r => r.To).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
    }
}

sealed class GetReportLinesHandler(ReportEngine engine, ReferentialCache cache, Db db, CurrentUser user) : IRequestHandler<GetReportLines, ReportLines>
{
    public async Task<ReportLines> Handle(GetReportLines request, CancellationToken ct)
    {
        var table = BuiltInTables.Find(request.Id) ?? throw RequestErrors.NotFound();
        var all = await cache.Read(db, ct);
        var axes = new AxisIds(all);
        var (from, to) = await Range(table, request, ct);
        var computed = await engine.Compute(table, from, to, ct);
        var column = request.Column is null ? null : computed.Columns.FirstOrDefault(c => c.Key == request.Column) ?? throw Unknown("Column", request.Column);
        var row = request.Row is null ? null : computed.Rows.FirstOrDefault(r => r.Key == request.Row) ?? throw Unknown("Row", request.Row);
        var measure = column?.Measure ?? table.Measures[0];

        var (conditions, parameters) = ReportEngine.Selection(table with { Measures = [measure] }, axes, user);
        var source = FactSource.Of(measure.Measure);
        var period = Period(table, column, from, to);
        parameters["From"] = period.From;
        parameters["To"] = period.To;
        parameters["RowIds"] = row?.Ids ?? [.. computed.Rows.SelectMany(r => r.Ids)];
        List<string> where = [.. conditions, FactSource.RowWhereSql(AxisIds.ColumnOf(table.RowAxis))];
        if (table.ColumnAxis is Axis.Department && column is not null)
        {
            where.Add(FactSource.GroupWhereSql);
            parameters["GroupTeamIds"] = axes.TeamsOf(column.Key);
        }

        var sum = await db.FirstOrDefault<long?>(source.SumSql(where), parameters, ct);
        if (request.After is not null)
        {
            EntryKey.TryParse(request.After, out var after);
            parameters["AfterDay"] = after.Day;
            parameters["AfterId"] = after.Id;
            where.Add(FactSource.AfterWhereSql);
        }
        parameters["Take"] = request.Limit + 1;
        var rows = await db.Query<FactRow>(source.ListSql(where, db.Dialect), parameters, ct);
        var page = Page<ReportFact>.Of([.. rows.Select(fact => FactOf(fact, source, all))], request.Limit, fact => new EntryKey(fact.Day, fact.Id).ToString());
        var total = sum is { } amount ? amount * source.MicrosPerUnit : (long?)null;
        return new(
            string.Join(" – ", new[] { table.Title.ToString(), row?.Label, column?.Label }.OfType<string>()),
            page.Items, page.Next, new(total is { } micros ? ReportNumbers.ToUnits(micros) : null, ReportNumbers.Text(total, measure.Decimals)));
    }

    // A column names its year; the years asked for matter only where rows depend on them.
    async Task<(int From, int To)> Range(ReportTable table, GetReportLines request, CancellationToken ct)
    {
        if (request.From is null && request.To is null && request.Column is { Length: >= 4 } key && int.TryParse(key[..4], out var year) && year is >= 2000 and <= 2100) return (year, year);
        return await YearRange.Of(engine, table, request.From, request.To, ct);
    }

    static (DateOnly From, DateOnly To) Period(ReportTable table, ReportColumn? column, int from, int to) => (table.ColumnAxis, column) switch
    {
        (Axis.Year, { } year) => (new((int)year.Group, 1, 1), new((int)year.Group, 12, 31)),
        (Axis.Month, { } month) => (new Month((int)month.Group / 100, (int)month.Group % 100).FirstDay, new Month((int)month.Group / 100, (int)month.Group % 100).LastDay),
        _ => (new(from, 1, 1), new(to, 12, 31)),
    };

    static Refusal Unknown(string field, string key) => ReferentialErrors.Unknown(field, key);

    static ReportFact FactOf(FactRow row, FactSource source, Referentials.Referentials all) => new()
    {
        Kind = source.Kind,
        Id = row.Id,
        Day = row.Day,
        Value = ReportNumbers.ToUnits(row.Amount * source.MicrosPerUnit),
        Agent = all.Agents.NameOf(row.AgentId),
        Activity = all.Activities.NameOf(row.SubActivityId ?? row.ActivityId),
        Domain = all.Domains.NameOf(row.DomainId),
        Application = all.Applications.NameOf(row.ApplicationId),
        Project = all.Projects.NameOf(row.ProjectId),
        Member = all.Members.NameOf(row.MemberId),
        Text = row.Text,
        Source = row.Source,
    };

    sealed record FactRow
    {
        public long Id { get; init; }
        public DateOnly Day { get; init; }
        public long Amount { get; init; }
        public long? AgentId { get; init; }
        public long? ActivityId { get; init; }
        public long? SubActivityId { get; init; }
        public long? DomainId { get; init; }
        public long? ApplicationId { get; init; }
        public long? ProjectId { get; init; }
        public long? MemberId { get; init; }
        public string? Text { get; init; }
        public string? Source { get; init; }
    }
}
