using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>
/// Asks for a link, by mail, to choose another password. The answer is the same whether anybody has that login or address or not. Refused
/// when no mail can be sent at all, and when one source asks too often.
/// </summary>
/// <remarks>
/// What is done is the same, too: a row is written either way, and the mail is queued later. An account gets three links an hour at most.
/// </remarks>
[ForAnyone]
public sealed record AskPasswordReset : ICommand<Unit>
{
    /// <summary>A login, or the address that an account gets mail at.</summary>
    public string? Login { get; set; }

    /// <summary>Where it is asked from.</summary>
    [JsonIgnore]
    public string Source { get; set; } = "";
}

sealed class AskPasswordResetValidator : AbstractValidator<AskPasswordReset>
{
    public AskPasswordResetValidator() =>
        RuleFor(r => r.Login).NotEmpty().WithMessage(_ => Words.LoginOrEmailMissing).Line(ContactRules.LongestAddress);
}

sealed class AskPasswordResetHandler(Db db, TimeProvider clock, IOptions<MailSettings> mail) : IRequestHandler<AskPasswordReset, Unit>
{
    // A site asks from one address on the Monday after the holidays; a stranger counts no more than these.
    const int MostOfSource = 20,
        MostOfAccount = 3;
    static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public async Task<Unit> Handle(AskPasswordReset request, CancellationToken ct)
    {
        if (!mail.Value.IsConfigured)
            throw AccountErrors.NoMail();
        var now = clock.GetUtcNow().UtcDateTime;
        var asked = new
        {
            request.Source,
            Text = KeyText.Of(request.Login!).ToLowerInvariant(),
            Since = now - Window,
            MostOfAccount,
        };
        if (await db.FirstOrDefault<int>(CountOfSourceSql, asked, ct) >= MostOfSource)
            throw AccountErrors.TriedTooOften(Window);
        var accounts = await db.Query<long>(AccountsSql, asked, ct);
        await db.InsertAll(
            InsertSql,
            accounts
                .Select(id => (long?)id)
                .DefaultIfEmpty(null)
                .Select(userId => new
                {
                    UserId = userId,
                    request.Source,
                    AskedAt = now,
                    EndsAt = now + PasswordResetLinks.Lifetime,
                }),
            ct
        );
        return Unit.Value;
    }

    const string CountOfSourceSql = "SELECT COUNT(*) FROM PasswordResets r WHERE r.Source = @Source AND r.AskedAt > @Since";

    const string AccountsSql = """
        SELECT u.Id
        FROM Users u
        WHERE (u.FoldedLogin = @Text OR LOWER(u.Email) = @Text) AND u.Email IS NOT NULL AND u.IsDisabled = 0
          AND (SELECT COUNT(*) FROM PasswordResets r WHERE r.UserId = u.Id AND r.AskedAt > @Since) < @MostOfAccount
        ORDER BY u.Id
        """;

    const string InsertSql = """
        INSERT INTO PasswordResets (UserId, Source, AskedAt, EndsAt, QueuedAt, UsedAt)
        VALUES (@UserId, @Source, @AskedAt, @EndsAt, NULL, NULL)
        """;
}
