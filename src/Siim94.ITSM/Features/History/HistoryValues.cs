using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Costs;
using Siim94.ITSM.Features.Disputes;
using Siim94.ITSM.Features.Documents;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Mailboxes;
using Siim94.ITSM.Features.ReportSchedules;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.History;

/// <summary>What readers call the values that programs write by a code of their own.</summary>
static class HistoryValues
{
    /// <summary>Its name in the reader's language; null for what is no such code.</summary>
    public static string? Of(string subject, string field, string value) =>
        (subject, field) switch
        {
            ("ticket", "status") => Known(value, TicketStatus.All, TicketStatus.NameOf),
            (_, "channel") => Known(value, TicketChannel.All, TicketChannel.NameOf),
            (_, "type") => Known(value, TicketType.All, TicketType.NameOf),
            ("ticket", "impact") when int.TryParse(value, out var level) && level is >= 1 and <= 5 => TicketPriority.ImpactNameOf(
                TicketPriority.CodeOf(level)
            ),
            ("ticket", "urgency" or "priority") when int.TryParse(value, out var level) && level is >= 1 and <= 6 => TicketPriority.NameOf(
                TicketPriority.CodeOf(level)
            ),
            (_, "impact") => Known(value, TicketPriority.UrgencyCodes, TicketPriority.ImpactNameOf),
            (_, "urgency" or "priority") => Known(value, TicketPriority.All, TicketPriority.NameOf),
            ("intervention", "kind") => Known(value, InterventionKind.All, InterventionKind.NameOf),
            ("import", "kind") => Known(value, ImportKind.All, ImportKind.NameOf),
            ("key-figure", "kind") => Known(value, KeyFigureKind.All, KeyFigureKind.NameOf),
            ("absence", "status") => Known(value, AbsenceStatus.All, AbsenceStatus.NameOf),
            ("dispute", "state") => Known(value, DisputeState.All, DisputeState.NameOf),
            ("time-correction", "state") => Known(value, CorrectionState.All, CorrectionState.NameOf),
            ("allocation", "state") => Known(value, AllocationState.All, AllocationState.NameOf),
            ("timesheet", "state") => Known(
                value,
                [TimesheetState.Open, TimesheetState.Submitted, TimesheetState.Approved, TimesheetState.Returned],
                TimesheetState.NameOf
            ),
            ("chapter", "state") => Known(
                value,
                [TextState.None, TextState.Draft, TextState.Submitted, TextState.Reviewed, TextState.Published],
                TextState.NameOf
            ),
            ("recurrent-ticket", "unit") => Known(value, RecurrenceUnit.All, RecurrenceUnit.NameOf),
            (_, "unit") => value == "d" ? TimeLog.Words.DayUnit : null,
            ("table", "visibility") => Known(value, TableVisibility.All, TableVisibility.NameOf),
            ("shelf-item", "visibility") => Known(value, Visibility.All, Visibility.NameOf),
            (_, "role") => Known(value, RoleWords.All, RoleWords.NameOf),
            (_, "nature") => Known(value, ContributionNature.All, ContributionNature.NameOf),
            (_, "takes") => Known(value, PotTakes.All, PotTakes.NameOf),
            (_, "cycle") => Known(value, ApprovalCycle.All, ApprovalCycle.NameOf),
            (_, "approver") => Known(value, Approver.All, Approver.NameOf),
            (_, "frequency") => Known(value, [Frequency.Weekly, Frequency.Monthly], ScheduleWords.FrequencyName),
            (_, "security") => Known(value, MailboxSecurity.All, MailboxSecurity.NameOf),
            (_, "measure") => Known(value, [.. AllocationMeasure.Simple, AllocationMeasure.Blend], AllocationMeasure.NameOf),
            (_, "fromHalf" or "toHalf") => value switch
            {
                "morning" => Words.Morning,
                "afternoon" => Words.Afternoon,
                _ => null,
            },
            _ => null,
        };

    static string? Known(string value, IEnumerable<string> codes, Func<string, string> nameOf) =>
        codes.Contains(value) ? nameOf(value) : null;
}
