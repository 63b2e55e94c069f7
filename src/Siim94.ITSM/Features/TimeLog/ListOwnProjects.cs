using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Codes of the projects that one has logged time on in a period.</summary>
[Requires(Permission.LogTime)]
public sealed record ListOwnProjects(DateOnly From, DateOnly To) : IQuery<IReadOnlyList<string>>;

sealed class ListOwnProjectsHandler(Db db, ReferentialLookup codes, CurrentUser user)
    : IRequestHandler<ListOwnProjects, IReadOnlyList<string>>
{
    public async Task<IReadOnlyList<string>> Handle(ListOwnProjects list, CancellationToken ct)
    {
        if (user.AgentId is not { } agentId)
            return [];
        var all = await codes.Referentials(ct);
        var ids = await db.Query<long>(
            ProjectIdsSql,
            new
            {
                AgentId = agentId,
                list.From,
                list.To,
            },
            ct
        );
        return [.. ids.Select(id => all.Projects[id].Code)];
    }

    const string ProjectIdsSql = """
        SELECT DISTINCT t.ProjectId
        FROM TimeEntries t
        WHERE t.AgentId = @AgentId AND t.WorkedOn BETWEEN @From AND @To AND t.ProjectId IS NOT NULL
        """;
}
