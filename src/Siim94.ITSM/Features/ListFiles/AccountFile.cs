using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ListFiles;

/// <summary>Accounts to take away, as their list shows them.</summary>
static class AccountFile
{
    public static ListFile<AccountLine> Of(Api api, ListAccounts list) =>
        new("comptes", Shell.Words.Accounts, Columns, _ => api.Send(list));

    // Programs want codes where people want names.
    static IReadOnlyList<ListColumn<AccountLine>> Columns(bool areCodes) =>
        [
            new(Shell.Words.Login, "login", account => SheetCell.Of(account.Login)),
            new(Accounts.Words.DisplayName, "displayName", account => SheetCell.Of(account.DisplayName)),
            new(Accounts.Words.RoleLabel, "role", account => SheetCell.Of(areCodes ? account.Role : RoleWords.NameOf(account.Role))),
            new(Accounts.Words.Attachment, "attachment", account => SheetCell.Of(account.Member ?? account.Agent)),
            new(Accounts.Words.Email, "email", account => SheetCell.Of(account.Email)),
            new(CommonWords.State, "isDisabled", account => SheetCell.Of(StateOf(account, areCodes))),
        ];

    static string? StateOf(AccountLine account, bool isCode) =>
        isCode ? (account.IsDisabled ? "true" : "false")
        : account.IsDisabled ? Accounts.Words.Disabled
        : null;
}
