using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Where and in which language somebody gets mail.</summary>
public record ContactFields
{
    /// <summary>Address for mail; null when there is none.</summary>
    public string? Email { get; set; }

    /// <summary>Language of the mail: <c>fr</c> (default) or <c>en</c>.</summary>
    public string? Language { get; set; }
}

/// <param name="Version">Of the account.</param>
public sealed record Contact(string? Email, string Language, long Version);

/// <summary>One's own address.</summary>
[Requires(Permission.ReadOwnAccount)]
public sealed record GetOwnContact : IQuery<Contact>;

/// <summary>Changes one's own address and language. Refused when the account was changed meanwhile.</summary>
[Requires(Permission.ChangeOwnContact)]
public sealed record ChangeOwnContact : ContactFields, ICommand<Contact>
{
    [JsonIgnore]
    public long Version { get; set; }
}

/// <summary>Changes the address and language of an account. Refused when it was changed meanwhile.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record ChangeAccountContact : ContactFields, ICommand<Contact>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

/// <summary>What mail addresses and languages look like.</summary>
static partial class ContactRules
{
    /// <summary>RFC 5321, §4.5.3.1.3.</summary>
    public const int LongestAddress = 254;

    public const string French = "fr",
        English = "en";

    public static IRuleBuilderOptions<T, string?> Email<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text =>
                string.IsNullOrWhiteSpace(text) || (text.Trim() is { Length: <= LongestAddress } address && Address().IsMatch(address))
            )
            .WithMessage(_ => Words.EmailInvalid);

    public static IRuleBuilderOptions<T, string?> Language<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(language => string.IsNullOrEmpty(language) || language is French or English).WithMessage(_ => Words.LanguageUnknown);

    public static string? Clean(string? address) => string.IsNullOrWhiteSpace(address) ? null : address.Trim();

    // One address and nothing else: no quotes, comments or lists, which servers read differently. The name of a domain in its ASCII form.
    [GeneratedRegex(
        @"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
            + @"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]\z",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Address();
}

sealed class ChangeOwnContactValidator : AbstractValidator<ChangeOwnContact>
{
    public ChangeOwnContactValidator()
    {
        RuleFor(c => c.Email).Email();
        RuleFor(c => c.Language).Language();
    }
}

sealed class ChangeAccountContactValidator : AbstractValidator<ChangeAccountContact>
{
    public ChangeAccountContactValidator()
    {
        RuleFor(c => c.Email).Email();
        RuleFor(c => c.Language).Language();
    }
}

sealed class GetOwnContactHandler(ContactStore contacts, CurrentUser user) : IRequestHandler<GetOwnContact, Contact>
{
    public Task<Contact> Handle(GetOwnContact request, CancellationToken ct) => contacts.Get(user.UserId, ct);
}

sealed class ChangeOwnContactHandler(ContactStore contacts, CurrentUser user) : IRequestHandler<ChangeOwnContact, Contact>
{
    public Task<Contact> Handle(ChangeOwnContact request, CancellationToken ct) =>
        contacts.Change(user.UserId, request.Version, request, ct);
}

sealed class ChangeAccountContactHandler(ContactStore contacts) : IRequestHandler<ChangeAccountContact, Contact>
{
    public Task<Contact> Handle(ChangeAccountContact request, CancellationToken ct) =>
        contacts.Change(request.Id, request.Version, request, ct);
}

/// <summary>Addresses of accounts, in Users.</summary>
sealed class ContactStore(Db db, Audit audit)
{
    /// <exception cref="Refusal">There is no such account.</exception>
    public async Task<Contact> Get(long userId, CancellationToken ct) =>
        await db.FirstOrDefault<ContactRow>(ContactSql, new { Id = userId }, ct) is { } row
            ? new(row.Email, row.Language ?? ContactRules.French, row.Version)
            : throw RequestErrors.NotFound();

    const string ContactSql = "SELECT u.Email, u.Language, u.Version FROM Users u WHERE u.Id = @Id";

    public async Task<Contact> Change(long userId, long version, ContactFields fields, CancellationToken ct)
    {
        var before = await Get(userId, ct);
        var language = string.IsNullOrEmpty(fields.Language) ? ContactRules.French : fields.Language;
        if (
            await db.Execute(
                UpdateContactSql,
                new
                {
                    Id = userId,
                    Version = version,
                    Email = ContactRules.Clean(fields.Email),
                    Language = language,
                },
                ct
            ) == 0
        )
            throw RequestErrors.ChangedMeanwhile();
        var after = await Get(userId, ct);
        await audit.Record("account", userId, "change", before, after, ct);
        return after;
    }

    const string UpdateContactSql =
        "UPDATE Users SET Email = @Email, Language = @Language, Version = Version + 1 WHERE Id = @Id AND Version = @Version";

    sealed record ContactRow
    {
        public string? Email { get; init; }
        public string? Language { get; init; }
        public long Version { get; init; }
    }
}
