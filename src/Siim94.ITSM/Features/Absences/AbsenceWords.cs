using Siim94.ITSM.Features.Absences.Calendars;

namespace Siim94.ITSM.Features.Absences;

/// <summary>Absences in the reader's language.</summary>
static class AbsenceWords
{
    /// <summary>« RTT du 03/03/2026 (après-midi) au 06/03/2026 ».</summary>
    public static string Of(AbsenceDetails absence) => $"{absence.KindName} {Period(absence)}";

    /// <summary>« du 03/03/2026 (après-midi) au 06/03/2026 », « le 03/03/2026 (matin) ».</summary>
    public static string Period(AbsenceDetails absence) => Period(absence.From, absence.FromHalf, absence.To, absence.ToHalf);

    public static string Period(DateOnly from, string fromHalf, DateOnly to, string toHalf)
    {
        var (isFromNoon, isUntilNoon) = (fromHalf == HalfDays.Afternoon, toHalf == HalfDays.Morning);
        if (from == to)
            return string.Format(Words.OnDay, from)
                + (
                    isFromNoon ? $" ({Words.Afternoon})"
                    : isUntilNoon ? $" ({Words.Morning})"
                    : ""
                );
        return string.Format(Words.FromTo, from, isFromNoon ? $" ({Words.Afternoon})" : "", to, isUntilNoon ? $" ({Words.Morning})" : "");
    }
}
