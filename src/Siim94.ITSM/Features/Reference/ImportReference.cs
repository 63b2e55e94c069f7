using System.Reflection;
using System.Text.Json;
using MediatR;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Reference;

/// <summary>
/// Fills empty referentials with the syndicate's own, from <c>db/seed/reference.json</c>. Does nothing when there are members already.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record ImportReference : ICommand<Unit>;

sealed class ImportReferenceHandler(Db db) : IRequestHandler<ImportReference, Unit>
{
    public async Task<Unit> Handle(ImportReference request, CancellationToken ct)
    {
        if (await db.FirstOrDefault<int>(MemberCountSql, null, ct) > 0)
            return Unit.Value;
        var file = ReferenceFile.Read();

        var departments = new Dictionary<string, long>();
        foreach (var row in file.Departments)
            departments[row.Code] = await Insert(
                "department",
                row,
                ReferentialSql.InsertDepartmentSql,
                new
                {
                    row.Code,
                    row.Name,
                    ParentId = IdOf(departments, row.Parent),
                },
                ct
            );
        var teams = new Dictionary<string, long>();
        foreach (var row in file.Teams)
            teams[row.Code] = await Insert(
                "team",
                row,
                ReferentialSql.InsertTeamSql,
                new
                {
                    row.Code,
                    row.Name,
                    DepartmentId = departments[row.Department!],
                    row.FullTimeHundredths,
                },
                ct
            );

        var members = new Dictionary<string, long>();
        foreach (var row in file.Members)
            members[row.Code] = await Insert(
                "member",
                row,
                ReferentialSql.InsertMemberSql,
                new
                {
                    row.Code,
                    row.Name,
                    row.Kind,
                    ParentId = IdOf(members, row.Parent),
                },
                ct
            );

        var domains = new Dictionary<string, long>();
        foreach (var row in file.Domains.OrderBy(d => d.Parent is not null))
            domains[row.Code] = await Insert(
                "domain",
                row,
                ReferentialSql.InsertDomainSql,
                new
                {
                    row.Code,
                    row.Name,
                    row.Kind,
                    ParentId = IdOf(domains, row.Parent),
                },
                ct
            );
        foreach (var row in file.Applications)
            await Insert(
                "application",
                row,
                ReferentialSql.InsertApplicationSql,
                new
                {
                    row.Code,
                    row.Name,
                    DomainId = IdOf(domains, row.Domain),
                    TeamId = IdOf(teams, row.Team),
                    LeaderAgentId = (long?)null,
                },
                ct
            );
        foreach (var row in file.Groups)
            await Insert(
                "group",
                row,
                ReferentialSql.InsertGroupSql,
                new
                {
                    row.Code,
                    row.Name,
                    TeamId = IdOf(teams, row.Team),
                    SupportLevel = row.Level,
                },
                ct
            );
        var categories = new Dictionary<string, long>();
        foreach (var row in file.Categories)
            categories[row.Code] = await Insert(
                "category",
                row,
                ReferentialSql.InsertCategorySql,
                new
                {
                    row.Code,
                    row.Name,
                    ParentId = IdOf(categories, row.Parent),
                },
                ct
            );

        var activities = new Dictionary<string, long>();
        foreach (var (order, row) in file.Activities.Index())
            activities[row.Code] = await Insert(
                "activity",
                row,
                ReferentialSql.InsertActivitySql,
                new
                {
                    row.Code,
                    row.Name,
                    DepartmentId = departments[row.Department!],
                    ParentId = IdOf(activities, row.Parent),
                    DomainRule = row.Domain,
                    row.DomainKind,
                    ApplicationRule = row.Application,
                    ProjectRule = row.Project,
                    MemberRule = row.Member,
                    row.IsForEveryTeam,
                    SortOrder = order + 1,
                },
                ct
            );
        foreach (var row in file.TrainingCategories)
            await Insert(
                "training-category",
                row,
                ReferentialSql.InsertTrainingCategorySql,
                new
                {
                    row.Code,
                    row.Name,
                    SubActivityId = activities[row.SubActivity!],
                },
                ct
            );

        foreach (var row in file.KeyFigures)
        {
            var id = await Insert(
                "key-figure",
                row,
                KeyFigureSql.InsertKeyFigureSql,
                new
                {
                    row.Code,
                    row.Name,
                    GroupName = row.Group,
                    row.Unit,
                    row.Kind,
                    DomainId = IdOf(domains, row.Domain),
                    DepartmentId = (long?)null,
                    Grade = (string?)null,
                    IsMonthly = false,
                },
                ct
            );
            foreach (var (year, value) in row.Values)
                await db.Execute(
                    KeyFigureSql.InsertKeyFigureValueSql,
                    new
                    {
                        KeyFigureId = id,
                        Period = int.Parse(year),
                        ValueMicros = (long)(value * WorkDay.MicrosPerUnit),
                        row.Source,
                        Note = (string?)null,
                    },
                    ct
                );
        }
        foreach (var row in file.Staff)
        {
            var department = file.Departments.Single(d => d.Code == row.Department);
            var id = await db.Insert(
                KeyFigureSql.InsertKeyFigureSql,
                StaffFigure.Row(
                    new()
                    {
                        Id = departments[department.Code],
                        Code = department.Code,
                        Name = department.Name,
                    },
                    null
                ),
                ct
            );
            foreach (var (year, value) in row.Values)
                await db.Execute(
                    KeyFigureSql.InsertKeyFigureValueSql,
                    new
                    {
                        KeyFigureId = id,
                        Period = int.Parse(year),
                        ValueMicros = (long)(value * WorkDay.MicrosPerUnit),
                        row.Source,
                        row.Note,
                    },
                    ct
                );
        }
        foreach (var row in file.Contributions)
        foreach (var (nature, amount) in row.Values)
            await db.Execute(
                ReferentialSql.InsertContributionSql,
                new
                {
                    MemberId = members[row.Member!],
                    row.Year,
                    Nature = nature,
                    AmountCents = (long)(amount * 100),
                },
                ct
            );
        await ReferentialCache.Touch(db, ct);
        return Unit.Value;
    }

