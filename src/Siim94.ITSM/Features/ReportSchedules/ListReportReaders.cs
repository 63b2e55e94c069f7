using MediatR;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Accounts that may be sent reports.</summary>
[Requires(Permission.EditReports)]
public sealed record ListReportReaders : IQuery<Page<ReportRecipient>>;

sealed class ListReportReadersHandler(Db db) : IRequestHandler<ListReportReaders, Page<ReportRecipient>>
{
    public async Task<Page<ReportRecipient>> Handle(ListReportReaders request, CancellationToken ct) =>
        new(
            [
                .. (await db.Query<ReaderRow>(ReadersSql, null, ct))
                    .Where(reader => Roles.Allow(Enum.Parse<Role>(reader.Role), Permission.ReadReports))
                    .OrderBy(reader => reader.DisplayName, StringComparer.CurrentCultureIgnoreCase)
                    .Select(reader => new ReportRecipient(reader.Login, reader.DisplayName, reader.Email is not null)),
            ],
            null
        );

    const string ReadersSql = "SELECT u.Login, u.DisplayName, u.Role, u.Email FROM Users u WHERE u.IsDisabled = 0 ORDER BY u.Id";

    sealed record ReaderRow
    {
        public string Login { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string Role { get; init; } = "";
        public string? Email { get; init; }
    }
}
