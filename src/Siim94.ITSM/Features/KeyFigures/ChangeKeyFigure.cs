using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>
/// Renames a key figure, puts it in another group or domain, says how often it is counted, or closes it from a day on; a blank day opens it
/// again. Its unit stays: what is counted in another unit is another figure. Refused when somebody changed it meanwhile.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record ChangeKeyFigure : ICommand<Unit>
{
    [JsonIgnore]
    public string Code { get; set; } = "";

    [JsonIgnore]
    public long Version { get; set; }
    public string? Name { get; set; }
    public string? Group { get; set; }
    public string? Domain { get; set; }
    public bool IsMonthly { get; set; }
    public DateOnly? ClosedOn { get; set; }
}

sealed class ChangeKeyFigureValidator : AbstractValidator<ChangeKeyFigure>
{
    public ChangeKeyFigureValidator()
    {
        RuleFor(k => k.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(k => k.Group).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(k => k.Domain).Line(200);
    }
}

sealed class ChangeKeyFigureHandler(Db db, ReferentialLookup codes, KeyFigureReader reader, Audit audit)
    : IRequestHandler<ChangeKeyFigure, Unit>
{
    public async Task<Unit> Handle(ChangeKeyFigure request, CancellationToken ct)
    {
        var figure = await reader.Row(request.Code, ct);
        var domain = codes.Find((await codes.Referentials(ct)).Domains, "Domain", request.Domain, null);
        if (domain is not null && figure.Kind != KeyFigureKind.Business)
            throw KeyFigureErrors.DomainOfBusinessOnly();
        var after = new
        {
            Name = request.Name!.Trim(),
            GroupName = request.Group!.Trim(),
            DomainId = domain?.Id,
            request.IsMonthly,
            request.ClosedOn,
        };
        if (
            await db.Execute(
                UpdateKeyFigureSql,
                new
                {
                    figure.Id,
                    request.Version,
                    after.Name,
                    after.GroupName,
                    after.DomainId,
                    after.IsMonthly,
                    after.ClosedOn,
                },
                ct
            ) == 0
        )
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record(
            "key-figure",
            figure.Id,
            "change",
            new
            {
                figure.Name,
                figure.GroupName,
                figure.DomainId,
                figure.IsMonthly,
                figure.ClosedOn,
            },
            after,
            ct
        );
        return Unit.Value;
    }

    const string UpdateKeyFigureSql = """
        UPDATE KeyFigures
        SET Name = @Name, GroupName = @GroupName, DomainId = @DomainId, IsMonthly = @IsMonthly, ClosedOn = @ClosedOn, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
