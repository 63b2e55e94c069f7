using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// Has every line of a file checked, without writing any: a job does it, and says how far it is. May be asked again, with another mapping
/// or with spellings resolved.
/// </summary>
[Requires(Permission.ImportFiles)]
public sealed record CheckImport : ICommand<ImportDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    /// <summary>How to read the file; as the preview proposes when left out.</summary>
    public ImportMapping? Mapping { get; set; }

    /// <summary>Rows of referentials that unknown spellings mean.</summary>
    public List<ChosenSpelling> Spellings { get; set; } = [];
}

/// <param name="Referential">Kind of thing: <c>member</c>.</param>
/// <param name="Text">As the file writes it.</param>
/// <param name="Code">Code of the row that is meant.</param>
/// <param name="Remember">Keep it as one more spelling of that row, for every door; else for this file only.</param>
public sealed record ChosenSpelling(string Referential, string Text, string Code, bool Remember);

sealed class CheckImportValidator : AbstractValidator<CheckImport>
{
    public CheckImportValidator()
    {
        RuleFor(c => c.Mapping).NotNull().WithMessage(_ => Words.MappingMissing);
        When(
            c => c.Mapping is not null,
            () =>
            {
                RuleFor(c => c.Mapping!.Encoding)
                    .Must(encoding => encoding is null || TextEncodings.All.Contains(encoding))
                    .WithMessage(_ => Words.EncodingUnknown);
                RuleFor(c => c.Mapping!.Separator)
                    .Must(separator => separator is null or { Length: 1 })
                    .WithMessage(_ => Words.SeparatorUnknown);
                RuleFor(c => c.Mapping!.Decimals).Must(decimals => decimals is null or "," or ".").WithMessage(_ => Words.DecimalsUnknown);
                RuleFor(c => c.Mapping!.Unit)
                    .Must(unit => unit is null || ImportUnits.All.Contains(unit))
                    .WithMessage(_ => Words.UnitNotUnderstood);
                RuleFor(c => c.Mapping!.Columns)
                    .Must(columns => columns is not null && columns.Values.All(column => column is >= 1 and <= FileLimits.Columns))
                    .WithMessage(_ => Words.ColumnOutOfRange);
                RuleFor(c => c.Mapping!.Sheet).Line(200);
                RuleFor(c => c.Mapping!.FirstRow)
                    .InclusiveBetween(1, FileLimits.Rows)
                    .WithMessage(_ => string.Format(Words.FirstRowOutOfRange, FileLimits.Rows));
            }
        );
        RuleFor(c => c.Spellings).NotNull();
        RuleForEach(c => c.Spellings)
            .Must(spelling => spelling is { Referential.Length: > 0, Text.Length: > 0, Code.Length: > 0 })
            .WithMessage(_ => CommonWords.FieldMissing);
    }
}

sealed class CheckImportHandler(
    Db db,
    IMediator mediator,
    ReferentialLookup codes,
    KeyFigureReader figures,
    ImportReader reader,
    ImportStates states,
    ImportNudge nudge,
    AfterCommit afterCommit
) : IRequestHandler<CheckImport, ImportDetails>
{
    public async Task<ImportDetails> Handle(CheckImport request, CancellationToken ct)
    {
        var import = await reader.Row(request.Id, ct);
        if (import.State is not (ImportState.Uploaded or ImportState.Checking or ImportState.Checked))
            throw ImportErrors.NotInState(import.State);
        RefuseIncomplete(import.Kind, request.Mapping!);

        foreach (var spelling in request.Spellings)
            await Choose(import.Id, spelling, ct);
        await states.Move(import, ImportState.Checking, ct);
        await db.Execute(BeginRunSql, new { import.Id, MappingJson = request.Mapping!.ToJson() }, ct);
        afterCommit.Once($"import-{import.Id}", () => nudge.Nudge(import.Id));
        return await reader.Get(import.Id, ct);
    }

    const string BeginRunSql = """
        UPDATE Imports
        SET Run = Run + 1, MappingJson = @MappingJson, RowsRead = 0, RowsAccepted = 0, RowsRefused = 0, CheckedRevision = NULL,
            UnderstoodJson = NULL
        WHERE Id = @Id
        """;

    static void RefuseIncomplete(string kind, ImportMapping mapping)
    {
        var fields = ImportFields.Of(kind);
        if (mapping.Columns.Keys.FirstOrDefault(code => fields.All(field => field.Code != code)) is { } unknown)
            throw ImportErrors.ColumnUnknown(unknown);
        if (fields.FirstOrDefault(field => field.IsRequired && !mapping.Columns.ContainsKey(field.Code)) is { } missing)
            throw ImportErrors.ColumnMissing(missing.Code, missing.Label());
    }

    async Task Choose(long importId, ChosenSpelling spelling, CancellationToken ct)
    {
        if (spelling.Referential == KeyFigureImport.Referential)
        {
            // Figures have no other spellings: what is chosen holds for this file.
            if (await figures.Find(spelling.Code, ct) is null)
                throw Unknown(spelling, (await figures.Rows(ct)).Select(figure => new KnownCode(figure.Code, figure.Name)));
        }
        else
            await ChooseRow(spelling, ct);
        var key = SpellingKey.Of(spelling.Referential, spelling.Text);
        await db.Execute(
            ChooseSql,
            new
            {
                ImportId = importId,
                key.Referential,
                key.FoldedText,
                ChosenCode = spelling.Code,
            },
            ct
        );
    }

    async Task ChooseRow(ChosenSpelling spelling, CancellationToken ct)
    {
        if (!ReferentialTables.Has(spelling.Referential))
            throw ReferentialErrors.Unknown("Spellings", spelling.Referential);
        var rows = ReferentialTables.Rows(await codes.Referentials(ct), spelling.Referential).ToList();
        if (rows.All(row => row.Code != spelling.Code))
            throw Unknown(spelling, rows.Select(row => new KnownCode(row.Code, row.Name)));
        if (spelling.Remember)
            await mediator.Send(
                new AddAlias
                {
                    Referential = spelling.Referential,
                    Code = spelling.Code,
                    Label = spelling.Text,
                },
                ct
            );
    }

    static Refusal Unknown(ChosenSpelling spelling, IEnumerable<KnownCode> known) =>
        ReferentialErrors.Unknown("Spellings", spelling.Code, KnownCode.Near(spelling.Code, known));

    const string ChooseSql = """
        UPDATE ImportSpellings
        SET ChosenCode = @ChosenCode
        WHERE ImportId = @ImportId AND Referential = @Referential AND FoldedText = @FoldedText
        """;
}
