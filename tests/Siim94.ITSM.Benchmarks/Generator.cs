using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Benchmarks;

/// <summary>Makes a database of any size out of the demo's, the same one every time: by SQL, so that the product is not asked.</summary>
static class Generator
{
    // A line's axes vary like those of colleagues who work on the same things, not without end.
    const int Variants = 4;

    const int MessagesOfATicket = 5;

    const string EntryColumns = """
        AgentId, TeamId, QuantityMicros, Unit, Minutes, MicroDays, ActivityId, SubActivityId, DomainId, ApplicationId, TicketId,
        InterventionId, HotlineShiftId, TrainingSessionId, Source, Note, CreatedByUserId, CreatedAt, Version
        """;
    const string TicketColumns = """
        Description, RequesterName, Channel, Type, Urgency, Impact, Priority, ApplicationId, DomainId, AssignedAgentId, AssignedTeamId,
        Solution, CreatedByUserId, Version
        """;

    /// <param name="from">Folder of the demo's database.</param>
    /// <param name="to">Folder of the new one.</param>
    /// <param name="size">Times the demo's 24,000 lines of 2014 to 2017 and 2,500 tickets; 1 leaves the lines as they are.</param>
    /// <param name="print">Told what was made.</param>
    public static async Task Fill(string from, string to, int size, Action<string, string> print)
    {
        var started = Stopwatch.GetTimestamp();
        Directory.CreateDirectory(to);
        await using (var demo = new SqliteConnection($"Data Source={Path.Combine(from, "itsm.db")}"))
        {
            await demo.OpenAsync();
            await Execute(demo, $"VACUUM INTO '{Path.Combine(to, "itsm.db")}'");
        }
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(to, "itsm.db")}");
        await connection.OpenAsync();
        await Execute(connection, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -1000000");
        // Made at the end they are sorted once.
        var indexes = await Indexes(connection, "TimeEntries", "Tickets", "TicketEvents");
        foreach (var (name, _) in indexes)
            await Execute(connection, $"DROP INDEX {name}");
        await Execute(
            connection,
            $"""
            BEGIN;
            WITH Copies (Nth) AS (SELECT 2 UNION ALL SELECT Nth + 1 FROM Copies WHERE Nth < {size})
            INSERT INTO TimeEntries (WorkedOn, MemberId, ProjectId, {EntryColumns})
            SELECT strftime('%Y', e.WorkedOn)
                       || substr(date('2015-01-01', ((strftime('%j', e.WorkedOn) + 37 * c.Nth) % 365) || ' days'), 5),
                   CASE WHEN e.MemberId IS NOT NULL THEN 1 + (e.MemberId + c.Nth % {Variants}) % (SELECT COUNT(*) FROM Members) END,
                   CASE WHEN e.ProjectId IS NOT NULL THEN 1 + (e.ProjectId + c.Nth % {Variants}) % (SELECT COUNT(*) FROM Projects) END,
                   {EntryColumns}
            FROM Copies c CROSS JOIN TimeEntries e
            WHERE {size} > 1 AND e.WorkedOn < '2018-01-01';

            WITH Copies (Nth) AS (SELECT 1 UNION ALL SELECT Nth + 1 FROM Copies WHERE Nth < {Tickets(size)})
            INSERT INTO Tickets (Title, MemberId, Status, OpenedAt, OpenedOn, TakenInChargeAt, TakenInChargeOn, ResolvedAt, ResolvedOn,
                ClosedAt, ClosedOn, {TicketColumns})
            SELECT t.Title || ' poste' || (c.Nth * 7919 % 20011) || ' salle' || (c.Nth * 31 % 977), 1 + (t.MemberId + c.Nth) % 20,
                   CASE WHEN c.Nth % 50 = 0 THEN 'new' ELSE 'closed' END, d.Day || 'T09:00:00.000Z', d.Day,
                   CASE WHEN c.Nth % 50 > 0 THEN d.Day || 'T10:00:00.000Z' END, CASE WHEN c.Nth % 50 > 0 THEN d.Day END,
                   CASE WHEN c.Nth % 50 > 0 THEN d.Day || 'T11:00:00.000Z' END, CASE WHEN c.Nth % 50 > 0 THEN d.Day END,
                   CASE WHEN c.Nth % 50 > 0 THEN d.Day || 'T12:00:00.000Z' END, CASE WHEN c.Nth % 50 > 0 THEN d.Day END,
                   {TicketColumns}
            FROM Copies c
            JOIN Tickets t ON t.Id = 1 + c.Nth % 480
            JOIN (
                WITH Days (Nth, Day) AS (SELECT 0, '2014-01-01' UNION ALL SELECT Nth + 1, date(Day, '1 day') FROM Days WHERE Nth < 1460)
                SELECT Nth, Day FROM Days
            ) d ON d.Nth = c.Nth * 1461 / ({Tickets(size)} + 1);

            INSERT INTO TicketEvents (TicketId, At, UserId, Kind, FromStatus, ToStatus, Text, IsPrivate)
            SELECT t.Id, t.OpenedAt, NULL, 'open', NULL, 'new', NULL, 0 FROM Tickets t
            WHERE t.Id > (SELECT MAX(TicketId) FROM TicketEvents);

            WITH Messages (Nth) AS (SELECT 1 UNION ALL SELECT Nth + 1 FROM Messages WHERE Nth < {MessagesOfATicket})
            INSERT INTO TicketEvents (TicketId, At, UserId, Kind, FromStatus, ToStatus, Text, IsPrivate)
            SELECT t.Id, t.OpenedAt, 1 + m.Nth % 3, 'follow-up', NULL, NULL,
                   'Le poste' || ((t.Id + m.Nth) * 7919 % 20011) || ' est vu par le service' || (t.Id * m.Nth % 613) || ', suite demain.',
                   m.Nth % 2
            FROM Tickets t CROSS JOIN Messages m
            WHERE t.Id > (SELECT MAX(Id) - {Tickets(size)} FROM Tickets);
            COMMIT;
            """
        );
        foreach (var (_, sql) in indexes)
            await Execute(connection, sql);
        await Execute(
            connection,
            """
            INSERT INTO DirtyDays (Fact, Day, MarkedAt) SELECT DISTINCT 'work', WorkedOn, '2018-01-01T00:00:00.000Z' FROM TimeEntries;
            INSERT INTO DirtyDays (Fact, Day, MarkedAt) SELECT DISTINCT 'tickets', OpenedOn, '2018-01-01T00:00:00.000Z' FROM Tickets;
            -- The product splits their words when it starts, as those of a database that an earlier version has left.
            INSERT INTO TicketWords (Word, TicketId)
            SELECT '', t.Id FROM Tickets t WHERE NOT EXISTS (SELECT w.TicketId FROM TicketWords w WHERE w.TicketId = t.Id);
            PRAGMA journal_mode = WAL;
            """
        );
        await Execute(connection, PeopleSql(Math.Min(1_250 * size, 50_000)));
        print(
            $"size {size}, written by SQL",
            $"{Stopwatch.GetElapsedTime(started).TotalSeconds:N0} s, {await Count(connection, "TimeEntries"):N0} lines, "
                + $"{await Count(connection, "Tickets"):N0} tickets, {await Count(connection, "TicketEvents"):N0} steps and messages, "
                + $"{await Count(connection, "People"):N0} people"
        );
    }

