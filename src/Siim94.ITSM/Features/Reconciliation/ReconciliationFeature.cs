using System.Text.Json;

namespace Siim94.ITSM.Features.Reconciliation;

static class ReconciliationFeature
{
    public static void MapReconciliation(this RouteGroupBuilder api) =>
        api.MapPost("/reconciliations", (Api api, JsonElement file) => api.Send(new ReconcilePublished { File = Read(file) }))
            .Sends<ReconcilePublished>()
            .WithTags("Rapprochement")
            .Produces<ReconciliationResult>()
            .WithSummary("Compares published tables with the ledger and with one another; writes nothing")
            .WithDescription("Cell by cell and total by total.");

    static PublishedFile Read(JsonElement file)
    {
        try
        {
            return PublishedFile.Read(file);
        }
        catch (PublishedFileException broken)
        {
            throw new Refusal(422, "reconciliation.not-a-published-file", Words.NotAPublishedFile, broken.Errors);
        }
    }
}
