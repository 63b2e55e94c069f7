namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>What a mail says, whoever it is from and whatever it is about.</summary>
sealed record IncomingMail
{
    /// <summary>Without its angle brackets; null when it has none.</summary>
    public string? MessageId { get; init; }

    /// <summary>Ids of the messages that it answers, the nearest first.</summary>
    public IReadOnlyList<string> Answered { get; init; } = [];

    /// <summary>Lower case; empty when it says none.</summary>
    public string FromAddress { get; init; } = "";

    public string FromName { get; init; } = "";

    /// <summary>As it was sent, on one line.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What it is about: the subject without marks and « Re: »; empty when there is none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The ticket that the subject names: <c>[SIIM #0001234]</c>.</summary>
    public long? MarkedTicket { get; init; }

    /// <summary>What its writer wrote.</summary>
    public string Text { get; init; } = "";

    /// <summary>What it quotes, and its signature; null for neither.</summary>
    public string? Folded { get; init; }

    /// <summary>What it quotes was written by somebody else, to whoever passes it on.</summary>
    public bool IsPassedOn { get; init; }

    public IReadOnlyList<MailFile> Files { get; init; } = [];

    /// <summary>How many more it carries than one mail may.</summary>
    public int LostFiles { get; init; }

    /// <summary>A program wrote it; null for a person.</summary>
    public AutomaticMail? Automatic { get; init; }

    /// <summary>Says thanks, and asks for nothing.</summary>
    public bool IsThanks { get; init; }
}

/// <summary>A file that a mail carries, shown in its text or not.</summary>
sealed record MailFile(string Name, byte[] Content);

/// <summary>What wrote a mail that no person wrote.</summary>
enum AutomaticMail
{
    /// <summary>« I am away »: an answer that nobody reads answers to.</summary>
    Reply,

    /// <summary>A server could not deliver what was sent.</summary>
    Bounce,

    /// <summary>It was read, or thrown away.</summary>
    Receipt,

    /// <summary>One text for many.</summary>
    Bulk,

    /// <summary>A machine reports something: a printer, a watchdog.</summary>
    Report,
}