    // A hundred and thirty first names, some thousand surnames; the words as the product splits them, which for such names SQL can.
    static string PeopleSql(int count) =>
        $"""
            BEGIN;
            WITH Copies (Nth) AS (SELECT 1 UNION ALL SELECT Nth + 1 FROM Copies WHERE Nth < {count}),
                 Parts (Nth, First, Surname) AS (
                     SELECT Nth,
                            substr('AnneJeanPaulZoeeLiseMarcNoraYvesEmmaHugo', 1 + 4 * (Nth * 7 % 10), 4) || char(97 + Nth % 26),
                            substr('BerDurMarLefMorGirRouFauBlaCheVidPerGauRenColArnMeuNoePicLam', 1 + 3 * (Nth / 5 % 20), 3)
                                || substr('bertonnardletierauxinelgnoulauvryandhom', 1 + 2 * (Nth / 100 % 20), 2)
                                || char(97 + Nth / 2000 % 26)
                     FROM Copies
                 )
            INSERT INTO People (Name, SortName, NameKey, MemberId, IsVip, Language, IsActive, CreatedAt, Version)
            SELECT First || ' ' || Surname, lower(First || ' ' || Surname), lower(First || ' ' || Surname), 1 + Nth % 16, 0, 'fr', 1,
                   '2017-01-01T00:00:00.000Z', 1
            FROM Parts;
            INSERT INTO PersonContacts (PersonId, Kind, Position, Text, ContactKey)
            SELECT p.Id, 'mail', 0, replace(p.SortName, ' ', '.') || p.Id || '@ville.example',
                   replace(p.SortName, ' ', '.') || p.Id || '@ville.example'
            FROM People p
            WHERE NOT EXISTS (SELECT 1 FROM PersonContacts c WHERE c.PersonId = p.Id);
            INSERT INTO PersonContacts (PersonId, Kind, Position, Text, ContactKey)
            SELECT p.Id, 'phone', 0, printf('0199%06d', p.Id), printf('0199%06d', p.Id)
            FROM People p
            WHERE NOT EXISTS (SELECT 1 FROM PersonContacts c WHERE c.PersonId = p.Id AND c.Kind = 'phone');
            WITH Lengths (Start) AS (SELECT 1 UNION ALL SELECT Start + 1 FROM Lengths WHERE Start < 60),
                 Split (PersonId, Word) AS (
                     SELECT p.Id, substr(p.SortName, 1, instr(p.SortName, ' ') - 1) FROM People p WHERE instr(p.SortName, ' ') > 0
                     UNION ALL
                     SELECT p.Id, substr(p.SortName, instr(p.SortName, ' ') + 1) FROM People p
                     UNION ALL
                     SELECT c.PersonId, replace(replace(c.ContactKey, '.', ''), '@', '') FROM PersonContacts c
                 )
            INSERT OR IGNORE INTO PersonWords (Word, PersonId)
            SELECT substr(s.Word, l.Start, 40) AS Word, s.PersonId
            FROM Split s
            JOIN Lengths l ON l.Start <= length(s.Word)
            ORDER BY 1, 2;
            COMMIT;
            """;

    public static async Task<long> Count(SqliteConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static int Tickets(int size) => 2_500 * size;

    static async Task<List<(string Name, string Sql)>> Indexes(SqliteConnection connection, params string[] tables)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
            + $"AND tbl_name IN ('{string.Join("', '", tables)}')";
        var indexes = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            indexes.Add((reader.GetString(0), reader.GetString(1)));
        return indexes;
    }

    static async Task Execute(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 3600;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
