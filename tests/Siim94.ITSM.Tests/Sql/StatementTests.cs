using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Siim94.ITSM.Tests.Sql;

/// <summary>Every SQL statement of the product, on both engines, without a server.</summary>
sealed partial class StatementTests
{
    const BindingFlags Everything = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;

    static readonly SqlDialect Sqlite = new SqliteDialect("unused"),
        SqlServer = new SqlServerDialect("Server=unused");

    static IEnumerable<Type> Types => typeof(CommandLine).Assembly.GetTypes();

    static IEnumerable<(string Name, string Sql)> Constants =>
        from type in Types
        from constant in type.GetFields(Everything)
        where constant.IsLiteral && constant.FieldType == typeof(string) && constant.Name.EndsWith("Sql", StringComparison.Ordinal)
        let sql = (string)constant.GetRawConstantValue()!
        where Statement().IsMatch(sql)
        select ($"{type.Name}.{constant.Name}", sql);

    static IEnumerable<(string Name, string Sql)> Composed(SqlDialect dialect) =>
        from type in Types
        let method = type.GetMethod("EveryStatement", Everything)
        where method is not null
        from statement in ((IEnumerable<string>)method.Invoke(null, [dialect])!).Distinct().Index()
        select ($"{type.Name} {statement.Index}", statement.Item);

    [Test]
    public void Finds_the_statements() => Assert.That(Constants.Count() + Composed(Sqlite).Count(), Is.GreaterThan(300));

    [Test]
    public async Task Sqlite_prepares_every_statement()
    {
        using var database = new SqliteSchema();
        var failures = new List<string>();
        foreach (var (name, sql) in Constants.Concat(Composed(Sqlite)))
        {
            await using var command = Command(database, "EXPLAIN", sql);
            try
            {
                await command.ExecuteNonQueryAsync();
            }
            catch (Microsoft.Data.Sqlite.SqliteException error)
            {
                failures.Add($"{name}: {error.Message}");
            }
        }
        Assert.That(failures, Is.Empty);
    }

    // What stands around them narrows the first two; somebody is erased once.
    static readonly string[] Parts = ["FactSource.WithAllocationSql", "FactSource.OpenAtSql", "ErasePersonHandler.MergedIntoSql"];

    // Grow without end.
    static readonly string[] Long =
    [
        "TimeEntries",
        "Tickets",
        "TicketEvents",
        "TicketWords",
        "AuditEntries",
        "AttachmentLinks",
        "Notices",
        "People",
        "PersonWords",
        "Absences",
    ];

    [Test]
    public async Task Sqlite_reads_no_long_table_from_end_to_end()
    {
        using var database = new SqliteSchema();
        var scans = new List<string>();
        foreach (var (name, sql) in Constants.Where(statement => statement.Sql.Contains('@')))
        {
            await using var command = Command(database, "EXPLAIN QUERY PLAN", sql);
            await using var plan = await command.ExecuteReaderAsync();
            while (await plan.ReadAsync())
                if (
                    Scan().Match(plan.GetString(3)) is { Success: true } scan
                    && Long.Any(table => Regex.IsMatch(sql, $@"\b{table}\s+{scan.Groups[1].Value}\b"))
                )
                    scans.Add(name);
        }
        Assert.That(scans.Distinct().Except(Parts), Is.Empty);
    }

    static Microsoft.Data.Sqlite.SqliteCommand Command(SqliteSchema database, string verb, string sql)
    {
        var bound = InList().Replace(sql, "IN ($1)");
        var command = database.Connection.CreateCommand();
        command.CommandText = $"{verb} {bound}";
        foreach (Match parameter in Parameter().Matches(bound))
            if (!command.Parameters.Contains(parameter.Value))
                command.Parameters.AddWithValue(parameter.Value, DBNull.Value);
        return command;
    }

    [GeneratedRegex(@"^SCAN (\w+)")]
    private static partial Regex Scan();

