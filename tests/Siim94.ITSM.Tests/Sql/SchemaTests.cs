using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Siim94.ITSM.Tests.Sql;

/// <summary>Both engines have the same schema: tables, columns, types, nullability, keys, indexes and foreign keys.</summary>
sealed class SchemaTests
{
    static readonly string[] Amounts =
    [
        "MicroDays",
        "Minutes",
        "SessionMicroDays",
        "PreparationMicroDays",
        "QuantityMicros",
        "ValueMicros",
    ];

    [Test]
    public async Task The_engines_have_the_same_tables_columns_keys_and_indexes()
    {
        using var sqlite = new SqliteSchema();
        Assert.That((await Sqlite(sqlite)).Order(StringComparer.Ordinal), Is.EqualTo(SqlServer().Order(StringComparer.Ordinal)));
    }

    [Test]
    public void The_engines_have_the_same_migrations()
    {
        var names = typeof(CommandLine).Assembly.GetManifestResourceNames();
        string[] Of(string engine) =>
            [
                .. names
                    .Where(name => name.StartsWith($"db/{engine}/", StringComparison.Ordinal))
                    .Select(Path.GetFileName)
                    .OfType<string>()
                    .Order(),
            ];
        Assert.That(Of("sqlite"), Is.EqualTo(Of("sqlserver")).And.Not.Empty);
    }

    // Two were released under one number; numbers given since are given once.
    const string LastSharedNumber = "0015";

    [Test]
    public void No_two_migrations_share_a_number()
    {
        var numbers = Migrator
            .Scripts("sqlite")
            .Select(script => script.Name[..4])
            .Where(number => string.CompareOrdinal(number, LastSharedNumber) > 0);
        Assert.That(numbers, Is.Unique.And.Not.Empty);
    }

