using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Siim94.ITSM.Tests.Features.Attachments;

/// <summary>Small files of many kinds, made byte by byte.</summary>
static class Files
{
    /// <summary>What a camera writes of the place: any picture that still holds it tells.</summary>
    public const string Place = "48.8049N";

    public static byte[] Text(string text = "bonjour") => Encoding.UTF8.GetBytes(text);

    public static byte[] Pdf => Text("%PDF-1.7\n%%EOF");

    public static byte[] Png => Join(PngStart, Chunk("IHDR", new byte[13]), Chunk("IDAT", [1, 2, 3]), Chunk("IEND", []));

    public static byte[] PngWithPlace =>
        Join(
            PngStart,
            Chunk("IHDR", new byte[13]),
            Chunk("eXIf", Text(Place)),
            Chunk("iTXt", Text($"XML:com.adobe.xmp {Place}")),
            Chunk("IDAT", [1, 2, 3]),
            Chunk("IEND", []),
            Text(Place)
        );

    static byte[] PngStart => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    static byte[] Chunk(string kind, byte[] content) => Join(Big(content.Length), Text(kind), content, [0, 0, 0, 0]);

    static byte[] Big(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    public static byte[] Jpeg => Join([0xFF, 0xD8], Frame, Tables, Scan, [0xFF, 0xD9]);

    static byte[] Frame => Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
    static byte[] Colours => Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, 7]);
    static byte[] Tables => Segment(0xDB, new byte[65]);
    static byte[] Scan => Join(Segment(0xDA, [1, 1, 0, 0, 63, 0]), [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]);

    /// <summary>A photo as a telephone writes it: turned, with place, thumbnail, comment, and a film behind its end.</summary>
    public static byte[] JpegWithPlace(ushort orientation, bool isLittle = false) =>
        Join(
            [0xFF, 0xD8],
            Frame,
            Segment(0xE1, Exif(orientation, isLittle)),
            Segment(0xE1, Text($"http://ns.adobe.com/xap/1.0/\0<x {Place}>")),
            Colours,
            Segment(0xE2, Text($"MPF\0 {Place}")),
            Segment(0xED, Text($"Photoshop 3.0\0 {Place}")),
            Segment(0xFE, Text(Place)),
            Tables,
            Scan,
            [0xFF, 0xD9],
            Text($"ftyp film {Place}")
        );

    /// <summary>What is left of it.</summary>
    public static byte[] JpegTurned(ushort orientation) =>
        Join(
            [0xFF, 0xD8],
            Frame,
            Segment(0xE1, [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0]),
            Colours,
            Tables,
            Scan,
            [0xFF, 0xD9]
        );

    static byte[] Exif(ushort orientation, bool isLittle) =>
        isLittle
            ?
            [
                .. "Exif\0\0II*\0"u8,
                8,
                0,
                0,
                0,
                2,
                0,
                0x25,
                0x88,
                4,
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0x12,
                0x01,
                3,
                0,
                1,
                0,
                0,
                0,
                (byte)orientation,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                .. Text(Place),
            ]
            :
            [
                .. "Exif\0\0MM\0*"u8,
                0,
                0,
                0,
                8,
                0,
                1,
                0x01,
                0x12,
                0,
                3,
                0,
                0,
                0,
                1,
                0,
                (byte)orientation,
                0,
                0,
                0,
                0,
                0,
                0,
                .. Text(Place),
            ];

    static byte[] Segment(byte marker, byte[] content) =>
        Join([0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2)], content);

    public static byte[] WebPWithPlace
    {
        get
        {
            var chunks = Join(
                Riff("VP8X", [0x0C, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
                Riff("VP8 ", [1, 2, 3]),
                Riff("EXIF", Text(Place)),
                Riff("XMP ", Text(Place))
            );
            return Join(Text("RIFF"), Little(chunks.Length + 4), Text("WEBP"), chunks);
        }
    }

    static byte[] Riff(string kind, byte[] content) => Join(Text(kind), Little(content.Length), content, new byte[content.Length & 1]);

    static byte[] Little(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    public static byte[] Zip(params string[] names)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var name in names)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write("contenu"u8);
            }
        return file.ToArray();
    }

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