    [Test]
    public void Sql_server_parses_every_statement()
    {
        var parser = new TSql150Parser(initialQuotedIdentifiers: true);
        var failures = new List<string>();
        foreach (var (name, batch) in SqlServerBatches)
        {
            var parsed = parser.Parse(new StringReader(batch), out var errors);
            failures.AddRange(
                errors.Select(error => error.Message).Concat(SqlServerRules.Faults(parsed)).Select(fault => $"{name}: {fault}")
            );
        }
        Assert.That(failures, Is.Empty);
    }

    [TestCase("SELECT t.A, SUM(t.B) AS B FROM T t", "t.A is neither grouped nor aggregated")]
    [TestCase("SELECT t.A, t.C, COUNT(*) AS N FROM T t GROUP BY t.A", "t.C is neither grouped nor aggregated")]
    [TestCase("SELECT MAX(t.A, t.B) AS A FROM T t", "MAX takes one argument")]
    [TestCase("SELECT LENGTH(t.A) AS A FROM T t", "LENGTH is not a function of both engines")]
    [TestCase("SELECT q.A FROM (SELECT t.A, t.B + 1 FROM T t) q", "a column of an inner query has no name")]
    [TestCase("SELECT q.A FROM (SELECT t.A, s.A FROM T t JOIN S s ON s.Id = t.Id) q", "A is twice in an inner query")]
    [TestCase("SELECT DISTINCT t.A FROM T t ORDER BY t.B", "t.B orders what is distinct, and is not selected")]
    [TestCase("SELECT CONCAT(t.A, ' – ', t.B) AS C FROM T t", "' – ' depends on the code page of the server")]
    [TestCase(
        "WITH R AS (SELECT t.Id FROM T t UNION ALL SELECT t.Id FROM T t JOIN R r ON r.Id = t.A UNION ALL SELECT t.Id FROM T t "
            + "JOIN R r ON r.Id = t.B) SELECT r.Id FROM R r",
        "R has several recursive members"
    )]
    [TestCase("WITH R AS (SELECT t.Id FROM T t UNION ALL SELECT t.Id FROM T t JOIN R r ON r.Id = t.A) SELECT r.Id FROM R r", null)]
    [TestCase(
        "SELECT t.Year / 100 AS Y, COUNT(*) AS N FROM T t WHERE EXISTS (SELECT 1 FROM S s WHERE s.A = t.B) GROUP BY t.Year / 100",
        null
    )]
    public void Sql_server_refuses_what_only_parses(string sql, string? fault) =>
        Assert.That(
            SqlServerRules.Faults(new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out _)),
            Is.EqualTo(fault is null ? Array.Empty<string>() : [fault])
        );

    [Test]
    public async Task Sql_server_compiles_every_statement()
    {
        if (!TestDatabase.IsOnSqlServer)
            Assert.Ignore("ITSM_TEST_SQLSERVER is not set.");
        using var database = TestDatabase.Migrated();
        await using var connection = (SqlConnection)database.Dialect.Connect();
        await connection.OpenAsync();
        await Run("SET NOEXEC ON");
        var failures = new List<string>();
        foreach (var (name, batch) in SqlServerBatches)
        {
            try
            {
                await Run(batch);
            }
            catch (SqlException error)
            {
                failures.Add($"{name}: {error.Message}");
            }
        }
        Assert.That(failures, Is.Empty);

        async Task Run(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Every statement with its parameters declared as text, which converts to whatever they are compared with.</summary>
    static IEnumerable<(string Name, string Batch)> SqlServerBatches =>
        from statement in Constants
            .Concat(
                Constants
                    .Where(c => c.Sql.StartsWith("INSERT", StringComparison.Ordinal))
                    .Select(c => (c.Name, Sql: c.Sql + SqlServer.NewId))
            )
            .Concat(Composed(SqlServer))
        let parameters = Parameter().Matches(statement.Sql).Select(match => match.Value).Distinct()
        let declarations = string.Concat(
            parameters.Select(parameter => $"DECLARE {parameter} {(parameter == "@Take" ? "INT" : "NVARCHAR(200)")};")
        )
        select (statement.Name, $"{declarations} {InList().Replace(statement.Sql, "IN ($1)")}");

    sealed record ManyTypes
    {
        public long Id { get; init; }
        public int? Number { get; init; }
        public bool IsOpen { get; init; }
        public DateOnly? Day { get; init; }
        public DateTime At { get; init; }
        public string? Text { get; init; }
    }

    [TestCase(1, 1)]
    [TestCase(SqlServerRows.RowsPerStatement, 1)]
    [TestCase(SqlServerRows.RowsPerStatement + 1, 2)]
    public void Sql_server_takes_many_rows_as_one_text(int rows, int statements)
    {
        const string sql = """
            INSERT INTO T (Id, Number, IsOpen, Day, At, Text, Kind)
            VALUES (@Id, @Number, @IsOpen, @Day, @At, @Text, 'constant')
            """;
        var row = new ManyTypes
        {
            Id = long.MaxValue,
            At = new(2017, 3, 14, 9, 0, 0, 123, DateTimeKind.Utc),
            Text = "l'été \"",
        };
        var made = SqlServer.InsertAll(sql, [.. Enumerable.Repeat(row, rows)]).ToList();
        Assert.That(made, Has.Count.EqualTo(statements));
        var batch = $"DECLARE @Rows NVARCHAR(MAX); {made[0].Sql}";
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(batch), out var errors);
        Assert.That(errors.Select(error => error.Message), Is.Empty, batch);
        Assert.That(
            made[0].Sql,
            Does.EndWith(
                "SELECT r.Id, r.Number, r.IsOpen, r.Day, r.At, r.Text, 'constant' FROM OPENJSON(@Rows) WITH (Ordinal INT, Id BIGINT, "
                    + "Number INT, IsOpen BIT, Day DATE, At DATETIME2(3), Text NVARCHAR(MAX)) r ORDER BY r.Ordinal"
            )
        );
        var json = (string)made[0].Parameters.GetType().GetProperty("Rows")!.GetValue(made[0].Parameters)!;
        var first = System.Text.Json.JsonDocument.Parse(json).RootElement[0];
        Assert.That(first.GetProperty("Id").GetInt64(), Is.EqualTo(long.MaxValue));
        Assert.That(first.GetProperty("At").GetString(), Is.EqualTo("2017-03-14T09:00:00.123"));
        Assert.That(first.GetProperty("Text").GetString(), Is.EqualTo(row.Text));
        Assert.That(first.TryGetProperty("Number", out _), Is.False, "blank");
    }

    [TestCase(0, 1)]
    [TestCase(TypeHandlers.LongestParameterList - 1, TypeHandlers.LongestParameterList - 1)]
    [TestCase(TypeHandlers.LongestParameterList, 1)]
    [TestCase(5_000, 1)]
    public void Sql_server_takes_lists_of_any_length(int length, int parameters)
    {
        using var command = new SqlCommand("SELECT t.Id FROM Tickets t WHERE t.Id IN @Ids AND t.MemberId = @MemberId");
        TypeHandlers.Register(SqlServer);
        try
        {
#pragma warning disable CS0618 // what Dapper calls for every list
            SqlMapper.PackListParameters(command, "Ids", Enumerable.Range(1, length).Select(id => (long)id));
#pragma warning restore CS0618
        }
        finally
        {
            TypeHandlers.Register(Sqlite);
        }
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(command.CommandText), out var errors);
        Assert.That(errors.Select(error => error.Message), Is.Empty, command.CommandText);
        Assert.That(command.Parameters, Has.Count.EqualTo(parameters));
    }

    [Test]
    public void Only_the_dialect_knows_the_engine()
    {
        var strangers = Constants
            .Concat(Composed(SqlServer).Select(c => (c.Name, Sql: c.Sql.Replace(SqlServer.FirstRows, ""))))
            .Where(c => EngineWords().IsMatch(c.Sql))
            .Select(c => c.Name);
        var parameters = Constants
            .SelectMany(c => Parameter().Matches(c.Sql).Select(p => p.Value))
            .Where(p => !char.IsAsciiLetterUpper(p[1]))
            .Distinct();
        Assert.That(strangers, Is.Empty);
        Assert.That(parameters, Is.Empty);
    }

    [TestCase("SELECT e.Id FROM TimeEntries e WHERE e.WorkedOn BETWEEN @From AND @To AND e.AgentId = @AgentId ORDER BY e.WorkedOn, e.Id")]
    [TestCase("SELECT e.Id FROM TimeEntries e WHERE e.WorkedOn BETWEEN @From AND @To AND e.MemberId = @MemberId ORDER BY e.WorkedOn, e.Id")]
    [TestCase("SELECT SUM(e.Minutes) FROM TimeEntries e WHERE e.TicketId = @TicketId")]
    [TestCase("SELECT COUNT(*) FROM TimeEntries e WHERE e.WorkedOn = @Day")]
    [TestCase("SELECT t.Id FROM Tickets t WHERE t.MemberId = @MemberId AND t.Id < @After ORDER BY t.Id DESC")]
    [TestCase("SELECT t.Id FROM Tickets t WHERE t.OpenedOn BETWEEN @From AND @To")]
    [TestCase(
        "SELECT t.Title FROM Tickets t WHERE t.Id IN (SELECT w.TicketId FROM TicketWords w WHERE w.Word >= @From AND w.Word < @Until) "
            + "AND (SELECT COUNT(*) FROM TicketWords o WHERE o.TicketId = t.Id AND o.Word >= @From AND o.Word < @Until) > 0 "
            + "ORDER BY t.Id DESC"
    )]
    [TestCase("SELECT COUNT(*) FROM Tickets t WHERE t.AssignedAgentId = @AgentId AND t.Status IN ('new', 'assigned', 'planned')")]
    [TestCase("SELECT COUNT(*) FROM Tickets t WHERE t.Status IN ('new', 'assigned', 'planned', 'pending') AND t.AssignedAgentId IS NULL")]
    [TestCase("SELECT COUNT(*) FROM Tickets t WHERE t.Status IN ('new', 'assigned')")]
    [TestCase("SELECT COUNT(*) FROM Tickets t WHERE t.OpenedAt >= @OpenedFrom")]
    [TestCase(
        "SELECT t.Id, t.Title FROM Tickets t WHERE t.OpenedAt <= @After0 AND (t.OpenedAt < @After0 OR t.OpenedAt = @After0 "
            + "AND t.Id < @AfterId) ORDER BY t.OpenedAt DESC, t.Id DESC"
    )]
    [TestCase("DELETE FROM TicketWords WHERE TicketId = @TicketId")]
    [TestCase("SELECT w.TicketId FROM TicketWords w WHERE w.Word = '' ORDER BY w.TicketId")]
    public async Task Hot_paths_use_an_index(string sql)
    {
        using var database = new SqliteSchema();
        await using var command = database.Connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        foreach (Match parameter in Parameter().Matches(sql))
            command.Parameters.AddWithValue(parameter.Value, DBNull.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
            plan.Add(reader.GetString(3));
        Assert.That(plan, Has.None.StartsWith("SCAN"));
        Assert.That(plan, Has.None.Contains("TEMP B-TREE"));
    }

    [GeneratedRegex("^(SELECT|INSERT|UPDATE|DELETE|WITH)\\b")]
    private static partial Regex Statement();

    [GeneratedRegex("\\bIN (@\\w+)")]
    private static partial Regex InList();

    [GeneratedRegex("@\\w+")]
    private static partial Regex Parameter();

    [GeneratedRegex("\\b(LIMIT|TOP|OFFSET|RETURNING|OUTPUT|MERGE)\\b|SELECT \\*|dbo\\.|\\bN'|\\|\\|", RegexOptions.IgnoreCase)]
    private static partial Regex EngineWords();
}
