using FluentValidation;

namespace Siim94.ITSM.Features.Notices;

/// <summary>A text of mail, as people enter it; what is left blank is ours, or that of all members.</summary>
public abstract record MailTextFields
{
    /// <summary><c>opened</c>, <c>answer</c>, <c>solved</c> or <c>closed</c>.</summary>
    public string? Kind { get; set; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public string? Language { get; set; }

    /// <summary>Code of the member; all members without it.</summary>
    public string? Member { get; set; }

    /// <summary>Behind the ticket's mark: its title, where blank.</summary>
    public string? Subject { get; set; }

    /// <summary>Before what the mail tells: a greeting, where blank.</summary>
    public string? Intro { get; set; }

    /// <summary>Behind what it tells; nothing, where blank.</summary>
    public string? Signature { get; set; }

    internal MailText Text => new(Given(Subject), Given(Intro), Given(Signature));

    static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

sealed class MailTextFieldsValidator : AbstractValidator<MailTextFields>
{
    public MailTextFieldsValidator()
    {
        RuleFor(t => t.Kind).Must(kind => kind is not null && MailTextKind.All.Contains(kind)).WithMessage(_ => Words.TextKindUnknown);
        RuleFor(t => t.Language)
            .Must(language => language is not null && MailTextLanguage.All.Contains(language))
            .WithMessage(_ => Words.TextLanguageUnknown);
        RuleFor(t => t.Member).Line(200);
        RuleFor(t => t.Subject).Line(200).Must(MailVariables.AreKnown).WithMessage((_, text) => MailVariables.Complaint(text!));
        RuleFor(t => t.Intro).Paragraphs(4_000).Must(MailVariables.AreKnown).WithMessage((_, text) => MailVariables.Complaint(text!));
        RuleFor(t => t.Signature).Paragraphs(2_000).Must(MailVariables.AreKnown).WithMessage((_, text) => MailVariables.Complaint(text!));
    }
}
