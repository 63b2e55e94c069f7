using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Says why the work on an import has stopped: it goes back to where people can do something about it.</summary>
[Requires(Permission.ManageJobs)]
sealed record StopImport(ImportRow Import, string Message) : ICommand<Unit>;

sealed class StopImportHandler(ImportStates states) : IRequestHandler<StopImport, Unit>
{
    const int LongestMessage = 2_000;

    public async Task<Unit> Handle(StopImport request, CancellationToken ct)
    {
        var back = request.Import.State switch
        {
            ImportState.Importing => ImportState.Checked,
            ImportState.Undoing => ImportState.Imported,
            _ => ImportState.Uploaded,
        };
        await states.TryMove(
            request.Import,
            back,
            request.Message.Length <= LongestMessage ? request.Message : request.Message[..LongestMessage],
            ct
        );
        return Unit.Value;
    }
}
