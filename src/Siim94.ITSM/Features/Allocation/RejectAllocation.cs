using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>Rejects a proposed allocation, or takes back an accepted one, with a reason. Refused once its period is closed.</summary>
[Requires(Permission.ManageAllocations)]
public sealed record RejectAllocation : ICommand<AllocationDetails>
{
    [JsonIgnore]
    public long Id { get; set; }
    public string? Reason { get; set; }
}

sealed class RejectAllocationValidator : AbstractValidator<RejectAllocation>
{
    public RejectAllocationValidator() => RuleFor(r => r.Reason).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(1000);
}

sealed class RejectAllocationHandler(
    Db db,
    CurrentUser user,
    TimeProvider clock,
    ClosedPeriods closed,
    AllocationReader reader,
    AllocationFigures figures,
    Audit audit
) : IRequestHandler<RejectAllocation, AllocationDetails>
{
    public async Task<AllocationDetails> Handle(RejectAllocation request, CancellationToken ct)
    {
        await figures.BringUpToDate((await reader.Row(request.Id, ct)).PeriodOf, ct);
        var before = await reader.Get(request.Id, ct);
        if (before.State is not (AllocationState.Proposed or AllocationState.Accepted))
            throw AllocationErrors.NotProposed(before.State);
        if (before.State == AllocationState.Accepted)
            await closed.RefuseWrites([PeriodText.Parse(before.Period)!.Value.LastDay], AcceptAllocationHandler.DatedInPeriod, ct);
        await db.Execute(
            DecisionSql.UpdateSql,
            new
            {
                request.Id,
                State = AllocationState.Rejected,
                DecidedAt = clock.GetUtcNow().UtcDateTime,
                DecidedByUserId = user.AuthorId,
                Reason = request.Reason!.Trim(),
            },
            ct
        );
        await db.Execute(DecisionSql.TouchTablesSql, null, ct);
        var after = await reader.Get(request.Id, ct);
        await audit.Record("allocation", request.Id, "reject", before, after, ct);
        return after;
    }
}
