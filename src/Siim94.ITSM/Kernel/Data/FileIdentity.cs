using System.Runtime.InteropServices;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>Which file a path leads to: tomorrow the same name may lead to another one.</summary>
/// <param name="Device">The disk it is on; 0 where the system does not say.</param>
/// <param name="Number">Its number on that disk; 0 where the system does not say.</param>
/// <param name="BornAt">When it was made, in nanoseconds or ticks; numbers are given again to files made later.</param>
readonly record struct FileIdentity(ulong Device, ulong Number, long BornAt)
{
    /// <returns>Null when there is no such file.</returns>
    public static FileIdentity? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return File.Exists(path) ? new(0, 0, File.GetCreationTimeUtc(path).Ticks) : null;
        var status = new byte[StatusSize];
        if (statx(CurrentFolder, path, 0, BasicStatsAndBirth, status) != 0)
            return null;
        return new(
            BitConverter.ToUInt64(status, DeviceAt),
            BitConverter.ToUInt64(status, NumberAt),
            BitConverter.ToInt64(status, BirthSecondsAt) * NanosecondsPerSecond + BitConverter.ToUInt32(status, BirthNanosecondsAt)
        );
    }

    // struct statx of linux/stat.h, the same on every processor.
    const int CurrentFolder = -100,
        StatusSize = 256,
        NumberAt = 32,
        BirthSecondsAt = 80,
        BirthNanosecondsAt = 88,
        DeviceAt = 136;
    const uint BasicStatsAndBirth = 0xFFF;
    const long NanosecondsPerSecond = 1_000_000_000;

    [DllImport("libc")]
    static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);
}
