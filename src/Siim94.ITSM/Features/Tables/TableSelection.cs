using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM.Features.Tables;

/// <summary>The lines that a table counts: what columns must hold, the same for roll-ups in memory and for facts in the database.</summary>
/// <param name="Conditions">All must hold.</param>
/// <param name="Parameters">Of the statements that read facts: days, the reader.</param>
sealed record TableSelection(List<ColumnCondition> Conditions, Dictionary<string, object> Parameters)
{
    /// <summary>The conditions on facts, in SQL, and all parameters.</summary>
    public (List<string> Where, Dictionary<string, object> Parameters) Where(FactSource source)
    {
        var parameters = new Dictionary<string, object>(Parameters);
        return ([.. Conditions.Select(condition => Where(source, condition, parameters))], parameters);
    }

    static string Where(FactSource source, ColumnCondition condition, Dictionary<string, object> parameters)
    {
        if (condition.IsNothing)
            return Condition.NothingWhereSql;
        List<string> either = [];
        if (condition.Numbers.Count + condition.Texts.Count > 0 || !(condition.TakesBlank || condition.TakesAnything))
        {
            var index = parameters.Count;
            either.Add(source.InWhere(condition.Column, index));
            parameters[$"Values{index}"] = condition.Texts.Count > 0 ? condition.Texts : condition.Numbers;
        }
        if (condition.TakesBlank)
            either.Add(source.BlankWhere(condition.Column));
        if (condition.TakesAnything)
            either.Add(source.NotBlankWhere(condition.Column));
        return either.Count == 1 ? either[0] : $"({string.Join(" OR ", either)})";
    }
}

/// <summary>A group of facts and its sum.</summary>
sealed record SumRow
{
    public object? Key0 { get; init; }
    public object? Key1 { get; init; }
    public object? Key2 { get; init; }
    public object? Key3 { get; init; }
    public object? Key4 { get; init; }
    public long Amount { get; init; }

    /// <summary>How many facts that is.</summary>
    public long Facts { get; init; }

    public object? Value(int column) =>
        column switch
        {
            0 => Key0,
            1 => Key1,
            2 => Key2,
            3 => Key3,
            _ => Key4,
        };
}