    [Test]
    public void Sql_server_compares_every_text_as_sqlite_does()
    {
        var strangers =
            from statement in SqlServerStatements()
            let definition = (statement as CreateTableStatement)?.Definition
                ?? (statement as AlterTableAddTableElementStatement)?.Definition
            where definition is not null
            from column in definition.ColumnDefinitions
            where
                column.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar }
                && column.Collation?.Value != "Latin1_General_100_BIN2"
            select column.ColumnIdentifier.Value;
        Assert.That(strangers, Is.Empty);
    }

    static async Task<List<string>> Sqlite(SqliteSchema schema)
    {
        var facts = new List<string>();
        foreach (
            var table in await Read(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'SchemaVersions'",
                0
            )
        )
        {
            var keys = await Read($"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk", 0);
            facts.Add($"{table} key {string.Join(',', keys)}");
            foreach (
                var (column, position) in (
                    await Read(
                        $"""
                        SELECT name || ' ' || type || ' ' || (CASE WHEN "notnull" = 1 THEN 'NOT NULL' ELSE 'NULL' END)
                        FROM pragma_table_info('{table}') ORDER BY cid
                        """,
                        0
                    )
                ).Select((c, i) => (c, i))
            )
                facts.Add($"{table}.{position} {column}");
            facts.AddRange(
                (await Read($"SELECT name FROM pragma_table_xinfo('{table}') WHERE hidden = 2", 0)).Select(column =>
                    $"{table} computed {column}"
                )
            );
            facts.AddRange(
                (await Read($"SELECT \"from\" || ' → ' || \"table\" FROM pragma_foreign_key_list('{table}')", 0)).Select(key =>
                    $"{table} foreign {key}"
                )
            );
            foreach (var index in await Read($"SELECT name || '|' || \"unique\" FROM pragma_index_list('{table}') WHERE origin = 'c'", 0))
            {
                var parts = index.Split('|');
                var columns = await Read($"SELECT name FROM pragma_index_info('{parts[0]}') ORDER BY seqno", 0);
                facts.Add($"{table} index {parts[0]} {(parts[1] == "1" ? "unique" : "plain")} {string.Join(',', columns)}");
            }
        }
        return facts;

        async Task<List<string>> Read(string sql, int column)
        {
            await using var command = schema.Connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            var values = new List<string>();
            while (await reader.ReadAsync())
                values.Add(reader.GetString(column));
            return values;
        }
    }

    static List<string> SqlServer()
    {
        var facts = new List<string>();
        var columnCounts = new Dictionary<string, int>();
        foreach (var statement in SqlServerStatements())
            switch (statement)
            {
                case CreateTableStatement table:
                    columnCounts[table.SchemaObjectName.BaseIdentifier.Value] = table.Definition.ColumnDefinitions.Count;
                    facts.AddRange(FactsOf(table));
                    break;
                case AlterTableAddTableElementStatement added:
                    var name = added.SchemaObjectName.BaseIdentifier.Value;
                    foreach (var column in added.Definition.ColumnDefinitions)
                        facts.AddRange(
                            column.ComputedColumnExpression is null
                                ? FactsOf(name, column, columnCounts[name]++)
                                : [$"{name} computed {column.ColumnIdentifier.Value}"]
                        );
                    break;
                case AlterTableDropTableElementStatement dropped:
                    foreach (var element in dropped.AlterTableDropTableElements)
                        Drop(facts, dropped.SchemaObjectName.BaseIdentifier.Value, element.Name.Value);
                    columnCounts[dropped.SchemaObjectName.BaseIdentifier.Value] -= dropped.AlterTableDropTableElements.Count;
                    break;
                case DropIndexStatement indexes:
                    foreach (var index in indexes.DropIndexClauses.OfType<DropIndexClause>())
                        facts.RemoveAll(fact => fact.Contains($" index {index.Index.Value} ", StringComparison.Ordinal));
                    break;
                case DropTableStatement tables:
                    foreach (var gone in tables.Objects.Select(o => o.BaseIdentifier.Value))
                        facts.RemoveAll(fact => fact.Split(' ', '.')[0] == gone);
                    break;
                case CreateIndexStatement index:
                    var columns = index.Columns.Select(column => column.Column.MultiPartIdentifier.Identifiers[^1].Value);
                    facts.Add(
                        $"{index.OnName.BaseIdentifier.Value} index {index.Name.Value} {(index.Unique ? "unique" : "plain")} "
                            + string.Join(',', columns)
                    );
                    break;
            }
        return facts;
    }

    /// <summary>The columns after one that is dropped move up.</summary>
    static void Drop(List<string> facts, string table, string column)
    {
        var columns = facts.Where(fact => fact.StartsWith($"{table}.", StringComparison.Ordinal)).ToList();
        facts.RemoveAll(columns.Contains);
        facts.AddRange(
            columns
                .Select(fact => fact[(fact.IndexOf(' ') + 1)..])
                .Where(fact => !fact.StartsWith($"{column} ", StringComparison.Ordinal))
                .Select((fact, position) => $"{table}.{position} {fact}")
        );
    }

    [Test]
    public void Triggers_of_SQL_Server_count_nothing_and_take_all_rows_of_a_statement_at_once()
    {
        var triggers = SqlServerStatements().OfType<CreateTriggerStatement>().ToList();
        Assert.That(triggers, Is.Not.Empty);
        foreach (var trigger in triggers)
        {
            var name = trigger.Name.BaseIdentifier.Value;
            var statements = trigger.StatementList.Statements.OfType<BeginEndBlockStatement>().Single().StatementList.Statements;
            // Whoever writes counts the rows of their own statement.
            Assert.That(statements[0], Is.InstanceOf<PredicateSetStatement>(), name);
            var set = (PredicateSetStatement)statements[0];
            Assert.That((set.Options, set.IsOn), Is.EqualTo((SetOptions.NoCount, true)), name);
            Assert.That(statements.Skip(1), Is.All.InstanceOf<DataModificationStatement>(), $"{name} keeps a value of one row");
        }
    }

    static IEnumerable<TSqlStatement> SqlServerStatements()
    {
        foreach (
            var name in typeof(CommandLine)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith("db/sqlserver/", StringComparison.Ordinal))
                .Order()
        )
        {
            using var text = new StreamReader(typeof(CommandLine).Assembly.GetManifestResourceStream(name)!);
            var script = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(text, out var errors);
            Assert.That(errors.Select(error => error.Message), Is.Empty, name);
            foreach (var statement in script.Batches.SelectMany(batch => batch.Statements))
                yield return statement;
        }
    }

    static IEnumerable<string> FactsOf(CreateTableStatement statement)
    {
        var table = statement.SchemaObjectName.BaseIdentifier.Value;
        var keys = statement
            .Definition.TableConstraints.OfType<UniqueConstraintDefinition>()
            .Where(key => key.IsPrimaryKey)
            .SelectMany(key => key.Columns.Select(column => column.Column.MultiPartIdentifier.Identifiers[^1].Value))
            .ToList();
        foreach (var (column, position) in statement.Definition.ColumnDefinitions.Select((c, i) => (c, i)))
        {
            if (column.Constraints.OfType<UniqueConstraintDefinition>().Any(key => key.IsPrimaryKey))
                keys.Add(column.ColumnIdentifier.Value);
            foreach (var fact in FactsOf(table, column, position))
                yield return fact;
        }
        yield return $"{table} key {string.Join(',', keys)}";
    }

    static IEnumerable<string> FactsOf(string table, ColumnDefinition column, int position)
    {
        var name = column.ColumnIdentifier.Value;
        var isNullable = column.Constraints.OfType<NullableConstraintDefinition>().Single().Nullable;
        var type = SqliteTypeOf(table, name, (SqlDataTypeReference)column.DataType);
        yield return $"{table}.{position} {name} {type} {(isNullable ? "NULL" : "NOT NULL")}";
        foreach (var key in column.Constraints.OfType<ForeignKeyConstraintDefinition>())
            yield return $"{table} foreign {name} → {key.ReferenceTableName.BaseIdentifier.Value}";
    }

    /// <summary>The SQLite type that a column must have, once its SQL Server type is the one that its name asks for.</summary>
    static string SqliteTypeOf(string table, string column, SqlDataTypeReference type)
    {
        SqlDataTypeOption[] expected = column switch
        {
            "Id" => [SqlDataTypeOption.BigInt],
            "Day" => [SqlDataTypeOption.Date],
            "At" => [SqlDataTypeOption.DateTime2],
            _ when column.EndsWith("Id", StringComparison.Ordinal) => [SqlDataTypeOption.BigInt],
            _ when column.EndsWith("On", StringComparison.Ordinal) => [SqlDataTypeOption.Date],
            _ when column.EndsWith("At", StringComparison.Ordinal) => [SqlDataTypeOption.DateTime2],
            _ when column.StartsWith("Is", StringComparison.Ordinal) => [SqlDataTypeOption.Bit],
            _ when Amounts.Contains(column) => [SqlDataTypeOption.BigInt],
            _ => [SqlDataTypeOption.NVarChar, SqlDataTypeOption.Int, SqlDataTypeOption.BigInt, SqlDataTypeOption.VarBinary],
        };
        Assert.That(expected, Does.Contain(type.SqlDataTypeOption), $"{table}.{column}");
        if (type.SqlDataTypeOption is SqlDataTypeOption.VarBinary)
            return "BLOB";
        return type.SqlDataTypeOption is SqlDataTypeOption.NVarChar or SqlDataTypeOption.Date or SqlDataTypeOption.DateTime2
            ? "TEXT"
            : "INTEGER";
    }
}
