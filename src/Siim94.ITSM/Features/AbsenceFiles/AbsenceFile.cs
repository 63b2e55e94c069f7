using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.AbsenceFiles;

/// <summary>Absences to take away as a table, one a line: an import of absences reads it again.</summary>
static class AbsenceFile
{
    public static ListFile<AbsenceDetails> Of(Api api, ListAbsences list) =>
        new("absences", Absences.Words.Absences, Columns, after => api.Send(list with { After = after })) { Frozen = 3 };

    static IReadOnlyList<ListColumn<AbsenceDetails>> Columns(bool areCodes)
    {
        return
        [
            new(CommonWords.Agent, "agent", absence => SheetCell.Of(areCodes ? absence.Agent : absence.AgentName)),
            new(Absences.Words.Team, "team", absence => SheetCell.Of(absence.Team)),
            new(Absences.Words.Kind, "kind", absence => SheetCell.Of(areCodes ? absence.Kind : absence.KindName)),
            new(Absences.Words.From, "from", absence => SheetCell.Of(absence.From)),
            new(Absences.Words.To, "to", absence => SheetCell.Of(absence.To)),
            new(Words.FromHalf, "fromHalf", absence => Half(absence.FromHalf)),
            new(Words.ToHalf, "toHalf", absence => Half(absence.ToHalf)),
            new(Words.Status, "status", absence => SheetCell.Of(areCodes ? absence.Status : AbsenceStatus.NameOf(absence.Status))),
            new(CommonWords.Note, "note", absence => SheetCell.Of(absence.Note)),
        ];

        SheetCell Half(string half) =>
            SheetCell.Of(
                areCodes ? half
                : half == HalfDays.Morning ? Absences.Words.Morning
                : Absences.Words.Afternoon
            );
    }
}
