namespace Siim94.ITSM.Features.Tables;

/// <summary>What a list is taken away as: the ending of its address and of its file.</summary>
/// <param name="Name">What the description of the API calls it.</param>
sealed record ListFormat(string Extension, string Name, string Description)
{
    public static readonly ListFormat Csv = new("csv", "as CSV", ReportCsv.Dialects),
        Xlsx = new("xlsx", "as a workbook", "With names for people, or with `dialect=machine` with codes for programs.");

    public static readonly IReadOnlyList<ListFormat> All = [Csv, Xlsx];
}
