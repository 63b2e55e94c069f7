namespace Siim94.ITSM.Features.Notices;

/// <summary>Every way notices refuse.</summary>
static class NoticeErrors
{
    public static Refusal LinkUnknown() => Refusal.Field("Token", "notice.link-unknown", Words.LeaveLinkUnknown);

    public static Refusal NotToBeLeft(string reason) => new(409, "notice.not-to-be-left", reason);
}
