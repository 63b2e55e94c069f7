using System.Globalization;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>The views within the reader's reach: those of the product, and those on the shelf.</summary>
sealed class ViewCatalog(TicketShelf shelf, Db db, ReferentialLookup codes, CurrentUser user)
{
    /// <summary>The product's first, then the others by name.</summary>
    public async Task<IReadOnlyList<ViewDetails>> List(CancellationToken ct)
    {
        var (all, pins) = (await codes.Referentials(ct), await Pins(ct));
        return
        [
            .. BuiltInViews.All.Where(IsWithinReach).Select(view => Details(view, pins)),
            .. (await shelf.List(ShelfKind.View, ct)).Select(row => Details(row, all, pins)),
        ];
    }

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<ViewDetails> Get(string id, CancellationToken ct)
    {
        var pins = await Pins(ct);
        return BuiltInViews.All.FirstOrDefault(view => view.Code == id) is { } builtIn
            ? IsWithinReach(builtIn)
                ? Details(builtIn, pins)
                : throw RequestErrors.NotFound()
            : Details(await shelf.Get(ShelfKind.View, NumberOf(id), ct), await codes.Referentials(ct), pins);
    }

    /// <summary>Number of a view that may be changed.</summary>
    /// <exception cref="Refusal">One of the product's, or none at all.</exception>
    public static long NumberOf(string id) =>
        BuiltInViews.All.Any(view => view.Code == id) ? throw new Refusal(409, "view.built-in", Words.BuiltInStays)
        : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw RequestErrors.NotFound();

    bool IsWithinReach(BuiltInViews.BuiltInView view) => !view.IsForStaff || user.Can(Permission.WorkOnTickets);

    ViewDetails Details(BuiltInViews.BuiltInView view, Dictionary<string, bool> pins) =>
        Details(view.Code, view.Content) with
        {
            Name = view.Name(),
            Visibility = ViewDetails.BuiltIn,
            IsPinned = pins.TryGetValue(view.Code, out var isPinned) ? isPinned : view.IsPinned && user.Can(Permission.WorkOnTickets),
            Version = 1,
        };

    ViewDetails Details(ShelfRow row, ReferentialData all, Dictionary<string, bool> pins)
    {
        var id = row.Id.ToString(CultureInfo.InvariantCulture);
        return Details(id, row.Content<ViewContent>()) with
        {
            Name = row.Name,
            Visibility = row.Visibility,
            Team = all.Teams.CodeOf(row.TeamId),
            OwnerName = row.OwnerName,
            IsOwn = shelf.IsOwn(row),
            IsPinned = pins.GetValueOrDefault(id),
            Version = row.Version,
        };
    }

    static ViewDetails Details(string id, ViewContent content) =>
        new()
        {
            Id = id,
            Filter = content.Filter,
            Sort = content.Sort,
            Columns = content.Columns,
            GroupBy = content.GroupBy,
        };

    async Task<Dictionary<string, bool>> Pins(CancellationToken ct) =>
        (await db.Query<PinRow>(PinsSql, new { user.UserId }, ct)).ToDictionary(pin => pin.ViewCode, pin => pin.IsPinned);

    const string PinsSql = "SELECT p.ViewCode, p.IsPinned FROM ViewPins p WHERE p.UserId = @UserId";

    /// <summary>Puts a view into the reader's menu, or takes it out.</summary>
    public async Task Pin(string id, bool isPinned, CancellationToken ct)
    {
        var pin = new
        {
            user.UserId,
            ViewCode = id,
            IsPinned = isPinned,
        };
        if (await db.Execute(UpdatePinSql, pin, ct) == 0)
            await db.Execute(InsertPinSql, pin, ct);
    }

    const string UpdatePinSql = "UPDATE ViewPins SET IsPinned = @IsPinned WHERE UserId = @UserId AND ViewCode = @ViewCode";
    const string InsertPinSql = "INSERT INTO ViewPins (UserId, ViewCode, IsPinned) VALUES (@UserId, @ViewCode, @IsPinned)";

    /// <summary>Takes a deleted view out of every menu.</summary>
    public Task Unpin(string id, CancellationToken ct) => db.Execute(DeletePinsSql, new { ViewCode = id }, ct);

    const string DeletePinsSql = "DELETE FROM ViewPins WHERE ViewCode = @ViewCode";

    sealed record PinRow
    {
        public string ViewCode { get; init; } = "";
        public bool IsPinned { get; init; }
    }
}
