using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>
/// Keeps the rows of a week, with their amounts if wanted, under a name of its agent's: in the place of what had that name. Refused when
/// the week has no row of its own.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record SaveWeekTemplate : ICommand<WeekTemplate>
{
    [JsonIgnore]
    public string Agent { get; set; } = "";

    [JsonIgnore]
    public string Week { get; set; } = "";

    public string? Name { get; set; }

    /// <summary>The amounts too, and not the rows alone.</summary>
    public bool Amounts { get; set; }
}

sealed class SaveWeekTemplateValidator : AbstractValidator<SaveWeekTemplate>
{
    public SaveWeekTemplateValidator() =>
        RuleFor(s => s.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(WeekTemplates.LongestName);
}

sealed class SaveWeekTemplateHandler(WeekAddress address, WeekReader reader, WeekTemplates templates, FactLocks locks)
    : IRequestHandler<SaveWeekTemplate, WeekTemplate>
{
    const int MostTemplates = 50;

    public async Task<WeekTemplate> Handle(SaveWeekTemplate request, CancellationToken ct)
    {
        var (agent, week) = await address.Find(request.Agent, request.Week, ct);
        await locks.TakeAgents([agent.Id], ct);
        var shape = await reader.Shape(agent, week, ct);
        if (shape.Rows.Count == 0)
            throw WeekErrors.EmptyTemplate();
        if (!request.Amounts)
            shape = shape with { Cells = [] };
        var name = request.Name!.Trim();
        await templates.Save(agent.Id, name, shape, ct);
        return (await templates.Of(agent.Id, ct)).Count > MostTemplates
            ? throw WeekErrors.TooManyTemplates(MostTemplates)
            : WeekTemplates.Counted(name, shape);
    }
}
