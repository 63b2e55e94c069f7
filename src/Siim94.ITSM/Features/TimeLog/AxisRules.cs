using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Which axes a line of an activity must, may or must not carry.</summary>
static class AxisRules
{
    /// <summary>What is wrong with a line's axes, by field; empty when they fit.</summary>
    /// <param name="activity">The sub-activity, or the activity when it has none.</param>
    public static IEnumerable<(string Field, string Message)> Check(
        Activity activity,
        Domain? domain,
        bool hasApplication,
        bool hasProject,
        bool hasMember
    )
    {
        foreach (
            var (field, rule, isGiven) in new (string, AxisRule, bool)[]
            {
                ("Domain", activity.DomainRule, domain is not null),
                ("Application", activity.ApplicationRule, hasApplication),
                ("Project", activity.ProjectRule, hasProject),
                ("Member", activity.MemberRule, hasMember),
            }
        )
        {
            if (rule is AxisRule.Required && !isGiven)
                yield return (field, string.Format(Words.AxisRequired, activity.Name));
            if (rule is AxisRule.Forbidden && isGiven)
                yield return (field, string.Format(Words.AxisForbidden, activity.Name));
        }
        if (domain is not null && activity.DomainKind is { } kind && domain.Kind != kind && activity.DomainRule is not AxisRule.Forbidden)
            yield return ("Domain", kind == Domain.Technical ? Words.TechnicalDomainExpected : Words.FunctionalDomainExpected);
    }
}
