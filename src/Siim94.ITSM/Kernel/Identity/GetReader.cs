using MediatR;

namespace Siim94.ITSM.Kernel.Identity;

/// <summary>Who reads a page, for the page to show what they may do.</summary>
[Requires(Permission.ReadOwnAccount)]
public sealed record GetReader : IQuery<CurrentUser>;

sealed class GetReaderHandler(CurrentUser user) : IRequestHandler<GetReader, CurrentUser>
{
    public Task<CurrentUser> Handle(GetReader request, CancellationToken ct) => Task.FromResult(user);
}
