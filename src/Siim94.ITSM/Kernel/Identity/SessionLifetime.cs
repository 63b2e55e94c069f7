namespace Siim94.ITSM.Kernel.Identity;

/// <summary>How long one sign-in is good for.</summary>
static class SessionLifetime
{
    /// <summary>A working day, however much is done in it (OWASP ASVS 3.3.2).</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);
}
