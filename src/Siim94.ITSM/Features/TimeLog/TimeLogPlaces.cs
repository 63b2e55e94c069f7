namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Places of the page of a week that features above fill.</summary>
static class TimeLogPlaces
{
    /// <summary>
    /// Below the lines: takes <c>Agent</c>, the code of whose week it is, <c>Week</c>, and <c>Stamp</c>, another one whenever lines change.
    /// </summary>
    public const string Week = "week";
}
