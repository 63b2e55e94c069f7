using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tables;

/// <summary>How much of the time that was expected in a year is documented: logged, or covered by an absence. Up to yesterday.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetDocumentedShare(int Year) : IQuery<DocumentedShare>;

/// <param name="ExpectedMinutes">Zero where nothing was expected, and for people of a member.</param>
/// <param name="MissingMinutes">What nothing accounts for.</param>
public sealed record DocumentedShare(long ExpectedMinutes, long MissingMinutes);

sealed class GetDocumentedShareValidator : AbstractValidator<GetDocumentedShare>
{
    public GetDocumentedShareValidator() => RuleFor(s => s.Year).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
}

sealed class GetDocumentedShareHandler(CoverageTables coverage) : IRequestHandler<GetDocumentedShare, DocumentedShare>
{
    public async Task<DocumentedShare> Handle(GetDocumentedShare request, CancellationToken ct)
    {
        var rows = await coverage.Rows(new(request.Year, 1), new(request.Year, 12), ct);
        return new(rows.Sum(row => row.ExpectedMinutes), rows.Sum(row => row.MissingMinutes));
    }
}
