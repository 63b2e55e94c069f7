using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Puts at everybody's hand what a desk writes and does every day: canned answers, templates of tickets and macros.</summary>
sealed class PresentShelf(Dispatcher dispatcher)
{
    static readonly (string Name, string Text)[] Answers =
    [
        ("Accusé de réception", "Bonjour {{demandeur}},\n\nvotre demande n° {{numero}} est entre nos mains.\n\n{{agent}}"),
        ("Redémarrer le poste", "Bonjour {{demandeur}},\n\nredémarrez votre poste, puis dites-nous si la gêne demeure.\n\n{{agent}}"),
        (
            "Précisions attendues",
            "Bonjour {{demandeur}},\n\npour « {{titre}} », dites-nous :\n\n- depuis quand ;\n- sur quel poste ;\n- ce qui s'affiche."
        ),
        ("Mot de passe renouvelé", "Votre mot de passe est renouvelé : choisissez le vôtre à la prochaine connexion."),
        ("Passage prévu", "Un technicien passera vous voir. Laissez votre poste allumé et votre session fermée."),
    ];

    public async Task Build(CancellationToken ct)
    {
        foreach (var (name, text) in Answers)
            await Send(
                new AddCannedAnswer
                {
                    Name = name,
                    Text = text,
                    Visibility = Visibility.Everybody,
                }
            );

        await Send(
            new AddTicketTemplate
            {
                Name = "Arrivée d'un agent",
                Visibility = Visibility.Everybody,
                Fields = new()
                {
                    Title = "Arrivée d'un agent",
                    Description = "Nom et service :\n\nDate d'arrivée :\n\nApplications à ouvrir :",
                    Type = TicketType.Request,
                    Category = "COMPTE",
                },
                Mandatory = ["member", "description"],
            }
        );
        await Send(
            new AddTicketTemplate
            {
                Name = "Imprimante en panne",
                Visibility = Visibility.Everybody,
                Fields = new()
                {
                    Title = "Imprimante en panne",
                    Type = TicketType.Incident,
                    Category = "MATERIEL-IMPRESSION",
                },
                Mandatory = ["site"],
            }
        );

        await Send(
            new AddMacro
            {
                Name = "Je m'en occupe",
                Visibility = Visibility.Everybody,
                Changes = new() { Assignee = "me", Message = "Bonjour {{demandeur}},\n\nje m'occupe de votre demande.\n\n{{agent}}" },
            }
        );
        await Send(
            new AddMacro
            {
                Name = "En attente du demandeur",
                Visibility = Visibility.Everybody,
                Changes = new()
                {
                    Status = TicketStatus.Pending,
                    Reason = "Réponse du demandeur",
                    Message = "Il nous manque une précision pour aller plus loin. Merci de répondre ici.",
                },
            }
        );

        Task Send<TAnswer>(ICommand<TAnswer> command) => dispatcher.Send(command, UserIdentity.System, ct: ct);
    }
}
