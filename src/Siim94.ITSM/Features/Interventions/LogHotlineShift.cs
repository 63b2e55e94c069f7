using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Logs presence on the hotline, with its ledger line.</summary>
[Requires(Permission.LogHotlineShifts)]
public sealed record LogHotlineShift : HotlineShiftFields, ICommand<HotlineShiftDetails>;

sealed class LogHotlineShiftValidator : AbstractValidator<LogHotlineShift>
{
    public LogHotlineShiftValidator() => Include(new HotlineShiftFieldsValidator());
}

sealed class LogHotlineShiftHandler(HotlineShiftStore shifts) : IRequestHandler<LogHotlineShift, HotlineShiftDetails>
{
    public Task<HotlineShiftDetails> Handle(LogHotlineShift request, CancellationToken ct) => shifts.Add(request, ct);
}
