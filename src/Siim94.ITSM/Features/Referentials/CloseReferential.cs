using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// Closes a row from a day on: lines of earlier days keep it, later ones may not use it. Refused for a row that a succession has closed.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record CloseReferential : ReferentialChange
{
    public DateOnly? ClosedOn { get; set; }
}

sealed class CloseReferentialValidator : AbstractValidator<CloseReferential>
{
    public CloseReferentialValidator() =>
        RuleFor(c => c.ClosedOn)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage(_ => CommonWords.DayMissing)
            .InclusiveBetween(new DateOnly(2000, 1, 1), new DateOnly(2100, 12, 31))
            .WithMessage(_ => CommonWords.DayOutOfCalendar);
}

sealed class CloseReferentialHandler(ReferentialWriter writer) : IRequestHandler<CloseReferential, Unit>
{
    public Task<Unit> Handle(CloseReferential change, CancellationToken ct) => writer.Close(change, change.ClosedOn, ct);
}
