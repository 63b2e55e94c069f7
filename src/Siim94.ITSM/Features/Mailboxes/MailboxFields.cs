using FluentValidation;
using Siim94.ITSM.Features.Accounts;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>A mailbox that tickets come from, as people enter it.</summary>
public record MailboxFields
{
    public string? Name { get; set; }

    /// <summary>What people write to, and what the product answers from.</summary>
    public string? Address { get; set; }

    /// <summary>IMAP server.</summary>
    public string? Host { get; set; }

    /// <summary>993 unless told, 143 without <c>tls</c>.</summary>
    public int? Port { get; set; }

    /// <summary><c>tls</c> (default), <c>starttls</c> or <c>none</c>.</summary>
    public string? Security { get; set; }

    /// <summary>The address unless told.</summary>
    public string? UserName { get; set; }

    /// <summary>Never told again; left out, it stays as it was.</summary>
    public string? Password { get; set; }

    /// <summary>Folder that is read; the inbox unless told.</summary>
    public string? Folder { get; set; }

    /// <summary>Member of senders whose own nobody knows.</summary>
    public string? Member { get; set; }

    /// <summary>Group that gets its tickets.</summary>
    public string? Group { get; set; }

    /// <summary>Category of its tickets.</summary>
    public string? Category { get; set; }

    /// <summary>Mail of people whom nobody knows opens tickets; otherwise it waits for a decision.</summary>
    public bool IsForAnyone { get; set; }

    /// <summary>It is not read until this is false again.</summary>
    public bool IsPaused { get; set; }
}

sealed class MailboxFieldsValidator : AbstractValidator<MailboxFields>
{
    public MailboxFieldsValidator()
    {
        RuleFor(m => m.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(m => m.Address).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Email();
        RuleFor(m => m.Host).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(m => m.Port).InclusiveBetween(1, 65535).WithMessage(_ => Words.PortUnknown);
        RuleFor(m => m.Security)
            .Must(security => string.IsNullOrEmpty(security) || MailboxSecurity.All.Contains(security))
            .WithMessage(_ => Words.SecurityUnknown);
        RuleFor(m => m.UserName).Line(200);
        RuleFor(m => m.Password).Line(500);
        RuleFor(m => m.Folder).Line(200);
        RuleFor(m => m.Member).Line(200);
        RuleFor(m => m.Group).Line(200);
        RuleFor(m => m.Category).Line(200);
    }
}

/// <summary>How the connection to a mailbox is protected.</summary>
static class MailboxSecurity
{
    public const string Tls = "tls",
        StartTls = "starttls",
        None = "none";

    public static readonly IReadOnlyList<string> All = [Tls, StartTls, None];

    public static string NameOf(string security) =>
        security switch
        {
            Tls => Words.SecurityTls,
            StartTls => Words.SecurityStartTls,
            None => Words.SecurityNone,
            _ => throw new ArgumentOutOfRangeException(nameof(security), security, "Not a protection."),
        };
}
