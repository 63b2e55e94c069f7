using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Texts of mail as managers have chosen them: of a member, or of all members.</summary>
sealed class MailTextStore(Db db)
{
    const string SelectTextsSql = """
        SELECT x.Id, x.MemberId, x.Kind, x.Language, x.Subject, x.Intro, x.Signature, x.Version
        FROM MailTexts x
        """;

    /// <summary>What a mail reads: what its member has, else what all members have, else ours.</summary>
    public async Task<MailText> For(long memberId, string kind, string language, CancellationToken ct)
    {
        var key = new
        {
            MemberId = memberId,
            Kind = kind,
            Language = language,
        };
        var rows = await db.Query<MailTextRow>(ForSql, key, ct);
        return rows.OrderBy(row => row.MemberId is null).Aggregate(MailText.Ours, (text, row) => text.Or(row.Text));
    }

    const string ForSql =
        $"{SelectTextsSql} WHERE x.Kind = @Kind AND x.Language = @Language AND (x.MemberId = @MemberId OR x.MemberId IS NULL)";

    /// <param name="memberId">Null for the texts of all members.</param>
    /// <param name="ct">Stops the reading.</param>
    public Task<IReadOnlyList<MailTextRow>> Of(long? memberId, CancellationToken ct) =>
        memberId is null ? db.Query<MailTextRow>(OfAllSql, null, ct) : db.Query<MailTextRow>(OfMemberSql, new { MemberId = memberId }, ct);

    const string OfAllSql = $"{SelectTextsSql} WHERE x.MemberId IS NULL ORDER BY x.Id";
    const string OfMemberSql = $"{SelectTextsSql} WHERE x.MemberId = @MemberId ORDER BY x.Id";

    public Task<long> Add(MailTextRow row, CancellationToken ct) => db.Insert(InsertTextSql, row, ct);

    const string InsertTextSql = """
        INSERT INTO MailTexts (MemberId, Kind, Language, Subject, Intro, Signature, Version)
        VALUES (@MemberId, @Kind, @Language, @Subject, @Intro, @Signature, 1)
        """;

    /// <returns>False when somebody changed it meanwhile.</returns>
    public async Task<bool> Change(MailTextRow row, CancellationToken ct) => await db.Execute(UpdateTextSql, row, ct) > 0;

    const string UpdateTextSql = """
        UPDATE MailTexts
        SET Subject = @Subject, Intro = @Intro, Signature = @Signature, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}

/// <summary>A row of MailTexts.</summary>
sealed record MailTextRow
{
    public long Id { get; init; }
    public long? MemberId { get; init; }
    public string Kind { get; init; } = "";
    public string Language { get; init; } = "";
    public string? Subject { get; init; }
    public string? Intro { get; init; }
    public string? Signature { get; init; }
    public long Version { get; init; }

    public MailText Text => new(Subject, Intro, Signature);

    public MailTextDetails Details(ReferentialData all) =>
        new()
        {
            Member = all.Members.CodeOf(MemberId),
            Kind = Kind,
            Language = Language,
            Subject = Subject,
            Intro = Intro,
            Signature = Signature,
            Version = Version,
        };
}
