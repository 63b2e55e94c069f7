using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>Rows of printed tables by any spelling. The key is the folded name: activities of several departments may share one.</summary>
sealed class RowKeys(ReferentialData all)
{
    public string? Find(string axis, string label) =>
        axis switch
        {
            "activity" or "sub-activity" => Key(all.Activities, label),
            "domain" => Key(all.Domains, label),
            "application" => Key(all.Applications, label),
            "project" => Key(all.Projects, label),
            "member" => Key(all.Members, label),
            "training category" => Key(all.TrainingCategories, label),
            _ => null,
        };

    static string? Key<T>(ReferentialSet<T> set, string label)
        where T : ReferentialRow => set.Find(label) is [var row, ..] ? Folding.Fold(row.Name) : null;
}
