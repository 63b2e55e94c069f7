using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Notices;

/// <summary>
/// Chooses the text of a kind of mail in a language, of a member or of all. Refused when somebody changed it meanwhile, or it has a
/// variable that is none.
/// </summary>
[Requires(Permission.ManageSettings)]
public sealed record SetMailText : MailTextFields, ICommand<MailTextDetails>
{
    [JsonIgnore]
    public long Version { get; set; }
}

sealed class SetMailTextValidator : AbstractValidator<SetMailText>
{
    public SetMailTextValidator() => Include(new MailTextFieldsValidator());
}

sealed class SetMailTextHandler(MailTextStore store, ReferentialLookup codes, TimeProvider clock, Audit audit)
    : IRequestHandler<SetMailText, MailTextDetails>
{
    public async Task<MailTextDetails> Handle(SetMailText request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var memberId = codes.Find(all.Members, "Member", request.Member, Paris.Today(clock))?.Id;
        var before = (await store.Of(memberId, ct)).FirstOrDefault(row => row.Kind == request.Kind && row.Language == request.Language);
        if ((before?.Version ?? 0) != request.Version)
            throw RequestErrors.ChangedMeanwhile();
        var (subject, intro, signature) = request.Text;
        var row = new MailTextRow
        {
            Id = before?.Id ?? 0,
            MemberId = memberId,
            Kind = request.Kind!,
            Language = request.Language!,
            Subject = subject,
            Intro = intro,
            Signature = signature,
            Version = request.Version,
        };
        if (before is null)
            row = row with { Id = await store.Add(row, ct) };
        else if (!await store.Change(row, ct))
            throw RequestErrors.ChangedMeanwhile();
        var after = (row with { Version = request.Version + 1 }).Details(all);
        await audit.Record("mail-text", row.Id, before is null ? "add" : "change", before?.Details(all), after, ct);
        return after;
    }
}
