namespace Siim94.ITSM.Features.Referentials;

/// <summary>Kinds and rules of the referentials in the reader's language.</summary>
static class RuleWords
{
    /// <summary>Kind of a member or of a domain.</summary>
    public static string Kind(string kind) =>
        kind switch
        {
            "ville" => Words.KindTown,
            "territoire" => Words.KindTerritory,
            "oph" => Words.KindHousing,
            "autre" => Words.KindOther,
            "rattachée" => Words.KindAttached,
            Member.Internal => Words.KindInternal,
            Member.Multiple => Words.KindShared,
            Domain.Technical => Words.KindTechnical,
            Domain.Functional => Words.KindFunctional,
            _ => kind,
        };

    /// <summary><c>required</c>, <c>allowed</c> or <c>forbidden</c>.</summary>
    public static string Rule(string rule) =>
        rule switch
        {
            "required" => Words.RuleRequired,
            "allowed" => Words.RuleAllowed,
            "forbidden" => Words.RuleForbidden,
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a rule of an axis."),
        };

    /// <summary>What lines of an activity carry: « obligatoire : Projet », « facultatif : Domaine, Adhérent ».</summary>
    public static IEnumerable<string> Of(ActivityRules rules)
    {
        var domain = rules.DomainKind is null ? CommonWords.Domain : $"{CommonWords.Domain} ({Kind(rules.DomainKind)})";
        (string Name, string Rule)[] axes =
        [
            (domain, rules.Domain),
            (CommonWords.Application, rules.Application),
            (CommonWords.Project, rules.Project),
            (CommonWords.Member, rules.Member),
        ];
        foreach (
            var group in axes.Where(axis => axis.Rule != "forbidden")
                .GroupBy(axis => axis.Rule)
                .OrderByDescending(group => group.Key, StringComparer.Ordinal)
        )
            yield return string.Format(CommonWords.Labelled, Rule(group.Key), string.Join(", ", group.Select(axis => axis.Name)));
        if (rules.IsForEveryTeam)
            yield return Words.ForEveryTeam;
    }
}
