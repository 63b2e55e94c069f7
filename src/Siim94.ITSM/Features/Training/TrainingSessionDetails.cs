namespace Siim94.ITSM.Features.Training;

/// <summary>A session, as its readers see it. People of a member see only their own attendances.</summary>
public sealed record TrainingSessionDetails
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Category { get; init; } = "";

    /// <summary>Its category's name for people of one of several members whose people were there.</summary>
    public string Title { get; init; } = "";

    public string? Application { get; init; }
    public DateOnly StartsOn { get; init; }
    public decimal Days { get; init; }
    public decimal PreparationDays { get; init; }
    public DateOnly? PreparedOn { get; init; }
    public IReadOnlyList<string> Trainers { get; init; } = [];
    public IReadOnlyList<string> TrainerNames { get; init; } = [];
    public string? ExternalTrainer { get; init; }
    public IReadOnlyList<Attendance> Attendances { get; init; } = [];

    /// <summary>Names of their members, in the same order.</summary>
    public IReadOnlyList<string> MemberNames { get; init; } = [];

    /// <summary>For people: <c>Arcueil 4, Gentilly 2</c>.</summary>
    internal string AttendancesText =>
        string.Join(", ", Attendances.Zip(MemberNames, (attendance, member) => $"{member} {attendance.People}"));
}
