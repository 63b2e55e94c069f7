using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Imports;

namespace Siim94.ITSM.Tests.Features.Imports;

/// <summary>What an importer does, and what the job does for them.</summary>
static class Importing
{
    public static Task<ImportDetails> Upload(
        this TestApp app,
        byte[] file,
        string kind = ImportKind.TimeEntries,
        string name = "lignes.csv",
        UserIdentity? by = null,
        string? key = null
    ) =>
        ImportUpload.Run(
            app.Dispatcher(),
            by ?? UserIdentity.System,
            new StartImport { Kind = kind, FileName = name },
            new MemoryStream(file),
            key,
            default
        );

    public static Task<ImportDetails> Upload(
        this TestApp app,
        string text,
        string kind = ImportKind.TimeEntries,
        UserIdentity? by = null
    ) => app.Upload(Encoding.UTF8.GetBytes(text), kind, by: by);

    /// <summary>Asks for a check as the preview proposes, in days where no unit is said, and does the job's work.</summary>
    public static async Task<ImportDetails> Check(this TestApp app, long id, Action<CheckImport>? change = null, UserIdentity? by = null)
    {
        var check = new CheckImport
        {
            Id = id,
            Mapping = (await app.SendAs(by ?? UserIdentity.System, new PreviewImport { Id = id })).Proposal,
        };
        check.Mapping.Unit ??= "d";
        change?.Invoke(check);
        await app.SendAs(by ?? UserIdentity.System, check);
        return await app.Work(id);
    }

    public static async Task<ImportDetails> Commit(
        this TestApp app,
        long id,
        bool skipRefused = false,
        bool sameFile = false,
        UserIdentity? by = null
    )
    {
        await app.SendAs(
            by ?? UserIdentity.System,
            new CommitImport
            {
                Id = id,
                SkipRefused = skipRefused,
                ConfirmSameFile = sameFile,
            }
        );
        return await app.Work(id);
    }

    public static async Task<ImportDetails> Undo(this TestApp app, long id)
    {
        await app.Send(new UndoImport(id));
        return await app.Work(id);
    }

    /// <summary>What the job does.</summary>
    public static async Task<ImportDetails> Work(this TestApp app, long id)
    {
        await ImportWork.Run(app.Dispatcher(), id, default);
        return await app.Send(new GetImport(id));
    }

    /// <summary>The whole way, from a file to its lines.</summary>
    public static async Task<ImportDetails> Import(this TestApp app, string text, string kind = ImportKind.TimeEntries)
    {
        var id = (await app.Upload(text, kind)).Id;
        await app.Check(id);
        return await app.Commit(id);
    }

    public static Dispatcher Dispatcher(this TestApp app) => app.Services.GetRequiredService<Dispatcher>();

    public static Task<int> Count(this TestApp app, string table) =>
        app.Query(db => db.FirstOrDefault<int>($"SELECT COUNT(*) FROM {table}", null, default));
}
