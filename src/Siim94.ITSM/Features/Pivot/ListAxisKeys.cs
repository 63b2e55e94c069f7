using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

/// <summary>What an axis may be filtered on, in its own order, within the reader's reach.</summary>
/// <param name="Axis">Code of the axis.</param>
/// <param name="Names">Like <see cref="PivotDefinition.Names"/>.</param>
[Requires(Permission.ReadReports)]
public sealed record ListAxisKeys(string Axis, string? Names = null) : IQuery<Page<AxisKey>>;

sealed class ListAxisKeysValidator : AbstractValidator<ListAxisKeys>
{
    public ListAxisKeysValidator() => RuleFor(l => l.Names).NameMode();
}

public sealed record AxisKey(string Key, string Label);

sealed class ListAxisKeysHandler(ReportEngine engine, CurrentUser user, PivotTables pivots) : IRequestHandler<ListAxisKeys, Page<AxisKey>>
{
    public async Task<Page<AxisKey>> Handle(ListAxisKeys request, CancellationToken ct)
    {
        if (PivotCodes.Axis(request.Axis) is not { } axis || AxisKeys.IsTime(axis) || AxisKeys.IsOpen(axis))
            throw RequestErrors.NotFound();
        var isOfKeyFigures = axis is Axis.KeyFigure or Axis.KeyFigureGroup or Axis.KeyFigureKind or Axis.Grade;
        var measure = isOfKeyFigures ? Measure.KeyFigures : Measure.Days;
        var table = new ReportTable
        {
            Id = PivotTables.PivotId,
            Section = "",
            Title = new("", ""),
            Unit = "",
            Measures = [new(measure, 0)],
            RowAxes = [axis],
            Names = NameModes.Parse(request.Names),
        };
        pivots.RefuseAgents(table);
        var axes = await engine.Axes(table, ct);
        var keys =
            user.MemberScope is { } scope && AxisKeys.ColumnOf(axis) is "MemberId" ? scope.Select(id => axes.KeyOf(axis, id)).Distinct()
            : !user.SeesAllMembers && (axis is Axis.Site || isOfKeyFigures) ? []
            : axes.KeysOf(axis).Where(key => pivots.IsWithinReach(axes, axis, key));
        return new([.. keys.Select(key => new AxisKey(key, axes.LabelOf(axis, key)))], null);
    }
}
