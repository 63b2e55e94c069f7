using Siim94.ITSM.Features.AbsenceFiles;
using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.BulkChanges;
using Siim94.ITSM.Features.Calls;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Costs;
using Siim94.ITSM.Features.Disputes;
using Siim94.ITSM.Features.Documents;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.FigureImpact;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.ListFiles;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Mailboxes;
using Siim94.ITSM.Features.MemberYears;
using Siim94.ITSM.Features.Notices;
using Siim94.ITSM.Features.Organisation;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Reconciliation;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Reports;
using Siim94.ITSM.Features.ReportSchedules;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.TicketExports;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;
using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM;

/// <summary>
/// The contents page: every feature, from what is logged up to what is printed of it. Each says in its own file what it brings.
/// </summary>
static class Program
{
    static Task<int> Main(string[] args) => CommandLine.Run(args);

    /// <summary>Services of the features, for every door. Recurring jobs are in <see cref="JobSchedule"/>.</summary>
    public static void AddFeatures(IServiceCollection services) =>
        services
            .AddAccounts()
            .AddReferentials()
            .AddFacts()
            .AddPeople()
            .AddTimeLog()
            .AddAbsences()
            .AddApproval()
            .AddBulkChanges()
            .AddAttachments()
            .AddTickets()
            .AddInterventions()
            .AddTraining()
            .AddRollUps()
            .AddTables()
            .AddDocuments()
            .AddPivot()
            .AddFigureImpact()
            .AddKeyFigures()
            .AddMail()
            .AddMailboxes()
            .AddNotices()
            .AddReportSchedules()
            .AddDisputes()
            .AddClosing()
            .AddAllocation()
            .AddCosts()
            .AddImports()
            .AddWeeks();

    /// <summary>Addresses of the features under <c>/api/v1</c>.</summary>
    public static void MapFeatures(RouteGroupBuilder api)
    {
        api.MapAccounts();
        api.MapOrganisation();
        api.MapReferentials();
        api.MapPeople();
        api.MapKeyFigures();
        api.MapTimeLog();
        api.MapAbsences();
        api.MapApproval();
        api.MapBulkChanges();
        api.MapAttachments();
        api.MapTickets();
        api.MapViews();
        api.MapTemplates();
        api.MapRecurrentTickets();
        api.MapTicketExports();
        api.MapAbsenceFiles();
        api.MapListFiles();
        api.MapInterventions();
        api.MapCalls();
        api.MapTraining();
        api.MapRollUps();
        api.MapReports();
        api.MapDocuments();
        api.MapPivot();
        api.MapFigureImpact();
        api.MapMailboxes();
        api.MapNotices();
        api.MapReportSchedules();
        api.MapMemberYears();
        api.MapDisputes();
        api.MapReconciliation();
        api.MapClosing();
        api.MapAllocation();
        api.MapCosts();
        api.MapImports();
        api.MapWeeks();
    }
}
