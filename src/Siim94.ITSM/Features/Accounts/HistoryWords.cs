namespace Siim94.ITSM.Features.Accounts;

/// <summary>What the history tells, in the reader's language. What it does not know keeps the name that programs give it.</summary>
static class HistoryWords
{
    public static string Subject(string subject) =>
        subject switch
        {
            "account" => Words.SubjectAccount,
            "token" => Words.SubjectToken,
            "organisation" => Words.SubjectOrganisation,
            "closing" => Words.SubjectClosing,
            "table" => Words.SubjectTable,
            "chapter" => Words.SubjectChapter,
            "document" => Words.SubjectDocument,
            "dispute" => Words.SubjectDispute,
            "report-schedule" => Words.SubjectReportSchedule,
            "import" => Words.SubjectImport,
            "bulk-change" => Words.SubjectBulkChange,
            "allocation" => Words.SubjectAllocation,
            "allocation-key" => Words.SubjectAllocationKey,
            "allocation-pot" => Words.SubjectAllocationPot,
            "key-figure" => Words.SubjectKeyFigure,
            "department"
            or "team"
            or "member"
            or "site"
            or "agent"
            or "activity"
            or "domain"
            or "application"
            or "project"
            or "training-category" => Words.SubjectReferential,
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
            "send-now" => Words.ActionSendNow,
            "resend" => Words.ActionResend,
            "import" => Words.ActionImport,
            "undo" => Words.ActionUndo,
            "cancel" => Words.ActionCancel,
            "draft" => Words.ActionDraft,
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
            _ => action,
        };
}
