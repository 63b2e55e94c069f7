using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Chooses what one is told, and how; kinds left out stay as they were.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ChooseNotices : ICommand<NoticeChoices>
{
    public IReadOnlyList<NoticeChoice>? Items { get; set; }

    /// <summary>When mail comes; left out, it stays as it was.</summary>
    public NoticeHours? Hours { get; set; }
}

sealed class ChooseNoticesValidator : AbstractValidator<ChooseNotices>
{
    public ChooseNoticesValidator()
    {
        RuleFor(c => c.Items).NotEmpty().When(c => c.Hours is null).WithMessage(_ => CommonWords.FieldMissing);
        RuleForEach(c => c.Items)
            .Must(choice => choice is not null && NoticeKind.All.Contains(choice.Kind))
            .WithMessage(_ => Words.KindUnknown)
            .Must(choice => choice is not { IsMailed: true } || NoticeKind.HasMail(choice.Kind))
            .WithMessage(_ => Words.NotMailed);
        When(
            c => c.Hours is not null,
            () =>
            {
                RuleFor(c => c.Hours!.QuietFrom).Must(IsTime).WithMessage(_ => Words.TimeUnknown);
                RuleFor(c => c.Hours!.QuietUntil).Must(IsTime).WithMessage(_ => Words.TimeUnknown);
                RuleFor(c => c.Hours!.DigestAt).Must(IsTime).WithMessage(_ => Words.TimeUnknown);
                RuleFor(c => c.Hours!.QuietUntil)
                    .Must((choice, until) => string.IsNullOrEmpty(until) == string.IsNullOrEmpty(choice.Hours!.QuietFrom))
                    .WithMessage(_ => Words.QuietHalf);
            }
        );
    }

    static bool IsTime(string? text) => string.IsNullOrEmpty(text) || MailHours.Parse(text) is not null;
}

sealed class ChooseNoticesHandler(Db db, CurrentUser user, MailHoursStore hours, IMediator mediator)
    : IRequestHandler<ChooseNotices, NoticeChoices>
{
    public async Task<NoticeChoices> Handle(ChooseNotices request, CancellationToken ct)
    {
        foreach (var choice in (request.Items ?? []).DistinctBy(choice => choice.Kind))
        {
            var row = new
            {
                user.UserId,
                choice.Kind,
                choice.IsShown,
                choice.IsMailed,
                choice.IsPopped,
            };
            if (await db.Execute(UpdateSql, row, ct) == 0)
                await db.Execute(InsertSql, row, ct);
        }
        if (request.Hours is { } chosen)
            await hours.Set(
                user.UserId,
                new(MailHours.Parse(chosen.QuietFrom), MailHours.Parse(chosen.QuietUntil), MailHours.Parse(chosen.DigestAt)),
                ct
            );
        return await mediator.Send(new GetNoticeChoices(), ct);
    }

    const string UpdateSql = """
        UPDATE NoticeChoices
        SET IsShown = @IsShown, IsMailed = @IsMailed, IsPopped = @IsPopped
        WHERE UserId = @UserId AND Kind = @Kind
        """;

    const string InsertSql = """
        INSERT INTO NoticeChoices (UserId, Kind, IsShown, IsMailed, IsPopped) VALUES (@UserId, @Kind, @IsShown, @IsMailed, @IsPopped)
        """;
}
