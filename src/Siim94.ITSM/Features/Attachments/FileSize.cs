namespace Siim94.ITSM.Features.Attachments;

/// <summary>Sizes of files, as people read them.</summary>
static class FileSize
{
    const int Kilobyte = 1024,
        Megabyte = 1024 * 1024;

    public static string Of(long bytes) =>
        bytes < Kilobyte ? string.Format(Words.SizeBytes, bytes)
        : bytes < Megabyte ? string.Format(Words.SizeKilobytes, bytes / Kilobyte)
        : string.Format(Words.SizeMegabytes, (decimal)bytes / Megabyte);
}
