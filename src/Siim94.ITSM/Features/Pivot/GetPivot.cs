using MediatR;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

/// <summary>Any figures, cut by any axes, for those who may see them.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetPivot : PivotQuestion, IQuery<Report>;

sealed class GetPivotValidator : PivotQuestionValidator<GetPivot>;

sealed class GetPivotHandler(PivotTables tables, ReportEngine engine, ReportPrinter printer) : IRequestHandler<GetPivot, Report>
{
    public async Task<Report> Handle(GetPivot question, CancellationToken ct)
    {
        var table = await tables.Resolve(question.Definition, ct);
        var (from, to) = await PivotPeriod.Of(question.From, question.To, table, engine, ct);
        return await printer.Print(table, from, to, ct);
    }
}
