namespace Siim94.ITSM.Features.RollUps;

/// <summary>The verification of all roll-ups, a transaction per month so that writers never wait long.</summary>
static class RollupVerification
{
    /// <returns>The roll-ups that differed, month by month.</returns>
    public static async Task<IReadOnlyList<string>> Run(Dispatcher dispatcher, CancellationToken ct)
    {
        var years = await dispatcher.Send(new ListRollupYears(), UserIdentity.System, ct: ct);
        var drifts = new List<string>();
        foreach (var year in years)
            for (var month = 1; month <= 12; month++)
                drifts.AddRange(await dispatcher.Send(new VerifyRollupMonth(new(year, month)), UserIdentity.System, ct: ct));
        await dispatcher.Send(new RecordVerification(drifts.Count), UserIdentity.System, ct: ct);
        return drifts;
    }
}
