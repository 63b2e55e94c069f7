namespace Siim94.ITSM.Features.Tables;

/// <summary>Places beside figures and lines that features above fill.</summary>
static class TablePlaces
{
    /// <summary>Beside the title of the lines behind a figure, or of a line: takes <c>Subject</c>, what the page shows, in words.</summary>
    public const string FigureActions = "figure-actions";

    /// <summary>
    /// In the row of a line: takes <c>Subject</c>, the line in words, and <c>Address</c>, where it is shown; the session cascades.
    /// </summary>
    public const string LineActions = "line-actions";
}
