using System.Buffers;
using System.Buffers.Binary;

namespace Siim94.ITSM.Features.Attachments;

/// <summary>
/// Takes out of pictures what tells where and with what they were taken. The picture itself stays as it is, byte for byte, and keeps the
/// way it is turned.
/// </summary>
static class PictureLocation
{
    /// <summary>Whether pictures of a type may tell where they were taken.</summary>
    public static bool Has(string type) => type is FileTypes.Jpeg or FileTypes.Png or FileTypes.WebP;

    /// <returns>The picture; null when it is not what it seems to be.</returns>
    public static byte[]? Remove(string type, ReadOnlySpan<byte> picture) =>
        type switch
        {
            FileTypes.Jpeg => OfJpeg(picture),
            FileTypes.Png => OfPng(picture),
            FileTypes.WebP => OfWebP(picture),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a picture that tells its place."),
        };

    const byte MarkerStart = 0xFF,
        EndOfImage = 0xD9,
        StartOfScan = 0xDA,
        Comment = 0xFE,
        App0 = 0xE0,
        App1 = 0xE1,
        App2 = 0xE2,
        App14 = 0xEE,
        App15 = 0xEF;

    /// <summary>Keeps frame, colour profile and the way it is turned; what follows the picture goes: a film, a second picture.</summary>
    static byte[]? OfJpeg(ReadOnlySpan<byte> picture)
    {
        var kept = new ArrayBufferWriter<byte>(picture.Length);
        kept.Write(picture[..2]);
        var (at, hasScan) = (2, false);
        while (at + 1 < picture.Length)
        {
            if (picture[at] != MarkerStart)
                return null;
            var marker = picture[at + 1];
            if (marker == MarkerStart)
            {
                at++; // any number of these may stand before a marker
                continue;
            }
            if (marker == EndOfImage)
            {
                kept.Write(picture.Slice(at, 2));
                break;
            }
            if (at + 4 > picture.Length || BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 2)..]) is not (>= 2 and var length))
                break;
            var segment = picture.Slice(at, Math.Min(2 + length, picture.Length - at));
            if (marker == App1 && OrientationOf(segment) is { } orientation)
                kept.Write(OnlyOrientation(orientation));
            else if (IsPartOfPicture(marker, segment))
                kept.Write(segment);
            at += segment.Length;
            if (marker != StartOfScan)
                continue;
            hasScan = true;
            var end = at + ScanLength(picture[at..]);
            kept.Write(picture[at..end]);
            at = end;
        }
        return hasScan ? kept.WrittenSpan.ToArray() : null;
    }

    static bool IsPartOfPicture(byte marker, ReadOnlySpan<byte> segment) =>
        marker switch
        {
            App0 or App14 => true,
            App2 => segment[4..].StartsWith("ICC_PROFILE\0"u8),
            > App0 and <= App15 or Comment => false,
            _ => true,
        };

    /// <summary>Up to the next marker that is neither a stuffed byte nor a restart.</summary>
    static int ScanLength(ReadOnlySpan<byte> data)
    {
        for (var at = 0; at + 1 < data.Length; at++)
            if (data[at] == MarkerStart && data[at + 1] is not (0 or MarkerStart or (>= 0xD0 and <= 0xD7)))
                return at;
        return data.Length;
    }

    const ushort OrientationTag = 0x0112;

    /// <summary>1 to 8; null when it says nothing of it, or is no Exif.</summary>
    static ushort? OrientationOf(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 18 || !segment[4..].StartsWith("Exif\0\0"u8))
            return null;
        var tiff = segment[10..];
        var isLittle = tiff.StartsWith("II"u8);
        if (!isLittle && !tiff.StartsWith("MM"u8))
            return null;
        var directory = (long)(
            isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..])
        );
        if (directory + 2 > tiff.Length)
            return null;
        var count = Short(tiff, (int)directory);
        for (var entry = 0; entry < count && directory + 2 + 12 * (entry + 1) <= tiff.Length; entry++)
        {
            var place = (int)directory + 2 + 12 * entry;
            if (Short(tiff, place) == OrientationTag)
                return Short(tiff, place + 8) is >= 1 and <= 8 and var orientation ? orientation : null;
        }
        return null;

        ushort Short(ReadOnlySpan<byte> bytes, int place) =>
            isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[place..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[place..]);
    }

    /// <summary>An Exif segment with that one entry.</summary>
    static byte[] OnlyOrientation(ushort orientation) =>
        [
            .. (ReadOnlySpan<byte>)[MarkerStart, App1, 0, 34],
            .. "Exif\0\0MM\0*"u8,
            .. (ReadOnlySpan<byte>)[0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0],
        ];

    const int SignatureBytes = 8;

    static byte[]? OfPng(ReadOnlySpan<byte> picture)
    {
        var kept = new ArrayBufferWriter<byte>(picture.Length);
        kept.Write(picture[..SignatureBytes]);
        for (var at = SignatureBytes; at + 12 <= picture.Length; )
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(picture[at..]);
            if (length > picture.Length - at - 12)
                return null;
            var chunk = picture.Slice(at, 12 + (int)length);
            var kind = chunk.Slice(4, 4);
            if (!IsToldByPng(kind))
                kept.Write(chunk);
            if (kind.SequenceEqual("IEND"u8))
                return kept.WrittenSpan.ToArray();
            at += chunk.Length;
        }
        return null;
    }

    // Texts hold XMP, and Exif as some programs write it.
    static bool IsToldByPng(ReadOnlySpan<byte> kind) =>
        kind.SequenceEqual("eXIf"u8)
        || kind.SequenceEqual("tEXt"u8)
        || kind.SequenceEqual("zTXt"u8)
        || kind.SequenceEqual("iTXt"u8)
        || kind.SequenceEqual("tIME"u8);

    const int RiffHeaderBytes = 12;
    const byte HasExifOrXmp = 0x08 | 0x04;

    static byte[]? OfWebP(ReadOnlySpan<byte> picture)
    {
        var kept = new ArrayBufferWriter<byte>(picture.Length);
        kept.Write(picture[..RiffHeaderBytes]);
        var hasPicture = false;
        for (var at = RiffHeaderBytes; at + 8 <= picture.Length; )
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(picture[(at + 4)..]);
            if (length > picture.Length - at - 8)
                return null;
            // Chunks begin at even places.
            var chunk = picture.Slice(at, Math.Min(8 + (int)length + ((int)length & 1), picture.Length - at));
            var kind = chunk[..4];
            hasPicture |= kind.StartsWith("VP8"u8) && !kind.SequenceEqual("VP8X"u8) || kind.SequenceEqual("ANMF"u8);
            if (kind.SequenceEqual("VP8X"u8) && chunk.Length > 8)
            {
                var features = chunk.ToArray();
                features[8] &= unchecked((byte)~HasExifOrXmp);
                kept.Write(features);
            }
            else if (!kind.SequenceEqual("EXIF"u8) && !kind.SequenceEqual("XMP "u8))
                kept.Write(chunk);
            at += chunk.Length;
        }
        if (!hasPicture)
            return null;
        var result = kept.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(4), result.Length - 8);
        return result;
    }
}
