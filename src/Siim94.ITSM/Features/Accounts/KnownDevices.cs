using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>
/// Which accounts a device has signed in to, as the device itself keeps it, sealed: strangers who fail elsewhere do not make it wait.
/// </summary>
sealed class KnownDevices(IDataProtectionProvider protection)
{
    // A computer of the hotline is shared by a team; a longer list would outgrow its cookie.
    const int MostAccounts = 20;

    readonly IDataProtector protector = protection.CreateProtector("known-device");

    /// <summary>What a device says of itself; null when it was not written here.</summary>
    public KnownDevice? Open(string? device)
    {
        if (string.IsNullOrEmpty(device))
            return null;
        try
        {
            return JsonSerializer.Deserialize<KnownDevice>(protector.Unprotect(device));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What the device keeps from now on; null when it knows the account already.</summary>
    public string? Remember(KnownDevice? device, long userId)
    {
        if (device is not null && device.UserIds.Contains(userId))
            return null;
        var known = device ?? new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), []);
        return protector.Protect(JsonSerializer.Serialize(known with { UserIds = [userId, .. known.UserIds.Take(MostAccounts - 1)] }));
    }
}

sealed record KnownDevice(string Id, IReadOnlyList<long> UserIds);
