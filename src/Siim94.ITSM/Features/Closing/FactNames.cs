namespace Siim94.ITSM.Features.Closing;

/// <summary>Kinds of lines, for people.</summary>
static class FactNames
{
    public static string Of(string fact) =>
        fact switch
        {
            "work" => Words.FactWork,
            "hotline" => Words.FactHotline,
            "training" or "trainers" or "attendances" => Words.FactTraining,
            "key-figures" => Words.FactKeyFigures,
            "allocation-sources" or "allocation-shares" => Words.FactAllocations,
            "visits" or "visit-agents" or "visit-tickets" => Words.FactVisits,
            "tickets" or "tickets-opened" or "tickets-taken" or "tickets-resolved" or "tickets-closed" => Words.FactTickets,
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "Not a kind of lines."),
        };
}
