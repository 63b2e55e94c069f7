using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>Takes a value back: its period is a gap again. Refused like <see cref="SetKeyFigureValue"/>.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record DeleteKeyFigureValue(string Code, string Period, long Version) : ICommand<Unit>;

sealed class DeleteKeyFigureValueValidator : AbstractValidator<DeleteKeyFigureValue>
{
    public DeleteKeyFigureValueValidator() =>
        RuleFor(v => v.Period).Must(period => KeyFigurePeriod.Parse(period) is not null).WithMessage(_ => CommonWords.PeriodShape);
}

sealed class DeleteKeyFigureValueHandler(KeyFigureReader reader, KeyFigureWriter writer) : IRequestHandler<DeleteKeyFigureValue, Unit>
{
    public async Task<Unit> Handle(DeleteKeyFigureValue request, CancellationToken ct)
    {
        await writer.Delete(await reader.Row(request.Code, ct), request.Period, request.Version, ct);
        return Unit.Value;
    }
}
