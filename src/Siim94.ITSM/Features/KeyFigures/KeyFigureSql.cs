namespace Siim94.ITSM.Features.KeyFigures;

/// <summary>How key figures and their values are inserted, by hand or by the import.</summary>
static class KeyFigureSql
{
    public const string InsertKeyFigureSql = """
        INSERT INTO KeyFigures (Code, Name, GroupName, Unit, Kind, DomainId, DepartmentId, Grade, IsMonthly, ClosedOn, Version)
        VALUES (@Code, @Name, @GroupName, @Unit, @Kind, @DomainId, @DepartmentId, @Grade, @IsMonthly, NULL, 1)
        """;

    public const string InsertKeyFigureValueSql = """
        INSERT INTO KeyFigureValues (KeyFigureId, Period, ValueMicros, Note, Source, Version)
        VALUES (@KeyFigureId, @Period, @ValueMicros, @Note, @Source, 1)
        """;
}
