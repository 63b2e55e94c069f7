using System.Collections.Concurrent;
using System.Reflection;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>Who may send which request, as the request itself states it.</summary>
static class Rights
{
    static readonly ConcurrentDictionary<Type, (bool IsForAnyone, Permission? Permission)> Stated = new();

    /// <summary>Whether a type is a request that says who may send it.</summary>
    public static bool AreStatedBy(Type type) => type.IsDefined(typeof(RequiresAttribute)) || type.IsDefined(typeof(ForAnyoneAttribute));

    /// <exception cref="Refusal">401 or 403: this user may not send such a request.</exception>
    public static void Check(CurrentUser user, Type request)
    {
        var (isForAnyone, required) = Stated.GetOrAdd(request, Read);
        if (!isForAnyone)
            Check(user, required);
    }

    /// <exception cref="Refusal">401 or 403: this user does not hold the permission; nobody holds none.</exception>
    public static void Check(CurrentUser user, Permission? required)
    {
        if (!user.IsSignedIn)
            throw RequestErrors.SignInFirst();
        if (required is not { } permission || !user.Can(permission))
            throw RequestErrors.NotAllowed();
        if (user.IsPasswordTemporary && permission != Permission.ChangeOwnPassword)
            throw RequestErrors.ChangePasswordFirst();
    }

    static (bool, Permission?) Read(Type request) =>
        (request.IsDefined(typeof(ForAnyoneAttribute)), request.GetCustomAttribute<RequiresAttribute>()?.Permission);
}
