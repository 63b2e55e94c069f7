using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Organisation;

/// <summary>Changes the name of the organisation. Refused when it was changed meanwhile.</summary>
[Requires(Permission.ManageSettings)]
public sealed record ChangeOrganisation : ICommand<OrganisationFace>
{
    [JsonIgnore]
    public long Version { get; set; }

    public string? Name { get; set; }
}

sealed class ChangeOrganisationValidator : AbstractValidator<ChangeOrganisation>
{
    public ChangeOrganisationValidator() => RuleFor(o => o.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
}

sealed class ChangeOrganisationHandler(Db db, IMediator mediator, Audit audit) : IRequestHandler<ChangeOrganisation, OrganisationFace>
{
    public async Task<OrganisationFace> Handle(ChangeOrganisation request, CancellationToken ct)
    {
        var before = await mediator.Send(new GetOrganisation(), ct);
        if (await db.Execute(UpdateSql, new { Name = request.Name!.Trim(), request.Version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var after = await mediator.Send(new GetOrganisation(), ct);
        await audit.Record("organisation", 1, "change", new { before.Name }, new { after.Name }, ct);
        return after;
    }

    const string UpdateSql = "UPDATE Organisation SET Name = @Name, Version = Version + 1 WHERE Id = 1 AND Version = @Version";
}
