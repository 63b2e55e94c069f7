using System.Data.Common;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>A line of the ledger, as its readers see it.</summary>
public sealed record TimeEntryDetails
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Agent { get; init; } = "";
    public string AgentName { get; init; } = "";
    public string Team { get; init; } = "";
    public DateOnly Day { get; init; }

    /// <summary>As entered, in <c>unit</c>.</summary>
    public decimal Quantity { get; init; }

    public string Unit { get; init; } = "";
    public long Minutes { get; init; }

    /// <summary>Worth in days, exact to six decimals.</summary>
    public decimal Days { get; init; }

    public string Activity { get; init; } = "";
    public string? SubActivity { get; init; }
    public string? Domain { get; init; }
    public string? Application { get; init; }
    public string? Project { get; init; }
    public string? Member { get; init; }
    public long? Ticket { get; init; }
    public long? Intervention { get; init; }
    public long? HotlineShift { get; init; }
    public long? TrainingSession { get; init; }
    public string Source { get; init; } = "";
    public string? Note { get; init; }

    /// <summary>The import that it came with, and the row of its file; null when it was entered by hand.</summary>
    public long? Import { get; init; }

    /// <inheritdoc cref="Import"/>
    public int? ImportRow { get; init; }

    /// <summary>Without the agent, for those who do not see who of the staff does what.</summary>
    internal TimeEntryDetails ShownTo(CurrentUser reader) =>
        reader.Can(Permission.ReadAgents) ? this : this with { Agent = "", AgentName = "" };
}

/// <summary>Reads lines of the ledger within the reader's reach, ids turned into codes.</summary>
sealed class TimeEntryReader(Db db, ReferentialCache cache, CurrentUser user)
{
    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<TimeEntryDetails> Get(long id, CancellationToken ct)
    {
        var row = await db.FirstOrDefault<TimeEntryRow>(EntrySql, new { Id = id }, ct);
        return row is not null && user.Sees(row.MemberId)
            ? DetailsOf(row, await cache.Read(db, ct)).ShownTo(user)
            : throw RequestErrors.NotFound();
    }

    const string EntrySql = $"{SelectEntriesSql} WHERE e.Id = @Id";

    /// <summary>The columns of <see cref="TimeEntryRow"/>; conditions and order follow.</summary>
    public const string SelectEntriesSql = """
        SELECT e.Id, e.Version, e.AgentId, e.TeamId, e.WorkedOn, e.QuantityMicros, e.Unit, e.Minutes, e.MicroDays, e.ActivityId,
               e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId, e.MemberId, e.TicketId, e.InterventionId, e.HotlineShiftId,
               e.TrainingSessionId, e.Source, e.Note, e.ImportId, e.ImportRow
        FROM TimeEntries e
        """;

    public static TimeEntryDetails DetailsOf(TimeEntryRow row, ReferentialData all) =>
        new()
        {
            Id = row.Id,
            Version = row.Version,
            Agent = all.Agents[row.AgentId].Code,
            AgentName = all.Agents[row.AgentId].Name,
            Team = all.Teams[row.TeamId].Code,
            Day = row.WorkedOn,
            Quantity = TimeUnits.FromMicros(row.QuantityMicros),
            Unit = row.Unit,
            Minutes = row.Minutes,
            Days = TimeUnits.FromMicros(row.MicroDays),
            Activity = all.Activities[row.ActivityId].Code,
            SubActivity = all.Activities.CodeOf(row.SubActivityId),
            Domain = all.Domains.CodeOf(row.DomainId),
            Application = all.Applications.CodeOf(row.ApplicationId),
            Project = all.Projects.CodeOf(row.ProjectId),
            Member = all.Members.CodeOf(row.MemberId),
            Ticket = row.TicketId,
            Intervention = row.InterventionId,
            HotlineShift = row.HotlineShiftId,
            TrainingSession = row.TrainingSessionId,
            Source = row.Source,
            Note = row.Note,
            Import = row.ImportId,
            ImportRow = row.ImportRow,
        };
}

/// <summary>A row of TimeEntries.</summary>
sealed record TimeEntryRow
{
    public long Id { get; init; }
    public long Version { get; init; }
    public long AgentId { get; init; }
    public long TeamId { get; init; }
    public DateOnly WorkedOn { get; init; }
    public long QuantityMicros { get; init; }
    public string Unit { get; init; } = "";
    public long Minutes { get; init; }
    public long MicroDays { get; init; }
    public long ActivityId { get; init; }
    public long? SubActivityId { get; init; }
    public long? DomainId { get; init; }
    public long? ApplicationId { get; init; }
    public long? ProjectId { get; init; }
    public long? MemberId { get; init; }
    public long? TicketId { get; init; }
    public long? InterventionId { get; init; }
    public long? HotlineShiftId { get; init; }
    public long? TrainingSessionId { get; init; }
    public string Source { get; init; } = "";
    public string? Note { get; init; }
    public long? ImportId { get; init; }
    public int? ImportRow { get; init; }

    /// <summary>Reads a row of <see cref="TimeEntryReader.SelectEntriesSql"/>.</summary>
    public static TimeEntryRow Of(DbDataReader row)
    {
        return new()
        {
            Id = row.GetInt64(0),
            Version = row.GetInt32(1),
            AgentId = row.GetInt64(2),
            TeamId = row.GetInt64(3),
            WorkedOn = row.GetFieldValue<DateOnly>(4),
            QuantityMicros = row.GetInt64(5),
            Unit = row.GetString(6),
            Minutes = row.GetInt64(7),
            MicroDays = row.GetInt64(8),
            ActivityId = row.GetInt64(9),
            SubActivityId = IdIn(10),
            DomainId = IdIn(11),
            ApplicationId = IdIn(12),
            ProjectId = IdIn(13),
            MemberId = IdIn(14),
            TicketId = IdIn(15),
            InterventionId = IdIn(16),
            HotlineShiftId = IdIn(17),
            TrainingSessionId = IdIn(18),
            Source = row.GetString(19),
            Note = row.IsDBNull(20) ? null : row.GetString(20),
            ImportId = IdIn(21),
            ImportRow = row.IsDBNull(22) ? null : row.GetInt32(22),
        };

        long? IdIn(int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
    }
}
