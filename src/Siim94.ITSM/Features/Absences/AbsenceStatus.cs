namespace Siim94.ITSM.Features.Absences;

/// <summary>What becomes of an absence that is asked for. Only an approved one accounts for expected time.</summary>
static class AbsenceStatus
{
    public const string Asked = "asked",
        Approved = "approved",
        Refused = "refused";

    public static readonly IReadOnlyList<string> All = [Asked, Approved, Refused];

    public static string NameOf(string status) =>
        status switch
        {
            Asked => Words.StatusAsked,
            Approved => Words.StatusApproved,
            Refused => Words.StatusRefused,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status of absences."),
        };
}
