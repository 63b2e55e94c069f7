using MediatR;

namespace Siim94.ITSM.Features.Absences;

/// <summary>Kinds of absence, in the order in which they were added.</summary>
[Requires(Permission.ReadAbsences)]
public sealed record ListAbsenceKinds : IQuery<Page<AbsenceKindRow>>;

sealed class ListAbsenceKindsHandler(AbsenceKinds kinds) : IRequestHandler<ListAbsenceKinds, Page<AbsenceKindRow>>
{
    public async Task<Page<AbsenceKindRow>> Handle(ListAbsenceKinds request, CancellationToken ct) => new(await kinds.All(ct), null);
}
