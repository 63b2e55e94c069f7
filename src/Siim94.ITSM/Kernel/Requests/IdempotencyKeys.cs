using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>Answers already given, by sender and key. Kept encrypted: an answer may hold a token, a request a password.</summary>
/// <remarks>
/// Where the keys of that encryption lie beside what they protect, a secret is not kept: the same request has no second
/// effect, and no second answer.
/// </remarks>
sealed class IdempotencyKeys(Db db, CurrentUser user, TimeProvider clock, IDataProtectionProvider protection, KeySealing sealing)
{
    readonly IDataProtector protector = protection.CreateProtector("idempotency-answer");

    /// <summary>
    /// Lets the key ring renew itself now, on its own connection: inside the transaction it would wait for this very writer.
    /// </summary>
    public void Prepare() => protector.Protect("");

    /// <summary>The answer given earlier to the same request, if any.</summary>
    /// <exception cref="Refusal">The key came with another request.</exception>
    public async Task<Earlier<TAnswer>?> FindAnswer<TAnswer>(string key, object request, CancellationToken ct)
    {
        var sealedAnswer = await db.FirstOrDefault<string>(AnswerSql, new { user.UserId, RequestKey = key }, ct);
        if (sealedAnswer is null)
            return null;
        var kept = Open<TAnswer>(sealedAnswer);
        if (kept.Digest != Digest(request))
            throw RequestErrors.KeyUsedForAnotherRequest();
        return kept.IsWithheld ? throw RequestErrors.SecretToldOnce() : new(kept.Answer!);
    }

    Kept<TAnswer> Open<TAnswer>(string sealedAnswer)
    {
        try
        {
            return JsonSerializer.Deserialize<Kept<TAnswer>>(protector.Unprotect(sealedAnswer))!;
        }
        catch (CryptographicException)
        {
            throw RequestErrors.SecretToldOnce(); // the key ring was replaced meanwhile
        }
    }

    const string AnswerSql = "SELECT k.SealedAnswer FROM IdempotencyKeys k WHERE k.UserId = @UserId AND k.RequestKey = @RequestKey";

    public Task Keep<TAnswer>(string key, object request, TAnswer answer, CancellationToken ct)
    {
        var isWithheld = answer is ITellsSecret && !sealing.IsOutsideDatabase;
        var kept = new Kept<TAnswer>(Digest(request), isWithheld ? default : answer, isWithheld);
        return db.Execute(
            InsertKeySql,
            new
            {
                user.UserId,
                RequestKey = key,
                SealedAnswer = protector.Protect(JsonSerializer.Serialize(kept)),
                CreatedAt = clock.GetUtcNow().UtcDateTime,
            },
            ct
        );
    }

    const string InsertKeySql = """
        INSERT INTO IdempotencyKeys (UserId, RequestKey, SealedAnswer, CreatedAt)
        VALUES (@UserId, @RequestKey, @SealedAnswer, @CreatedAt)
        """;

    /// <remarks>A record's text adds what its JSON leaves out: the number in the address, the version in a header.</remarks>
    static string Digest(object request) =>
        Convert.ToBase64String(
            SHA256.HashData([
                .. Encoding.UTF8.GetBytes($"{request.GetType().FullName}\0{request}\0"),
                .. JsonSerializer.SerializeToUtf8Bytes(request, request.GetType()),
            ])
        );

    sealed record Kept<TAnswer>(string Digest, TAnswer? Answer, bool IsWithheld = false);
}

sealed record Earlier<TAnswer>(TAnswer Value);
