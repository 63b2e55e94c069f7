using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.AbsenceFiles;

/// <summary>Balances to take away as a table: an import of allowances reads it again.</summary>
static class BalanceFile
{
    public static ListFile<AbsenceBalance> Of(Api api, ListAbsenceBalances list) =>
        new("soldes", Absences.Words.Allowances, Columns, _ => api.Send(list)) { Frozen = 2 };

    static IReadOnlyList<ListColumn<AbsenceBalance>> Columns(bool areCodes) =>
        [
            new(CommonWords.Agent, "agent", balance => SheetCell.Of(areCodes ? balance.Agent : balance.AgentName)),
            new(Absences.Words.Kind, "kind", balance => SheetCell.Of(areCodes ? balance.Kind : balance.KindName)),
            new(CommonWords.Year, "year", balance => SheetCell.Of(balance.Year, 0)),
            new(Absences.Words.AllowanceDays, "allowance", balance => SheetCell.Of(balance.Allowance, 1)),
            new(Absences.Words.Taken, "taken", balance => SheetCell.Of(balance.Taken, 1)),
            new(Absences.Words.AskedFor, "asked", balance => SheetCell.Of(balance.Asked, 1)),
            new(Absences.Words.Left, "left", balance => SheetCell.Of(balance.Left, 1)),
        ];
}
