namespace Siim94.ITSM.Shell;

/// <summary>The fields on one reader's screen: what one of them says is wrong need not be said again above the form.</summary>
public sealed class FieldsOnScreen
{
    readonly List<Field> fields = [];

    /// <summary>A field has begun or ceased to say that something is wrong.</summary>
    public event Action? Changed;

    internal void Add(Field field) => fields.Add(field);

    internal void Remove(Field field)
    {
        fields.Remove(field);
        Changed?.Invoke();
    }

    internal void Tell() => Changed?.Invoke();

    /// <summary>The field that shows a message; null when none does.</summary>
    public Field? ThatSays(string message) => fields.FirstOrDefault(field => field.Messages.Contains(message));
}
