using System.Globalization;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Tests.Features.Mail;

/// <summary>A kind of mail of the tests' own.</summary>
sealed class GreetingMail(Dispatcher dispatcher) : IMailWriter
{
    /// <summary>What a greeting cannot be written about.</summary>
    public const long Unspeakable = 13;

    public string Kind => "greeting";

    public async Task<MailContent> Write(ClaimedMail mail, CancellationToken ct)
    {
        if (mail.SubjectId == Unspeakable)
            throw new InvalidOperationException("No words.");
        var reader = await dispatcher.Send(new GetSession(), new UserIdentity(mail.UserId), ct: ct);
        var text = $"{CultureInfo.CurrentUICulture.Name} {reader.Login}";
        return new($"Bonjour {mail.SubjectId} {reader.DisplayName}", text, $"<p>{text}</p>");
    }

    /// <summary>Adds the kind to a product.</summary>
    public static void AddTo(IServiceCollection services) =>
        services.AddSingleton<IMailWriter, GreetingMail>().AddScoped<IRequestHandler<Greet, int>, GreetHandler>();
}

/// <summary>Greets people, once a day.</summary>
/// <returns>How many greetings are new.</returns>
[Requires(Permission.ManageJobs)]
sealed record Greet(string Kind, long SubjectId, params IReadOnlyCollection<UserIdentity> Recipients) : ICommand<int>;

sealed class GreetHandler(Outbox outbox, TimeProvider clock) : IRequestHandler<Greet, int>
{
    public Task<int> Handle(Greet request, CancellationToken ct) =>
        outbox.Add(
            request.Kind,
            request.SubjectId,
            Paris.Today(clock).ToString("O", CultureInfo.InvariantCulture),
            clock.GetUtcNow().UtcDateTime,
            [.. request.Recipients.Select(recipient => recipient.UserId)],
            ct
        );
}
