using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>
/// Reminds agents who miss time: those named, those of a team, or all that one may remind. Whoever is away is left alone, and nobody is
/// reminded twice a day.
/// </summary>
[Requires(Permission.ReadCoverage)]
public sealed record SendReminders : ICommand<SentReminders>
{
    /// <summary>Codes of agents; all of the team, or of those within reach, when left blank.</summary>
    public IReadOnlyList<string> Agents { get; set; } = [];

    public string? Team { get; set; }

    /// <summary>How many weeks to look back, six unless told.</summary>
    public int? Weeks { get; set; }
}

/// <param name="Sent">Agents reminded.</param>
/// <param name="Away">Those who are away, and were not.</param>
/// <param name="AlreadyReminded">Those who were today already.</param>
/// <param name="NothingMissing">Those who were named, and miss nothing.</param>
public sealed record SentReminders(int Sent, int Away, int AlreadyReminded, int NothingMissing);

sealed class SendRemindersValidator : AbstractValidator<SendReminders>
{
    public SendRemindersValidator()
    {
        RuleFor(s => s.Agents).NotNull().WithMessage(_ => CommonWords.FieldMissing);
        RuleForEach(s => s.Agents).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(s => s.Team).Line(200);
        RuleFor(s => s.Weeks)
            .InclusiveBetween(1, MissingWeeks.Most)
            .WithMessage(_ => string.Format(Words.WeeksOutOfRange, MissingWeeks.Most));
    }
}

sealed class SendRemindersHandler(
    ReferentialLookup codes,
    MissingWeeks missing,
    Reminders reminders,
    AbsenceRights rights,
    TimeProvider clock
) : IRequestHandler<SendReminders, SentReminders>
{
    public async Task<SentReminders> Handle(SendReminders request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var today = Paris.Today(clock);
        var team = codes.Find(all.Teams, "Team", request.Team, null);
        List<Agent> named = [.. request.Agents.Select((agent, index) => codes.Get(all.Agents, $"Agents[{index}]", agent, today))];
        // Named twice, or by code and by name, is named once.
        named = [.. named.DistinctBy(agent => agent.Id)];
        if (named.Exists(agent => !rights.Decides(all, agent, today)))
            throw RequestErrors.NotFound();
        List<Agent> agents =
            named.Count > 0
                ? named
                :
                [
                    .. all
                        .Agents.Where(agent => agent.IsOpenOn(today) && rights.Decides(all, agent, today))
                        .Where(agent => team is null || agent.PostingOn(today)?.TeamId == team.Id),
                ];
        if (agents.Count == 0)
            throw RequestErrors.NotAllowed();
        List<Agent> behind = [.. (await missing.Of(agents, request.Weeks ?? MissingWeeks.Usual, ct)).Select(each => each.Agent)];
        var away = await reminders.Away(behind, today, ct);
        List<Agent> present = [.. behind.Where(agent => !away.Contains(agent.Id))];
        var sent = await reminders.Send(present, today, ct);
        return new(sent, behind.Count - present.Count, present.Count - sent, named.Count > 0 ? named.Count - behind.Count : 0);
    }
}
