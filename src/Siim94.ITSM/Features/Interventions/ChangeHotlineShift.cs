using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Changes a shift of the hotline and its line of worked time. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.LogHotlineShifts)]
public sealed record ChangeHotlineShift : HotlineShiftFields, ICommand<HotlineShiftDetails>
{
    public ChangeHotlineShift() { }

    /// <summary>A change to what was entered.</summary>
    internal ChangeHotlineShift(HotlineShiftFields fields)
        : base(fields) { }

    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeHotlineShiftValidator : AbstractValidator<ChangeHotlineShift>
{
    public ChangeHotlineShiftValidator() => Include(new HotlineShiftFieldsValidator());
}

sealed class ChangeHotlineShiftHandler(HotlineShiftStore shifts) : IRequestHandler<ChangeHotlineShift, HotlineShiftDetails>
{
    public Task<HotlineShiftDetails> Handle(ChangeHotlineShift request, CancellationToken ct) =>
        shifts.Replace(request.Id, request.Version, request, ct);
}
