namespace Siim94.ITSM.Kernel.Requests;

/// <summary>What a command wants done once its transaction is committed; nothing runs if it is not.</summary>
sealed class AfterCommit
{
    readonly Dictionary<string, Action> actions = [];

    /// <summary>Adds an action; a later one of the same name replaces it, so that a batch nudges once.</summary>
    public void Once(string name, Action action) => actions[name] = action;

    public void Run()
    {
        foreach (var action in actions.Values)
            action();
        actions.Clear();
    }
}
