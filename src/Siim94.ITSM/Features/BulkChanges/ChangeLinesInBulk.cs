using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.BulkChanges;

/// <summary>
/// Puts other axes on the lines of a selection, on all of them or on none. Agent, day and worth stay; each line keeps its history.
/// Refused when a line would not fit, was written by a visit, a shift or a session, is in a closed period, or has changed since the
/// selection was read.
/// </summary>
[Requires(Permission.LogTimeForOthers)]
public sealed record ChangeLinesInBulk : ICommand<BulkChange>, IPreviewable
{
    public EntrySelection Lines { get; set; } = new();
    public AxesToSet Set { get; set; } = new();

    /// <summary>Digest of the selection as it was read.</summary>
    public string? Digest { get; set; }

    Task IPreviewable.SendThrough(IMediator mediator, CancellationToken ct) => mediator.Send(this, ct);
}

/// <summary>Codes or spellings by axis: one left out stays as it is, a blank one is taken off.</summary>
public sealed record AxesToSet
{
    /// <summary>Takes the sub-activity off unless one of its own is set with it.</summary>
    public string? Activity { get; init; }

    public string? SubActivity { get; init; }
    public string? Domain { get; init; }
    public string? Application { get; init; }
    public string? Project { get; init; }
    public string? Member { get; init; }

    internal bool IsEmpty => Parts().All(part => part.Value is null);

    public override string ToString() =>
        string.Join(", ", Parts().Where(part => part.Value is not null).Select(part => $"{part.Name} = {part.Value}"));

    IEnumerable<(string Name, string? Value)> Parts() =>
        [
            ("activity", Activity),
            ("subActivity", SubActivity),
            ("domain", Domain),
            ("application", Application),
            ("project", Project),
            ("member", Member),
        ];
}

sealed class ChangeLinesInBulkValidator : AbstractValidator<ChangeLinesInBulk>
{
    public ChangeLinesInBulkValidator()
    {
        RuleFor(c => c.Lines).NotNull().WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(c => c.Lines).SetValidator(new EntrySelectionValidator()).OverridePropertyName("");
        RuleFor(c => c.Digest).NotEmpty().WithMessage(_ => Words.DigestMissing).Line(100);
        RuleFor(c => c.Set).NotNull().Must(set => set is null || !set.IsEmpty).WithMessage(_ => Words.NothingToSet);
        RuleFor(c => c.Set.Activity)
            .Must(text => text is null || text.Trim().Length > 0)
            .WithMessage(_ => Words.ActivityStays)
            .Line(200)
            .When(c => c.Set is not null);
        RuleFor(c => c.Set.SubActivity).Line(200).When(c => c.Set is not null);
        RuleFor(c => c.Set.Domain).Line(200).When(c => c.Set is not null);
        RuleFor(c => c.Set.Application).Line(200).When(c => c.Set is not null);
        RuleFor(c => c.Set.Project).Line(200).When(c => c.Set is not null);
        RuleFor(c => c.Set.Member).Line(200).When(c => c.Set is not null);
    }
}

sealed class ChangeLinesInBulkHandler(EntrySelector selector, Recoder recoder, ReferentialLookup codes)
    : IRequestHandler<ChangeLinesInBulk, BulkChange>
{
    public async Task<BulkChange> Handle(ChangeLinesInBulk change, CancellationToken ct)
    {
        var selected = await selector.Read(change.Lines, ct);
        if (selected.Digest != change.Digest)
            throw RequestErrors.ChangedMeanwhile();
        var all = await codes.Referentials(ct);
        var (set, subActivities) = (change.Set, new Dictionary<long, Activity?>());
        var activity = codes.Find(all.Activities, "Set.Activity", set.Activity, null, a => a.ParentId is null);
        var domain = codes.Find(all.Domains, "Set.Domain", set.Domain, null);
        var application = codes.Find(all.Applications, "Set.Application", set.Application, null);
        var project = codes.Find(all.Projects, "Set.Project", set.Project, null);
        var member = codes.Find(all.Members, "Set.Member", set.Member, null);
        return await recoder.Change(selected.Rows, Changed, $"{set} ← {change.Lines}", ct);

        TimeEntryRow Changed(TimeEntryRow row)
        {
            var activityId = activity?.Id ?? row.ActivityId;
            return row with
            {
                ActivityId = activityId,
                SubActivityId =
                    set.SubActivity is not null ? SubActivity(activityId)?.Id
                    : activityId == row.ActivityId ? row.SubActivityId
                    : null,
                DomainId = set.Domain is null ? row.DomainId : domain?.Id,
                ApplicationId = set.Application is null ? row.ApplicationId : application?.Id,
                ProjectId = set.Project is null ? row.ProjectId : project?.Id,
                MemberId = set.Member is null ? row.MemberId : member?.Id,
            };
        }

        Activity? SubActivity(long activityId)
        {
            if (!subActivities.TryGetValue(activityId, out var found))
                subActivities[activityId] = found = codes.Find(all.Activities, "Set.SubActivity", set.SubActivity, null, a =>
                    a.ParentId == activityId
                );
            return found;
        }
    }
}