    const string MemberCountSql = "SELECT COUNT(*) FROM Members";

    static long? IdOf(Dictionary<string, long> ids, string? code) => code is null ? null : ids[code];

    async Task<long> Insert(string referential, ReferenceRow row, string sql, object parameters, CancellationToken ct)
    {
        var id = await db.Insert(sql, parameters, ct);
        foreach (var label in row.Aliases.DistinctBy(Folding.Fold))
            await db.Execute(
                ReferentialSql.InsertAliasSql,
                new
                {
                    Referential = referential,
                    TargetId = id,
                    Label = label,
                    FoldedLabel = Folding.Fold(label),
                },
                ct
            );
        return id;
    }

    sealed record ReferenceFile
    {
        public List<ReferenceRow> Departments { get; init; } = [];
        public List<ReferenceRow> Teams { get; init; } = [];
        public List<ReferenceRow> Members { get; init; } = [];
        public List<ReferenceRow> Activities { get; init; } = [];
        public List<ReferenceRow> Domains { get; init; } = [];
        public List<ReferenceRow> Applications { get; init; } = [];
        public List<ReferenceRow> Groups { get; init; } = [];
        public List<ReferenceRow> Categories { get; init; } = [];
        public List<ReferenceRow> TrainingCategories { get; init; } = [];
        public List<ReferenceRow> KeyFigures { get; init; } = [];
        public List<ReferenceRow> Staff { get; init; } = [];
        public List<ReferenceRow> Contributions { get; init; } = [];

        public static ReferenceFile Read()
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("db/seed/reference.json")!;
            return JsonSerializer.Deserialize<ReferenceFile>(stream, JsonSerializerOptions.Web)!;
        }
    }

    sealed record ReferenceRow
    {
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string? Kind { get; init; }
        public string? Parent { get; init; }
        public string? Department { get; init; }
        public string? Team { get; init; }
        public int Level { get; init; }
        public int FullTimeHundredths { get; init; }
        public string? Domain { get; init; }
        public string? DomainKind { get; init; }
        public string? Application { get; init; }
        public string? Project { get; init; }
        public string? Member { get; init; }
        public bool IsForEveryTeam { get; init; }
        public string? SubActivity { get; init; }
        public string? Group { get; init; }
        public string? Unit { get; init; }
        public string? Source { get; init; }
        public string? Note { get; init; }
        public int Year { get; init; }
        public Dictionary<string, decimal> Values { get; init; } = [];
        public List<string> Aliases { get; init; } = [];
    }
}
