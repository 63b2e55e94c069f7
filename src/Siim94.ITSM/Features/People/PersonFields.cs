using System.Globalization;
using FluentValidation;

namespace Siim94.ITSM.Features.People;

/// <summary>Somebody who asks for help, as the directory knows them.</summary>
public record PersonFields
{
    public string? Name { get; set; }

    /// <summary>Mail addresses, the usual one first.</summary>
    public IReadOnlyList<string>? Emails { get; set; }

    /// <summary>Phone numbers in any spelling, the usual one first.</summary>
    public IReadOnlyList<string>? Phones { get; set; }

    public string? Member { get; set; }

    /// <summary>Site of the member where they are.</summary>
    public string? Site { get; set; }

    public string? Room { get; set; }

    /// <summary>What they do there: « Directrice des finances ».</summary>
    public string? Function { get; set; }

    public bool IsVip { get; set; }

    /// <summary><c>fr</c> (default) or <c>en</c>: what they are written to in.</summary>
    public string? Language { get; set; }

    /// <summary>Login of their account; most have none.</summary>
    public string? Account { get; set; }

    /// <summary>Whether they are still there; true when left out.</summary>
    public bool? IsActive { get; set; }
}

sealed class PersonFieldsValidator : AbstractValidator<PersonFields>
{
    const int MostContacts = 10;

    public PersonFieldsValidator()
    {
        RuleFor(p => p.Name).NotEmpty().WithMessage(_ => Words.NameMissing).Line(200);
        RuleFor(p => p.Emails).Must(emails => emails is not { Count: > MostContacts }).WithMessage(_ => Words.TooManyContacts);
        RuleForEach(p => p.Emails).Must(IsAddress).WithMessage(_ => Words.AddressUnknown).Line(200);
        RuleFor(p => p.Phones).Must(phones => phones is not { Count: > MostContacts }).WithMessage(_ => Words.TooManyContacts);
        RuleForEach(p => p.Phones).Must(IsNumber).WithMessage(_ => Words.PhoneUnknown).Line(60);
        RuleFor(p => p.Member).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(p => p.Site).Line(200);
        RuleFor(p => p.Room).Line(80);
        RuleFor(p => p.Function).Line(200);
        RuleFor(p => p.Language).Must(language => language is null or "" or "fr" or "en").WithMessage(_ => Words.LanguageUnknown);
        RuleFor(p => p.Account).Line(200);
    }

    static bool IsNumber(string? text) => text is not null && PhoneNumber.KeyOf(text) is not null;

    static bool IsAddress(string? text) =>
        text?.Trim() is { } address
        && address.IndexOf('@') is > 0 and var at
        && at == address.LastIndexOf('@')
        && at < address.Length - 1
        && !address.Any(character => char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Format)
        && address.IndexOfAny(['<', '>', '"', ',', ';']) < 0
        && !address.Contains("..", StringComparison.Ordinal)
        && !address.EndsWith('.');
}
