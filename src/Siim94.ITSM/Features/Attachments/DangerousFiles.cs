using System.IO.Compression;

namespace Siim94.ITSM.Features.Attachments;

/// <summary>Files that do something as soon as they are opened: no colleague is sent one through a ticket.</summary>
static class DangerousFiles
{
    static readonly HashSet<string> Programs =
    [
        .. "ade adp app appref-ms application bas bat chm cmd com cpl crt dll exe gadget hta inf ins isp jar jnlp js jse lnk".Split(),
        .. "mde msc msh msi msp mst pif ps1 ps1xml psc1 psd1 psm1 reg scf scr sct shb sys url vb vbe vbs wsc wsf wsh xll xnk".Split(),
        .. "apk desktop diagcab dmg img iso msu pkg pyw pyz settingcontent-ms vhd vhdx website ws xbap".Split(),
    ];

    /// <summary>What it is, in the reader's language; null for a file that may be kept.</summary>
    public static string? KindOf(string name, ReadOnlySpan<byte> content) =>
        content.StartsWith("MZ"u8) ? Words.ProgramOfWindows
        : content.StartsWith("\u007FELF"u8) || IsMachO(content) ? Words.ProgramOfUnix
        : content.StartsWith((ReadOnlySpan<byte>)[0x4C, 0, 0, 0, 1, 0x14, 2, 0]) ? Words.Shortcut
        : content.StartsWith("#!"u8) ? Words.Script
        : Programs.Contains(FileName.ExtensionOf(name)) ? string.Format(Words.ProgramByName, FileName.ExtensionOf(name))
        : content.StartsWith("PK\x03\x04"u8) && ProgramIn(content) is { } program ? string.Format(Words.HoldsProgram, program)
        : null;

    static bool IsMachO(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xED, 0xFA, 0xCE])
        || content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xED, 0xFA, 0xCF])
        || content.StartsWith((ReadOnlySpan<byte>)[0xCE, 0xFA, 0xED, 0xFE])
        || content.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE])
        || content.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]);

    static string? ProgramIn(ReadOnlySpan<byte> content)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content.ToArray(), writable: false));
            return archive
                .Entries.Select(entry => FileName.Of(entry.Name))
                .FirstOrDefault(name => name is not null && Programs.Contains(FileName.ExtensionOf(name)));
        }
        catch (InvalidDataException)
        {
            return null; // no archive after all: nothing opens it
        }
    }
}
