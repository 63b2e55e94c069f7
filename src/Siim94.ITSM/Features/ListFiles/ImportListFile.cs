using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ListFiles;

/// <summary>Imports to take away, as their list shows them.</summary>
static class ImportListFile
{
    public static ListFile<ImportLine> Of(Api api) =>
        new("imports", Shell.Words.Imports, Columns, after =>
            api.Send(new ListImports { After = after, Limit = Page<object>.MaximumLimit })
        );

    static IReadOnlyList<ListColumn<ImportLine>> Columns(bool areCodes) =>
        [
            new(Imports.Words.Number, "id", import => SheetCell.Of(import.Id, 0)),
            new(Imports.Words.File, "fileName", import => SheetCell.Of(import.FileName)),
            new(Imports.Words.Kind, "kind", import => SheetCell.Of(areCodes ? import.Kind : ImportKind.NameOf(import.Kind))),
            new(CommonWords.State, "state", import => SheetCell.Of(areCodes ? import.State : ImportState.NameOf(import.State))),
            new(Imports.Words.Lines, "rowsAccepted", import => SheetCell.Of(import.RowsAccepted, 0)),
            new(CommonWords.When, "createdAt", import => SheetCell.OfInstant(Paris.ToLocal(import.CreatedAt))),
            new(Imports.Words.By, "createdBy", import => SheetCell.Of(import.CreatedBy)),
        ];
}
