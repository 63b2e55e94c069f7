using System.Globalization;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Packaging;
using Siim94.ITSM.Features.Tables;
using A = DocumentFormat.OpenXml.Drawing;
using C = DocumentFormat.OpenXml.Drawing.Charts;
using Drawing = DocumentFormat.OpenXml.Wordprocessing.Drawing;
using W = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace Siim94.ITSM.Features.Documents;

/// <summary>Charts as parts of a document that programs draw themselves: sharp at any size, their values inside.</summary>
static class WordCharts
{
    // English metric units.
    const long PerTwip = 635,
        PerCentimetre = 360_000;
    const uint CategoryAxisId = 1,
        ValueAxisId = 2;

    static readonly string[] Colours = ["173F5F", "3C8DBC", "B5651D", "5B7F3A"];

    /// <summary>Centimetres that a chart stands high: within the room, unless its labels need more.</summary>
    public static double Height(ReportChart chart, double room) => room < Least(chart) ? Natural(chart) : Math.Min(Natural(chart), room);

    /// <param name="main">Part of the text, which the chart becomes a part of.</param>
    /// <param name="chart">What to draw.</param>
    /// <param name="id">Number of the drawing in the document.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it shows, for those who do not see it.</param>
    /// <param name="language">Of its words.</param>
    /// <param name="width">Twentieths of a point.</param>
    /// <param name="height">Centimetres.</param>
    public static Drawing Drawing(
        MainDocumentPart main,
        ReportChart chart,
        uint id,
        string name,
        string description,
        string language,
        int width,
        double height
    )
    {
        var part = main.AddNewPart<ChartPart>();
        part.ChartSpace = Space(chart, language);
        return new(
            new W.Inline(
                new W.Extent { Cx = width * PerTwip, Cy = (long)(height * PerCentimetre) },
                new W.EffectExtent
                {
                    LeftEdge = 0,
                    TopEdge = 0,
                    RightEdge = 0,
                    BottomEdge = 0,
                },
                new W.DocProperties
                {
                    Id = id,
                    Name = name,
                    Description = XmlText.Clean(description),
                },
                new W.NonVisualGraphicFrameDrawingProperties(),
                new A.Graphic(
                    new A.GraphicData(new ChartReference { Id = main.GetIdOfPart(part) })
                    {
                        Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart",
                    }
                )
            )
            {
                DistanceFromTop = 0,
                DistanceFromBottom = 0,
                DistanceFromLeft = 0,
                DistanceFromRight = 0,
            }
        );
    }

    // Bars of the same thickness however many there are.
    static double Natural(ReportChart chart) =>
        chart.IsLines ? 7 : Math.Min(1.6 + (chart.Rows.Count * (0.24 + (0.12 * chart.Columns.Count))), 12);

    // The legend, and a line for each label.
    static double Least(ReportChart chart) => chart.IsLines ? 5 : 1.2 + (chart.Rows.Count * 0.33);

    static ChartSpace Space(ReportChart chart, string language) =>
        new(
            new Date1904 { Val = false },
            new EditingLanguage { Val = language },
            new RoundedCorners { Val = false },
            new C.Chart(
                new AutoTitleDeleted { Val = true },
                new PlotArea(new Layout(), chart.IsLines ? Lines(chart) : Bars(chart), Categories(chart), Values(chart)),
                new Legend(new LegendPosition { Val = LegendPositionValues.Bottom }, new Overlay { Val = false }),
                new PlotVisibleOnly { Val = true },
                new DisplayBlanksAs { Val = DisplayBlanksAsValues.Gap }
            ),
            new C.ShapeProperties(new A.SolidFill(new A.RgbColorModelHex { Val = "FFFFFF" }), new A.Outline(new A.NoFill())),
            new C.TextProperties(
                new A.BodyProperties(),
                new A.ListStyle(),
                new A.Paragraph(
                    new A.ParagraphProperties(
                        new A.DefaultRunProperties(
                            new A.SolidFill(new A.RgbColorModelHex { Val = "16202A" }),
                            new A.LatinFont { Typeface = "Arial" }
                        )
                        {
                            FontSize = 800,
                        }
                    ),
                    new A.EndParagraphRunProperties { Language = language }
                )
            )
        );

    static BarChart Bars(ReportChart chart) =>
        new([
            new BarDirection { Val = BarDirectionValues.Bar },
            new BarGrouping { Val = BarGroupingValues.Clustered },
            new VaryColors { Val = false },
            .. chart
                .Columns.Index()
                .Select(column => new BarChartSeries(
                    new C.Index { Val = (uint)column.Index },
                    new Order { Val = (uint)column.Index },
                    new SeriesText(new NumericValue(XmlText.Clean(column.Item))),
                    new ChartShapeProperties(new A.SolidFill(new A.RgbColorModelHex { Val = Colours[column.Index % Colours.Length] })),
                    new InvertIfNegative { Val = false },
                    new CategoryAxisData(Texts(chart.Rows.Select(row => Short(row.Label)))),
                    new C.Values(Numbers([.. chart.Rows.Select(row => row.Values[column.Index])]))
                )),
            new GapWidth { Val = 60 },
            new AxisId { Val = CategoryAxisId },
            new AxisId { Val = ValueAxisId },
        ]);

