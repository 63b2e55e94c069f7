namespace Siim94.ITSM.Features.Allocation;

static class DecisionSql
{
    public const string UpdateSql = """
        UPDATE Allocations
        SET State = @State, DecidedAt = @DecidedAt, DecidedByUserId = @DecidedByUserId, Reason = @Reason
        WHERE Id = @Id
        """;

    /// <summary>Open pages show new tables as soon as this changes.</summary>
    public const string TouchTablesSql = "UPDATE RollupState SET Revision = Revision + 1 WHERE Id = 1";
}
