namespace Siim94.ITSM.Features.History;

/// <summary>What the history tells, in the reader's language. What it does not know keeps the name that programs give it.</summary>
static class HistoryWords
{
    public static string Subject(string subject) =>
        subject switch
        {
            "account" => Words.SubjectAccount,
            "token" => Words.SubjectToken,
            "ticket-task" => Words.SubjectTicketTask,
            "organisation" => Words.SubjectOrganisation,
            "closing" => Words.SubjectClosing,
            "timesheet" => Words.SubjectTimesheet,
            "team-approval" => Words.SubjectTeamApproval,
            "day-lock" => Words.SubjectDayLock,
            "time-correction" => Words.SubjectTimeCorrection,
            "table" => Words.SubjectTable,
            "chapter" => Words.SubjectChapter,
            "document" => Words.SubjectDocument,
            "dispute" => Words.SubjectDispute,
            "report-schedule" => Words.SubjectReportSchedule,
            "import" => Words.SubjectImport,
            "mail" => Words.SubjectMail,
            "mailbox" => Words.SubjectMailbox,
            "mail-text" => Words.SubjectMailText,
            "mail-domain" => Words.SubjectMailDomain,
            "bulk-change" => Words.SubjectBulkChange,
            "shelf-item" => Words.SubjectShelfItem,
            "recurrent-ticket" => Words.SubjectRecurrentTicket,
            "allocation" => Words.SubjectAllocation,
            "allocation-key" => Words.SubjectAllocationKey,
            "allocation-pot" => Words.SubjectAllocationPot,
            "key-figure" => Words.SubjectKeyFigure,
            "absence" => Words.SubjectAbsence,
            "absence-kind" => Words.SubjectAbsenceKind,
            "absence-allowance" => Words.SubjectAbsenceAllowance,
            "work-pattern" => Words.SubjectWorkPattern,
            "closure" => Words.SubjectClosure,
            "reminder" => Words.SubjectReminder,
            "department"
            or "team"
            or "member"
            or "site"
            or "agent"
            or "activity"
            or "domain"
            or "application"
            or "project"
            or "training-category"
            or "group"
            or "category" => Words.SubjectReferential,
            "person" => Words.SubjectPerson,
            _ => subject,
        };

    public static string Action(string action) =>
        action switch
        {
            "add" => Words.ActionAdd,
            "add-version" => Words.ActionAddVersion,
            "change" => Words.ActionChange,
            "delete" => Words.ActionDelete,
            "rename" => Words.ActionRename,
            "close" => Words.ActionClose,
            "reopen" => Words.ActionReopen,
            "succeed" => Words.ActionSucceed,
            "revoke-succession" => Words.ActionRevokeSuccession,
            "add-alias" => Words.ActionAddAlias,
            "post" => Words.ActionPost,
            "choose-leaders" => Words.ActionChooseLeaders,
            "approve" => Words.ActionApprove,
            "refuse" => Words.ActionRefuse,
            "set-value" => Words.ActionSetValue,
            "delete-value" => Words.ActionDeleteValue,
            "set-count" => Words.ActionSetCount,
            "set-contribution" => Words.ActionSetContribution,
            "set-day-cost" => Words.ActionSetDayCost,
            "propose" => Words.ActionPropose,
            "accept" => Words.ActionAccept,
            "reject" => Words.ActionReject,
            "replace" => Words.ActionReplace,
            "pause" => Words.ActionPause,
            "resume" => Words.ActionResume,
            "leave" => Words.ActionLeave,
            "leave-mail" => Words.ActionLeaveMail,
            "send-now" => Words.ActionSendNow,
            "resend" => Words.ActionResend,
            "import" => Words.ActionImport,
            "undo" => Words.ActionUndo,
            "restore" => Words.ActionRestore,
            "cancel" => Words.ActionCancel,
            "draft" => Words.ActionDraft,
            "submit" => Words.ActionSubmit,
            "return" => Words.ActionReturn,
            "recall" => Words.ActionRecall,
            "submitted" => Words.ActionSubmitted,
            "reviewed" => Words.ActionReviewed,
            "change-password" => Words.ActionChangePassword,
            "reset-password" => Words.ActionResetPassword,
            "recover-password" => Words.ActionRecoverPassword,
            "disable" => Words.ActionDisable,
            "enable" => Words.ActionEnable,
            "revoke" => Words.ActionRevoke,
            "end-session" => Words.ActionEndSession,
            "lift-delays" => Words.ActionLiftDelays,
            "open" => Words.ActionOpen,
            "take-charge" => Words.ActionTakeCharge,
            "plan" => Words.ActionPlan,
            "hold" => Words.ActionHold,
            "resolve" => Words.ActionResolve,
            "attach" => Words.ActionAttach,
            "detach" => Words.ActionDetach,
            "assign" => Words.ActionAssign,
            "escalate" => Words.ActionEscalate,
            "hand" => Words.ActionHand,
            "observers" => Words.ActionObservers,
            "merge" => Words.ActionMerge,
            "erase" => Words.ActionErase,
            "keep-apart" => Words.ActionKeepApart,
            _ => action,
        };
}
