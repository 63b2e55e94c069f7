using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Texts of mail of a member, or of all members: one for each kind and language, blank where nothing was chosen.</summary>
[Requires(Permission.ManageSettings)]
public sealed record ListMailTexts : IQuery<MailTexts>
{
    /// <summary>Code of the member; all members without it.</summary>
    public string? Member { get; init; }
}

public sealed record MailTexts(IReadOnlyList<MailTextDetails> Items);

/// <summary>Text of a kind of mail in a language.</summary>
public sealed record MailTextDetails
{
    /// <summary>Code of the member; null for all members.</summary>
    public string? Member { get; init; }

    /// <summary><c>opened</c>, <c>answer</c>, <c>solved</c> or <c>closed</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "";

    public string? Subject { get; init; }
    public string? Intro { get; init; }
    public string? Signature { get; init; }

    /// <summary>0 where nothing was ever chosen.</summary>
    public long Version { get; init; }
}

sealed class ListMailTextsValidator : AbstractValidator<ListMailTexts>
{
    public ListMailTextsValidator() => RuleFor(l => l.Member).Line(200);
}

sealed class ListMailTextsHandler(MailTextStore store, ReferentialLookup codes, TimeProvider clock)
    : IRequestHandler<ListMailTexts, MailTexts>
{
    public async Task<MailTexts> Handle(ListMailTexts request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var memberId = codes.Find(all.Members, "Member", request.Member, Paris.Today(clock))?.Id;
        var chosen = await store.Of(memberId, ct);
        return new([
            .. from kind in MailTextKind.All
            from language in MailTextLanguage.All
            select (
                chosen.FirstOrDefault(row => row.Kind == kind && row.Language == language)
                ?? new()
                {
                    MemberId = memberId,
                    Kind = kind,
                    Language = language,
                }
            ).Details(all),
        ]);
    }
}