    static LineChart Lines(ReportChart chart) =>
        new([
            new Grouping { Val = GroupingValues.Standard },
            new VaryColors { Val = false },
            .. chart
                .Rows.Index()
                .Select(row => new LineChartSeries(
                    new C.Index { Val = (uint)row.Index },
                    new Order { Val = (uint)row.Index },
                    new SeriesText(new NumericValue(XmlText.Clean(row.Item.Label))),
                    new ChartShapeProperties(
                        new A.Outline(new A.SolidFill(new A.RgbColorModelHex { Val = Colours[row.Index % Colours.Length] }))
                        {
                            Width = 25_400,
                        }
                    ),
                    new Marker(new Symbol { Val = MarkerStyleValues.Circle }, new Size { Val = 5 }),
                    new CategoryAxisData(Texts(chart.Columns)),
                    new C.Values(Numbers(row.Item.Values)),
                    new Smooth { Val = false }
                )),
            new ShowMarker { Val = true },
            new AxisId { Val = CategoryAxisId },
            new AxisId { Val = ValueAxisId },
        ]);

    // A name over two lines makes programs leave out the next one; the table has it in full.
    const int LongestLabel = 30;

    static string Short(string label) => label.Length <= LongestLabel ? label : $"{label[..(LongestLabel - 1)].TrimEnd()}…";

    static StringLiteral Texts(IEnumerable<string> texts)
    {
        var points = texts
            .Index()
            .Select(text => new StringPoint(new NumericValue(XmlText.Clean(text.Item))) { Index = (uint)text.Index })
            .ToList();
        return new([new PointCount { Val = (uint)points.Count }, .. points]);
    }

    // A blank has no point.
    static NumberLiteral Numbers(IReadOnlyList<decimal?> values) =>
        new([
            new FormatCode("General"),
            new PointCount { Val = (uint)values.Count },
            .. values
                .Index()
                .Where(value => value.Item is not null)
                .Select(value => new NumericPoint(new NumericValue(value.Item!.Value.ToString(CultureInfo.InvariantCulture)))
                {
                    Index = (uint)value.Index,
                }),
        ]);

    // Rows of a table read from top to bottom, its columns from left to right.
    static CategoryAxis Categories(ReportChart chart) =>
        new(
            new AxisId { Val = CategoryAxisId },
            new Scaling(new Orientation { Val = chart.IsLines ? OrientationValues.MinMax : OrientationValues.MaxMin }),
            new Delete { Val = false },
            new AxisPosition { Val = chart.IsLines ? AxisPositionValues.Bottom : AxisPositionValues.Left },
            new MajorTickMark { Val = TickMarkValues.None },
            new MinorTickMark { Val = TickMarkValues.None },
            new TickLabelPosition { Val = TickLabelPositionValues.Low },
            new CrossingAxis { Val = ValueAxisId },
            new Crosses { Val = CrossesValues.AutoZero },
            new AutoLabeled { Val = false },
            new LabelAlignment { Val = LabelAlignmentValues.Center },
            new LabelOffset { Val = 100 },
            new TickLabelSkip { Val = 1 },
            new NoMultiLevelLabels { Val = true }
        );

    static ValueAxis Values(ReportChart chart) =>
        new(
            new AxisId { Val = ValueAxisId },
            new Scaling(new Orientation { Val = OrientationValues.MinMax }),
            new Delete { Val = false },
            new AxisPosition { Val = chart.IsLines ? AxisPositionValues.Left : AxisPositionValues.Bottom },
            new MajorGridlines(new ChartShapeProperties(new A.Outline(new A.SolidFill(new A.RgbColorModelHex { Val = "E1E6EA" })))),
            new C.NumberingFormat { FormatCode = Most(chart) < 10 ? "General" : "#,##0", SourceLinked = false },
            new MajorTickMark { Val = TickMarkValues.None },
            new MinorTickMark { Val = TickMarkValues.None },
            new TickLabelPosition { Val = TickLabelPositionValues.NextTo },
            new CrossingAxis { Val = CategoryAxisId },
            new Crosses { Val = chart.IsLines ? CrossesValues.AutoZero : CrossesValues.Maximum },
            new CrossBetween { Val = CrossBetweenValues.Between }
        );

    // Steps between large values are whole; optional decimals would leave their point behind.
    static decimal Most(ReportChart chart) => chart.Rows.SelectMany(row => row.Values).Max() ?? 0;
}
