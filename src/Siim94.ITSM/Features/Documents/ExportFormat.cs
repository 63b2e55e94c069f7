namespace Siim94.ITSM.Features.Documents;

/// <summary>What a document can be taken away as.</summary>
static class ExportFormat
{
    public const string Docx = "docx",
        Xlsx = "xlsx",
        CsvZip = "csv.zip";

    public static readonly IReadOnlyList<string> All = [Docx, Xlsx, CsvZip];
}
