namespace Siim94.ITSM.Shell.Kit;

/// <summary>What says on the screen, beside what was entered, what is wrong with it: a field, or a group of them.</summary>
public interface ISaysMessages
{
    public string Id { get; }
    public string Label { get; }
    public IReadOnlyList<string> Messages { get; }
}

/// <summary>The fields on one reader's screen: what one of them says is wrong need not be said again above the form.</summary>
public sealed class FieldsOnScreen
{
    readonly List<ISaysMessages> fields = [];

    /// <summary>A field has begun or ceased to say that something is wrong.</summary>
    public event Action? Changed;

    internal void Add(ISaysMessages field) => fields.Add(field);

    internal void Remove(ISaysMessages field)
    {
        fields.Remove(field);
        Changed?.Invoke();
    }

    internal void Tell() => Changed?.Invoke();

    /// <summary>Whether some field shows a message.</summary>
    public bool Says(string message) => fields.Any(field => field.Messages.Contains(message));

    /// <summary>The field that a request's field is named after and that shows a message; without one, every field that shows it.</summary>
    public IReadOnlyList<ISaysMessages> ThatSay(string name, string message)
    {
        List<ISaysMessages> saying = [.. fields.Where(field => field.Messages.Contains(message))];
        return saying.Find(field => field.Id == Field.IdOf(name)) is { } named ? [named] : saying;
    }
}
