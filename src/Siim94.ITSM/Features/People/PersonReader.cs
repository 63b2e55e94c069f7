using Dapper;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.People;

/// <summary>Reads the directory within the reader's reach.</summary>
sealed class PersonReader(Db db, PersonStore store, DuplicateFinder duplicates, ReferentialLookup codes, CurrentUser user)
{
    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<PersonDetails> Get(long id, CancellationToken ct)
    {
        var row = await store.Row(id, ct);
        var line = (await Lines([row], ct))[0];
        return new(line) { Duplicates = row is { MergedIntoId: null, ErasedAt: null } ? await duplicates.Of(row, ct) : [] };
    }

    public async Task<Page<PersonLine>> List(ListPeople list, CancellationToken ct)
    {
        var limit = Paging.LimitOf(list.Limit);
        var order = PersonOrder.Parse(list.Sort)!;
        var (conditions, parameters) = await Asked(list, limit + 1, ct);
        if (list.After is not null)
        {
            conditions.Add(order.Behind);
            parameters.AddDynamicParams(order.Read(list.After)!);
        }
        var rows = await db.Query<PersonRow>(ListStatement(db.Dialect, conditions, order), parameters, ct);
        var lines = await Lines(rows, ct);
        return Page<PersonLine>.Of(lines, limit, line => order.CursorOf((rows.First(row => row.Id == line.Id), line), line.Id));
    }

    /// <summary>On all pages of a list together.</summary>
    public async Task<int> Count(ListPeople list, CancellationToken ct)
    {
        var (conditions, parameters) = await Asked(list, 0, ct);
        return await db.FirstOrDefault<int>(CountStatement(conditions), parameters, ct);
    }

    async Task<(List<string> Conditions, DynamicParameters Parameters)> Asked(ListPeople list, int take, CancellationToken ct)
    {
        var text = list.Q?.Trim() ?? "";
        var words = PersonWords.SoughtBy(text);
        var finding = await Finding(words, ct);
        var memberId = codes.Find((await codes.Referentials(ct)).Members, "Member", list.Member, null)?.Id;
        var parameters = new DynamicParameters(
            new
            {
                MemberId = memberId,
                ScopeMemberIds = user.MemberScope,
                Take = take,
            }
        );
        for (var word = 0; word < words.Count; word++)
        {
            parameters.Add($"From{word}", words[word]);
            parameters.Add($"Until{word}", PersonWords.Behind(words[word]));
        }
        List<string> conditions =
        [
            list.IncludeInactive is true ? ThereWhereSql : ActiveWhereSql,
            .. memberId is null ? [] : (string[])[MemberWhereSql],
            .. user.SeesAllMembers ? [] : (string[])[ScopeWhereSql],
            .. words.Select((_, word) => word == finding ? FoundBy(word) : Holds(word)),
            .. text.Length > 0 && words.Count == 0 ? (string[])[NothingWhereSql] : [],
        ];
        return (conditions, parameters);
    }

    /// <summary>
    /// The word that finds the people, the others being looked up in each: the rarest. A single one that many have is looked up as the list
    /// is walked, which soon fills a page.
    /// </summary>
    async Task<int?> Finding(IReadOnlyList<string> words, CancellationToken ct)
    {
        var (rarest, least) = ((int?)null, Common);
        for (var word = 0; word < words.Count; word++)
        {
            var range = new
            {
                From = words[word],
                Until = PersonWords.Behind(words[word]),
                Take = least,
            };
            if (await db.FirstOrDefault<int>(CountWordStatement(db.Dialect), range, ct) is var count && count < least)
                (rarest, least) = (word, count);
        }
        return rarest ?? (words.Count > 1 ? 0 : null);
    }

    // So many that a walk in the order of names soon meets some.
    const int Common = 10_000;

    static string CountWordStatement(SqlDialect dialect) =>
        "SELECT COUNT(*) FROM (SELECT w.PersonId FROM PersonWords w WHERE w.Word >= @From AND w.Word < @Until "
        + $"ORDER BY w.Word, w.PersonId{dialect.FirstRows}) f";

