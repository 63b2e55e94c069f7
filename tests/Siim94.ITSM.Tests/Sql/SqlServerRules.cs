using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Siim94.ITSM.Tests.Sql;

/// <summary>What SQL Server refuses in a statement that parses, and SQLite lets pass.</summary>
sealed class SqlServerRules : TSqlFragmentVisitor
{
    static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "ABS",
        "AVG",
        "CONCAT",
        "COUNT",
        "LAG",
        "LOWER",
        "MAX",
        "MIN",
        "REPLACE",
        "ROUND",
        "ROW_NUMBER",
        "SCOPE_IDENTITY",
        "SUM",
        "UPPER",
    };
    static readonly HashSet<string> Aggregates = new(StringComparer.OrdinalIgnoreCase) { "AVG", "COUNT", "MAX", "MIN", "SUM" };

    readonly List<string> faults = [];

    public static IReadOnlyList<string> Faults(TSqlFragment batch)
    {
        var rules = new SqlServerRules();
        batch.Accept(rules);
        return rules.faults;
    }

    public override void Visit(FunctionCall call)
    {
        if (!Functions.Contains(call.FunctionName.Value))
            faults.Add($"{call.FunctionName.Value} is not a function of both engines");
        if (Aggregates.Contains(call.FunctionName.Value) && call.Parameters.Count != 1)
            faults.Add($"{call.FunctionName.Value} takes one argument");
    }

    public override void Visit(StringLiteral literal)
    {
        if (!literal.IsNational && literal.Value.Any(letter => !char.IsAscii(letter)))
            faults.Add($"'{literal.Value}' depends on the code page of the server");
    }

    public override void Visit(WithCtesAndXmlNamespaces with)
    {
        foreach (var table in with.CommonTableExpressions)
            if (Members(table.QueryExpression).Count(member => Naming.Counts(member, table.ExpressionName.Value) > 0) > 1)
                faults.Add($"{table.ExpressionName.Value} has several recursive members");
    }

    static IEnumerable<QueryExpression> Members(QueryExpression query) =>
        query is BinaryQueryExpression union ? [.. Members(union.FirstQueryExpression), .. Members(union.SecondQueryExpression)] : [query];

    /// <summary>How often a query reads a table.</summary>
    sealed class Naming(string name) : TSqlFragmentVisitor
    {
        int count;

        public static int Counts(TSqlFragment query, string name)
        {
            var naming = new Naming(name);
            query.Accept(naming);
            return naming.count;
        }

        public override void Visit(NamedTableReference table)
        {
            if (string.Equals(table.SchemaObject.BaseIdentifier.Value, name, StringComparison.OrdinalIgnoreCase))
                count++;
        }
    }

    public override void Visit(QueryDerivedTable table) => CheckInner(table.QueryExpression);

    public override void Visit(CommonTableExpression table) => CheckInner(table.QueryExpression);

    public override void Visit(QuerySpecification query)
    {
        var groups = query
            .GroupByClause?.GroupingSpecifications.OfType<ExpressionGroupingSpecification>()
            .Select(group => TextOf(group.Expression))
            .ToHashSet()
            ?? [];
        var selected = query.SelectElements.OfType<SelectScalarExpression>().ToList();
        if (groups.Count > 0 || selected.Any(element => Columns.In(element.Expression).HasAggregate))
        {
            foreach (var element in selected.Where(element => !groups.Contains(TextOf(element.Expression))))
                faults.AddRange(
                    Columns
                        .In(element.Expression)
                        .Outside.Where(column => !groups.Contains(column))
                        .Select(column => $"{column} is neither grouped nor aggregated")
                );
        }
        if (query.UniqueRowFilter == UniqueRowFilter.Distinct && query.OrderByClause is { } order)
        {
            var names = selected
                .Select(element => element.ColumnName?.Value ?? TextOf(element.Expression))
                .Concat(selected.Select(element => TextOf(element.Expression)))
                .ToHashSet();
            faults.AddRange(
                order
                    .OrderByElements.Select(element => TextOf(element.Expression))
                    .Where(text => !names.Contains(text))
                    .Select(text => $"{text} orders what is distinct, and is not selected")
            );
        }
    }

    void CheckInner(QueryExpression query)
    {
        while (query is BinaryQueryExpression union)
            query = union.FirstQueryExpression;
        if (query is not QuerySpecification { SelectElements: var elements })
            return;
        var names = elements
            .OfType<SelectScalarExpression>()
            .Select(element =>
                element.ColumnName?.Value ?? (element.Expression as ColumnReferenceExpression)?.MultiPartIdentifier?.Identifiers[^1].Value
            )
            .ToList();
        if (names.Contains(null))
            faults.Add("a column of an inner query has no name");
        faults.AddRange(
            names
                .OfType<string>()
                .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1)
                .Select(group => $"{group.Key} is twice in an inner query")
        );
    }

    static string TextOf(TSqlFragment fragment) =>
        string.Concat(
            fragment
                .ScriptTokenStream.Skip(fragment.FirstTokenIndex)
                .Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1)
                .Where(token => token.TokenType != TSqlTokenType.WhiteSpace)
                .Select(token => token.Text)
        );

    /// <summary>The columns of an expression that no aggregate and no inner query surrounds.</summary>
    sealed class Columns : TSqlFragmentVisitor
    {
        public List<string> Outside { get; } = [];
        public bool HasAggregate { get; private set; }

        public static Columns In(TSqlFragment expression)
        {
            var columns = new Columns();
            expression.Accept(columns);
            return columns;
        }

        public override void ExplicitVisit(FunctionCall call)
        {
            if (call.OverClause is null && Aggregates.Contains(call.FunctionName.Value))
                HasAggregate = true;
            else
                base.ExplicitVisit(call);
        }

        public override void ExplicitVisit(ScalarSubquery subquery) { }

        public override void ExplicitVisit(ExistsPredicate predicate) { }

        public override void ExplicitVisit(ColumnReferenceExpression column)
        {
            if (column.ColumnType == ColumnType.Regular)
                Outside.Add(TextOf(column));
        }
    }
}
