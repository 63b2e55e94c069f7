using System.Data;
using System.Globalization;
using Dapper;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>
/// Plain dates and UTC instants, stored alike on both engines: as text on SQLite, as DATE and DATETIME2(3) on SQL Server.
/// </summary>
static class TypeHandlers
{
    public static void Register(SqlDialect dialect)
    {
        var asText = dialect is SqliteDialect;
        SqlMapper.RemoveTypeMap(typeof(DateTime));
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.AddTypeHandler(new DayHandler(asText));
        SqlMapper.AddTypeHandler(new InstantHandler(asText));

        // Longer lists go as one text that the server splits: it takes 2,100 parameters, and a pivot may name twenty lists.
        SqlMapper.Settings.InListStringSplitCount = asText ? -1 : LongestParameterList;
    }

    /// <summary>Elements of an <c>IN @Ids</c> that SQL Server gets as parameters.</summary>
    public const int LongestParameterList = 100;

    sealed class DayHandler(bool asText) : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = asText ? DbType.String : DbType.Date;
            parameter.Value = asText ? value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value.ToDateTime(default);
        }

        public override DateOnly Parse(object value) =>
            value switch
            {
                string text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTime day => DateOnly.FromDateTime(day),
                DateOnly day => day,
                _ => throw new InvalidCastException($"Not a day: {value.GetType()}"),
            };
    }

    sealed class InstantHandler(bool asText) : SqlMapper.TypeHandler<DateTime>
    {
        const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

        public override void SetValue(IDbDataParameter parameter, DateTime value)
        {
            if (value.Kind != DateTimeKind.Utc)
                throw new ArgumentException("Instants are stored in UTC.");
            parameter.DbType = asText ? DbType.String : DbType.DateTime2;
            // SQL Server would round to the next millisecond, perhaps into the next day; text is cut off.
            parameter.Value = asText
                ? value.ToString(Format, CultureInfo.InvariantCulture)
                : value.AddTicks(-(value.Ticks % TimeSpan.TicksPerMillisecond));
        }

        public override DateTime Parse(object value) =>
            value switch
            {
                string text => DateTime.ParseExact(
                    text,
                    Format,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal
                ),
                DateTime instant => DateTime.SpecifyKind(instant, DateTimeKind.Utc),
                _ => throw new InvalidCastException($"Not an instant: {value.GetType()}"),
            };
    }
}
