using MediatR;

namespace Siim94.ITSM.Features.Closing;

/// <summary>One edition with its frozen tables. Refused to people of a member: the tables are those of all.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetEdition(int Period, int Number) : IQuery<EditionDetails>;

sealed class GetEditionHandler(EditionStore editions, CurrentUser user) : IRequestHandler<GetEdition, EditionDetails>
{
    public Task<EditionDetails> Handle(GetEdition request, CancellationToken ct)
    {
        user.RefuseUnlessSeesAll();
        return editions.Get(request.Period, request.Number, ct);
    }
}