    // Whoever was merged or erased is not active.
    const string ActiveWhereSql = "p.IsActive = 1";
    const string ThereWhereSql = "p.MergedIntoId IS NULL AND p.ErasedAt IS NULL";
    const string MemberWhereSql = "p.MemberId = @MemberId";
    const string ScopeWhereSql = "p.MemberId IN @ScopeMemberIds";

    // Signs alone are in no text that is searched.
    const string NothingWhereSql = "p.Id < 0";

    static string FoundBy(int word) =>
        $"p.Id IN (SELECT w.PersonId FROM PersonWords w WHERE w.Word >= @From{word} AND w.Word < @Until{word})";

    static string Holds(int word) =>
        $"(SELECT COUNT(*) FROM PersonWords w WHERE w.PersonId = p.Id AND w.Word >= @From{word} AND w.Word < @Until{word}) > 0";

    static string ListStatement(
        SqlDialect dialect,
        IReadOnlyCollection<string> conditions,
        ListOrder<(PersonRow Row, PersonLine Line)> order
    ) => $"{PersonStore.SelectPeopleSql} WHERE {string.Join(" AND ", conditions)}{order.OrderBy}{dialect.FirstRows}";

    static string CountStatement(IReadOnlyCollection<string> conditions) =>
        $"SELECT COUNT(*) FROM People p WHERE {string.Join(" AND ", conditions)}";

    /// <summary>Every statement this reader can compose, for the checks on both engines: each condition alone, and all of them.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        string[] conditions = [ActiveWhereSql, ThereWhereSql, MemberWhereSql, ScopeWhereSql, NothingWhereSql, FoundBy(0), Holds(1)];
        return
        [
            .. conditions.Select(condition => ListStatement(dialect, [condition], PersonOrder.Parse(null)!)),
            .. conditions.Select(condition => CountStatement([condition])),
            .. PersonOrder.Every.Select(order => ListStatement(dialect, [.. conditions, order.Behind], order)),
            CountWordStatement(dialect),
        ];
    }

    /// <summary>People as lists show them, with whom to reach them by.</summary>
    public async Task<IReadOnlyList<PersonLine>> Lines(IReadOnlyList<PersonRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];
        var all = await codes.Referentials(ct);
        var contacts = (await store.Contacts(rows.Select(row => row.Id), ct)).ToLookup(contact => (contact.PersonId, contact.Kind));
        var userIds = rows.Select(row => row.UserId).OfType<long>().ToList();
        var logins =
            userIds.Count == 0
                ? new Dictionary<long, string>()
                : (await db.Query<LoginRow>(LoginsSql, new { Ids = userIds }, ct)).ToDictionary(login => login.Id, login => login.Login);
        return
        [
            .. rows.Select(row => new PersonLine
            {
                Id = row.Id,
                Name = row.Name,
                Emails = [.. contacts[(row.Id, PersonContact.Email)].Select(contact => contact.Text)],
                Phones = [.. contacts[(row.Id, PersonContact.Phone)].Select(contact => contact.Text)],
                Member = all.Members[row.MemberId].Code,
                MemberName = all.Members[row.MemberId].Name,
                Site = all.Sites.CodeOf(row.SiteId),
                SiteName = all.Sites.NameOf(row.SiteId),
                Room = row.Room,
                Function = row.JobTitle,
                IsVip = row.IsVip,
                Language = row.Language,
                Account = user.Can(Permission.ManagePeople) && row.UserId is { } userId ? logins.GetValueOrDefault(userId) : null,
                IsActive = row.IsActive,
                MergedInto = row.MergedIntoId,
                IsErased = row.ErasedAt is not null,
                Version = row.Version,
            }),
        ];
    }

    const string LoginsSql = "SELECT u.Id, u.Login FROM Users u WHERE u.Id IN @Ids";

    sealed record LoginRow
    {
        public long Id { get; init; }
        public string Login { get; init; } = "";
    }
}
