using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Imports;

namespace Siim94.ITSM.Features.AbsenceFiles;

/// <summary>Absences as a calendar: whole days as days, halves by the hours that an office keeps.</summary>
static class AbsenceCalendar
{
    static readonly TimeOnly MorningFrom = new(9, 0),
        MorningTo = new(12, 0),
        AfternoonFrom = new(14, 0),
        AfternoonTo = new(17, 0);

    public static async Task<IResult> Ics(Api api, ListAbsences list)
    {
        var calendar = new Calendar { ProductId = "-//Siim94.ITSM//Absences//FR" };
        var stamp = new CalDateTime(api.Now, "UTC");
        await foreach (var page in AbsencePages.Of(api, list, await api.Send(list)))
        foreach (var absence in page.Where(absence => absence.Status != AbsenceStatus.Refused))
            calendar.Events.Add(EventOf(absence, stamp));
        return Results.File(
            Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar) ?? ""),
            "text/calendar; charset=utf-8",
            AbsencePages.NameOf(api, "ics")
        );
    }

    static CalendarEvent EventOf(AbsenceDetails absence, CalDateTime stamp)
    {
        var (isFromNoon, isUntilNoon) = (absence.FromHalf == HalfDays.Afternoon, absence.ToHalf == HalfDays.Morning);
        var areDays = !isFromNoon && !isUntilNoon;
        var held = new CalendarEvent
        {
            Uid = $"absence-{absence.Id}@siim94-itsm",
            DtStamp = stamp,
            Summary = $"{absence.AgentName} : {absence.KindName}",
            Description = absence.Note,
            Status = absence.Status == AbsenceStatus.Approved ? "CONFIRMED" : "TENTATIVE",
            Start = areDays ? new CalDateTime(absence.From) : At(absence.From, isFromNoon ? AfternoonFrom : MorningFrom),
            End = areDays ? new CalDateTime(absence.To.AddDays(1)) : At(absence.To, isUntilNoon ? MorningTo : AfternoonTo),
        };
        if (absence.Kind is { } kind)
            held.Categories.Add(kind);
        held.AddProperty(CalendarRows.AgentProperty, absence.Agent);
        return held;
    }

    static CalDateTime At(DateOnly day, TimeOnly time) => new(Paris.ToUtc(day.ToDateTime(time)), "UTC");
}
