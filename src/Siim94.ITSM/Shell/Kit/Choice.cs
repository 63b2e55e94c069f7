namespace Siim94.ITSM.Shell.Kit;

/// <summary>An entry of a drop-down or of a list of suggestions.</summary>
public sealed record Choice(string Value, string Label);
