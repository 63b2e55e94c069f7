using System.Text.Json;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// People of the directory from a file: each goes through <see cref="AddPerson"/>. Somebody whose address is there already is not added
/// twice.
/// </summary>
sealed class PersonImport(
    Db db,
    PersonStore store,
    ReferentialLookup codes,
    IValidator<AddPerson> validator,
    IMediator mediator,
    Audit audit,
    TimeProvider clock
) : RequestImport<StagedPerson>(db, audit)
{
    static readonly HashSet<string> Yes = ["oui", "yes", "vrai", "true", "1", "x", "vip", "actif", "active"];
    static readonly HashSet<string> No = ["non", "no", "faux", "false", "0", "inactif", "inactive", "parti"];

    public override async Task<object?> Check(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        var person = new AddPerson
        {
            Name = NameOf(row),
            Member = Known("member", all.Members),
            Site = Known("site", all.Sites),
            Emails = Several("emails"),
            Phones = Several("phones"),
            Room = row.Text("room"),
            Function = row.Text("function"),
            Language = row.Text("language")?.ToLowerInvariant() is { Length: >= 2 } language ? language[..2] : null,
            IsVip = Flag("isVip") ?? false,
            IsActive = Flag("isActive"),
        };
        foreach (var (field, messages) in (await validator.ValidateAsync(person, ct)).ToDictionary())
            row.Add([KeyValuePair.Create(field.Split('[')[0], messages)]);
        if (row.HasProblems)
            return null;
        var (resolved, contacts) = await store.Resolve(person, null, ct);
        foreach (var email in contacts.Where(contact => contact.Kind == PersonContact.Email).Select(contact => contact.ContactKey))
            if (!run.Emails.Add(email))
                row.Add("emails", Words.TwiceInFile);
            else if (await Db.FirstOrDefault<string>(OwnerSql, new { Key = email }, ct) is { } owner)
                row.Add("emails", string.Format(Words.PersonThere, owner));
        if (row.HasProblems)
            return null;
        run.Sums.Add(all.Members[resolved.MemberId].Name, Paris.Today(clock));
        row.Understand("member", all.Members[resolved.MemberId].Name);
        return new
        {
            ImportId = run.Import.Id,
            RowNumber = row.Number,
            RequestJson = JsonSerializer.Serialize(person),
        };

        string? Known<T>(string field, ReferentialSet<T> set)
            where T : ReferentialRow => row.Spelling(field, set.Kind, text => set.Find(text).Count > 0);

        IReadOnlyList<string> Several(string field) =>
            (row.Text(field) ?? "").Split([',', ';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        bool? Flag(string field)
        {
            if (row.Text(field) is not { } text)
                return null;
            var folded = Folding.Fold(text);
            if (Yes.Contains(folded) || No.Contains(folded))
                return Yes.Contains(folded);
            row.Add(field, Words.FlagNotUnderstood);
            return null;
        }
    }

    /// <summary>In one column, or in two.</summary>
    static string? NameOf(RowFields row)
    {
        var parts = new[] { row.Text("firstName"), row.Text("name") }.OfType<string>().ToList();
        return parts.Count == 0 ? null : string.Join(' ', parts);
    }

    const string OwnerSql = """
        SELECT p.Name
        FROM PersonContacts c
        JOIN People p ON p.Id = c.PersonId
        WHERE c.Kind = 'mail' AND c.ContactKey = @Key
        ORDER BY p.Id
        """;

    public override Task JudgeOthers(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        Open("member", all.Members);
        Open("site", all.Sites);
        return Task.CompletedTask;

        void Open<T>(string field, ReferentialSet<T> set)
            where T : ReferentialRow
        {
            if (row.IsWrong(field) || row.Text(field) is not { } text || set.Find(run.Chosen(set.Kind, text)) is not [var found])
                return;
            if (!found.IsOpenOn(Paris.Today(clock)) || !codes.IsWithinReach(found))
                row.Add(ReferentialErrors.Closed(field, found));
        }
    }

    public override string InsertStagedSql => InsertStagedPersonSql;
    const string InsertStagedPersonSql =
        "INSERT INTO StagedPeople (ImportId, RowNumber, RequestJson) VALUES (@ImportId, @RowNumber, @RequestJson)";

    public override string DeleteStagedSql => DeleteStagedPeopleSql;
    const string DeleteStagedPeopleSql = "DELETE FROM StagedPeople WHERE ImportId = @ImportId AND RowNumber BETWEEN @FromRow AND @ToRow";

    public override string StagedRangeSql => StagedPeopleRangeSql;
    const string StagedPeopleRangeSql =
        "SELECT MIN(s.RowNumber) AS FirstRow, MAX(s.RowNumber) AS LastRow FROM StagedPeople s WHERE s.ImportId = @ImportId";

    protected override async Task WriteRow(long importId, StagedPerson row, CancellationToken ct)
    {
        var added = await mediator.Send(JsonSerializer.Deserialize<AddPerson>(row.RequestJson)!, ct);
        await Db.Execute(
            SetPersonSql,
            new
            {
                ImportId = importId,
                row.RowNumber,
                PersonId = added.Id,
            },
            ct
        );
    }

    const string SetPersonSql = "UPDATE StagedPeople SET PersonId = @PersonId WHERE ImportId = @ImportId AND RowNumber = @RowNumber";

    protected override string StagedSql => StagedPeopleSql;
    const string StagedPeopleSql = """
        SELECT s.RowNumber, s.RequestJson, s.PersonId
        FROM StagedPeople s
        WHERE s.ImportId = @ImportId
        ORDER BY s.RowNumber
        """;

    public override async Task RefuseRemoval(ImportRow import, CancellationToken ct)
    {
        await RefuseChanged(import, UntouchedSql, LastChangeSql, ct);
        if (await Db.FirstOrDefault<int>(UsedSql, new { ImportId = import.Id }, ct) is > 0 and var used)
            throw ImportErrors.UsedSince(used);
    }

    const string UntouchedSql = """
        SELECT COUNT(*) FROM StagedPeople s JOIN People p ON p.Id = s.PersonId WHERE s.ImportId = @ImportId AND p.Version = 1
        """;

    const string LastChangeSql = """
        SELECT a.At, u.DisplayName AS ByName
        FROM StagedPeople s
        JOIN People p ON p.Id = s.PersonId AND p.Version > 1
        JOIN AuditEntries a ON a.Subject = 'person' AND a.SubjectId = p.Id
        LEFT JOIN Users u ON u.Id = a.UserId
        WHERE s.ImportId = @ImportId
        ORDER BY a.At DESC
        """;

    const string UsedSql = """
        SELECT COUNT(*) FROM StagedPeople s
        WHERE s.ImportId = @ImportId
          AND (EXISTS (SELECT t.Id FROM Tickets t WHERE t.RequesterPersonId = s.PersonId)
            OR EXISTS (SELECT o.TicketId FROM TicketObservers o WHERE o.PersonId = s.PersonId)
            OR EXISTS (SELECT a.TicketId FROM TicketAffectedPeople a WHERE a.PersonId = s.PersonId))
        """;

    protected override Task RemoveRow(StagedPerson row, CancellationToken ct) => store.Delete(row.PersonId!.Value, ct);
}

/// <summary>A row of StagedPeople.</summary>
sealed record StagedPerson
{
    public int RowNumber { get; init; }
    public string RequestJson { get; init; } = "";
    public long? PersonId { get; init; }
}
