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

    /// <summary>The field that shows a message; null when none does.</summary>
    public ISaysMessages? ThatSays(string message) => fields.FirstOrDefault(field => field.Messages.Contains(message));
}
