using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Begins an upload; the file follows chunk by chunk, each in a transaction of its own, so that others write meanwhile.</summary>
[Requires(Permission.ImportFiles)]
public sealed record StartImport : ICommand<long>
{
    public string? Kind { get; set; }
    public string? FileName { get; set; }
}

sealed class StartImportValidator : AbstractValidator<StartImport>
{
    public StartImportValidator()
    {
        RuleFor(s => s.Kind).Must(kind => kind is not null && ImportKind.All.Contains(kind)).WithMessage(_ => Words.KindUnknown);
        RuleFor(s => s.FileName).NotEmpty().WithMessage(_ => Words.FileNameMissing).Line(260);
    }
}

sealed class StartImportHandler(Db db, CurrentUser user, TimeProvider clock) : IRequestHandler<StartImport, long>
{
    public Task<long> Handle(StartImport request, CancellationToken ct)
    {
        if (!user.Can(ImportKind.RightTo(request.Kind!)))
            throw RequestErrors.NotAllowed();
        var now = clock.GetUtcNow().UtcDateTime;
        return db.Insert(
            InsertImportSql,
            new
            {
                request.Kind,
                FileName = KeyText.Of(request.FileName!),
                State = ImportState.Uploading,
                Now = now,
                CreatedByUserId = user.AuthorId,
            },
            ct
        );
    }

    const string InsertImportSql = """
        INSERT INTO Imports (Kind, FileName, FileBytes, FileDigest, IsUtf8, State, Run, RowsRead, RowsAccepted, RowsRefused, PercentDone,
            ActiveAt, CreatedAt, CreatedByUserId)
        VALUES (@Kind, @FileName, 0, '', 0, @State, 0, 0, 0, 0, 0, @Now, @Now, @CreatedByUserId)
        """;
}
