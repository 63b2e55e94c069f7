namespace Siim94.ITSM.Features.Closing;

/// <summary>How a check turned out.</summary>
public static class CheckState
{
    public const string Ok = "ok";

    /// <summary>Good to know; nothing to decide.</summary>
    public const string Information = "information";

    /// <summary>To be corrected, or confirmed.</summary>
    public const string Warning = "warning";

    /// <summary>The period cannot be closed.</summary>
    public const string Blocking = "blocking";
}
