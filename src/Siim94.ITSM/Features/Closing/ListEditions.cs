using MediatR;

namespace Siim94.ITSM.Features.Closing;

/// <summary>Editions of a year or a month, oldest first. Figures are not in it: it is for whoever reads the report.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListEditions(int Period) : IQuery<Page<EditionSummary>>;

sealed class ListEditionsHandler(EditionStore editions, CurrentUser user) : IRequestHandler<ListEditions, Page<EditionSummary>>
{
    public async Task<Page<EditionSummary>> Handle(ListEditions request, CancellationToken ct) =>
        new([.. (await editions.List(request.Period, ct)).Select(edition => edition.ShownTo(user))], null);
}
