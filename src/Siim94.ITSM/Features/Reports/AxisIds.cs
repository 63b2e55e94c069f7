using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Reports;

/// <summary>Axes of tables in terms of the referentials: columns, ids, codes and names.</summary>
sealed class AxisIds(Referentials.Referentials all)
{
    /// <summary>The column that lines carry an axis in.</summary>
    public static string ColumnOf(Axis axis) => axis switch
    {
        Axis.Team => "TeamId",
        Axis.Activity => "ActivityId",
        Axis.SubActivity => "SubActivityId",
        Axis.Domain or Axis.UpperDomain => "DomainId",
        Axis.Application => "ApplicationId",
        Axis.Project => "ProjectId",
        Axis.Member => "MemberId",
        Axis.TrainingCategory => "CategoryId",
        _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "Lines carry no such column."),
    };

    public IEnumerable<Department> Departments => all.Departments.OrderBy(department => department.Id);

    public long DepartmentOfTeam(long teamId) => all.Teams[teamId].DepartmentId;

    public IReadOnlyList<long> TeamsOf(string department)
    {
        var id = all.Departments.Find(department)[0].Id;
        return [.. all.Teams.Where(team => team.DepartmentId == id).Select(team => team.Id)];
    }

    public IReadOnlyList<long> ActivitiesOf(string department)
    {
        var id = all.Departments.Find(department)[0].Id;
        return [.. all.Activities.Where(activity => activity.DepartmentId == id && activity.ParentId is null).Select(activity => activity.Id)];
    }

    public IReadOnlyList<long> Resolve(Axis axis, string code) => [.. RowsOf(axis).Where(row => row.Code == code).SelectMany(row => LineIdsOf(axis, row.Id))];

    /// <summary>The domain that a domain counts in at the upper level.</summary>
    public long UpperDomain(long domainId) => all.Domains[domainId].ParentId ?? domainId;

    /// <summary>Ids that lines counted in a row carry.</summary>
    public IReadOnlyList<long> LineIdsOf(Axis axis, long id) =>
        axis is Axis.UpperDomain ? [id, .. all.Domains.Where(domain => domain.ParentId == id).Select(domain => domain.Id)] : [id];

    public string KeyOf(Axis axis, long id) => Row(axis, id).Code;
    public string LabelOf(Axis axis, long id) => Row(axis, id).Name;
    public long RankOf(Axis axis, long id) => Row(axis, id) is Activity activity ? activity.SortOrder : id;

    ReferentialRow Row(Axis axis, long id) => axis switch
    {
        Axis.Team => all.Teams[id],
        Axis.Department => all.Departments[id],
        Axis.Activity or Axis.SubActivity => all.Activities[id],
        Axis.Domain or Axis.UpperDomain => all.Domains[id],
        Axis.Application => all.Applications[id],
        Axis.Project => all.Projects[id],
        Axis.Member => all.Members[id],
        Axis.TrainingCategory => all.TrainingCategories[id],
        _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "No referential."),
    };

    IEnumerable<ReferentialRow> RowsOf(Axis axis) => axis switch
    {
        Axis.Activity or Axis.SubActivity => all.Activities,
        Axis.Domain or Axis.UpperDomain => all.Domains,
        Axis.Application => all.Applications,
        Axis.Project => all.Projects,
        Axis.Member => all.Members,
        Axis.TrainingCategory => all.TrainingCategories,
        Axis.Team => all.Teams,
        _ => all.Departments,
    };
}
