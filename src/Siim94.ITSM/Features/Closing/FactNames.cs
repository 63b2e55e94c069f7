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
            _ when fact.StartsWith("visit", StringComparison.Ordinal) => Words.FactVisits,
            _ => Words.FactTickets,
        };
}
