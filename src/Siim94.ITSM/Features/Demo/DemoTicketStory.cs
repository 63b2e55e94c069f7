using MediatR;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Demo;

/// <summary>A ticket of the demo and what became of it.</summary>
public sealed record DemoTicketStory(OpenTicket Opening, string Agent, TimeSpan UntilTaken, TimeSpan? UntilResolved, string Solution)
{
    static readonly (string Title, string Description, string? Application, string Type, string Solution)[] Cases =
    [
        (
            "Imprimante du service en panne",
            "L'imprimante affiche un bourrage alors qu'il n'y a pas de papier coincé.",
            null,
            TicketType.Incident,
            "Rouleau remplacé."
        ),
        (
            "Mot de passe de session oublié",
            "Compte verrouillé après plusieurs essais.",
            null,
            TicketType.Incident,
            "Compte déverrouillé, mot de passe renouvelé avec l'agent."
        ),
        (
            "Accès au dossier partagé",
            "Un nouvel agent doit lire et écrire dans le dossier du service.",
            null,
            TicketType.Request,
            "Droits ouverts après accord du responsable."
        ),
        (
            "Erreur à l'édition d'un mandat",
            "L'édition s'arrête avec un message d'erreur.",
            "CORIOLIS",
            TicketType.Incident,
            "Paramètre d'édition corrigé."
        ),
        (
            "Poste très lent depuis ce matin",
            "L'ouverture de session prend plus de dix minutes.",
            null,
            TicketType.Incident,
            "Profil nettoyé, mémoire ajoutée."
        ),
        ("Installer un second écran", "Pour le suivi des dossiers à l'accueil.", null, TicketType.Request, "Écran installé et réglé."),
        ("Calendrier partagé invisible", "Le calendrier de l'équipe n'apparaît plus.", "OUTLOOK", TicketType.Incident, "Partage rétabli."),
        (
            "Paie : bulletin introuvable",
            "Le bulletin du mois n'apparaît pas dans l'application.",
            "SEDIT-RH",
            TicketType.Incident,
            "Traitement du mois relancé."
        ),
        (
            "Coupure du réseau à l'accueil",
            "Plus de téléphone ni d'internet sur trois postes.",
            null,
            TicketType.Incident,
            "Commutateur redémarré, alimentation remplacée."
        ),
        (
            "Formulaire en ligne bloqué",
            "Le dossier famille ne s'enregistre pas.",
            "CONCERTO",
            TicketType.Incident,
            "Correctif de l'éditeur appliqué."
        ),
    ];

    static readonly string[] Levels = ["low", "medium", "medium", "medium", "high", "very-high"];
    static readonly string[] Channels =
    [
        TicketChannel.Phone,
        TicketChannel.Phone,
        TicketChannel.Phone,
        TicketChannel.Mail,
        TicketChannel.Portal,
    ];

    // One ticket in sixty is still open at the end.
    const int StillOpenEvery = 60;

    // The demo stops with its last year, in Paris: what would come later has not happened, and the year of the report is the last one with
    // figures.
    static readonly DateTime End = new(2017, 12, 31, 23, 0, 0, DateTimeKind.Utc);

    /// <summary>The story of a ticket, decided by its number.</summary>
    internal static DemoTicketStory Of(DemoTicket ticket, IReadOnlyList<DemoAgent> hotline)
    {
        var round = ticket.Number / StillOpenEvery; // shifts the choices, so that tickets still open are not all alike
        var what = Cases[(ticket.Number * 7 + round) % Cases.Length];
        return new(
            new()
            {
                Title = what.Title,
                Description = what.Description,
                Member = ticket.Member,
                Application = what.Application,
                Type = what.Type,
                Channel = Channels[ticket.Number % Channels.Length],
                Urgency = Levels[ticket.Number % Levels.Length],
                Impact = Levels[ticket.Number / 3 % Levels.Length],
                OpenedAt = ticket.OpenedAt,
            },
            hotline[(ticket.Number + round) % hotline.Count].Code,
            TimeSpan.FromMinutes(5 + ticket.Number * 13 % 90),
            ticket.Number % StillOpenEvery == StillOpenEvery - 1 ? null : TimeSpan.FromMinutes(120 + ticket.Number * 37 % 2_400),
            what.Solution
        );
    }

    internal async Task Tell(IMediator mediator, CancellationToken ct)
    {
        var opened = await mediator.Send(Opening, ct);
        await mediator.Send(
            new TakeTicketInCharge
            {
                Number = opened.Number,
                Agent = Agent,
                At = opened.OpenedAt + UntilTaken,
            },
            ct
        );
        if (opened.OpenedAt + UntilTaken + UntilResolved is not { } resolvedAt || resolvedAt >= End)
            return;
        await mediator.Send(
            new ResolveTicket
            {
                Number = opened.Number,
                Solution = Solution,
                At = resolvedAt,
            },
            ct
        );
        var closedAt = resolvedAt + TimeSpan.FromDays(3);
        if (closedAt < End)
            await mediator.Send(new CloseTicket { Number = opened.Number, At = closedAt }, ct);
    }
}
