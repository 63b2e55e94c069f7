namespace Siim94.ITSM.Features.Accounts;

/// <summary>What it takes to read the past of a thing: as much as to read the thing.</summary>
static class HistoryRights
{
    // What all staff read, beside what is logged. Tables and scheduled reports may be private, allocations and imports are the managers'.
    static readonly HashSet<string> OfStaff =
    [
        "dispute",
        "closing",
        "chapter",
        "document",
        "department",
        "team",
        "member",
        "site",
        "agent",
        "activity",
        "domain",
        "application",
        "project",
        "training-category",
        "group",
        "category",
        "person",
        "key-figure",
    ];

    public static Permission OfSubject(string subject) =>
        OfStaff.Contains(subject) ? Permission.ReadHistory
        : subject is "account" or "token" ? Permission.ManageAccounts
        : subject is "organisation" or "mail" or "mailbox" or "mail-domain" or "mail-text" ? Permission.ManageSettings
        : Permission.EditReports;

    /// <summary>Amounts are written beside the member or department that they are about.</summary>
    public static Permission OfAction(string action) =>
        action switch
        {
            "set-contribution" or "set-day-cost" => Permission.ReadCosts,
            "set-count" => Permission.ManageAllocations,
            _ => Permission.ReadHistory,
        };
}
