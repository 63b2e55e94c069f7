using MediatR;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>A request that changes data: runs in one transaction, and only once per idempotency key.</summary>
public interface ICommand<out TAnswer> : IRequest<TAnswer>;

/// <summary>A request that only reads.</summary>
public interface IQuery<out TAnswer> : IRequest<TAnswer>;

/// <summary>A command whose effect may be seen before it is sent: it is carried out in a transaction that is then undone.</summary>
public interface IPreviewable
{
    /// <summary>Sends it through the pipeline, whatever it answers.</summary>
    Task SendThrough(IMediator mediator, CancellationToken ct);
}

/// <summary>What a command needs done before its transaction begins: slow work, for which nobody should wait at a lock.</summary>
interface IPreparation<in TRequest>
{
    /// <exception cref="Refusal">The command is refused; nothing was written.</exception>
    Task Prepare(TRequest request, CancellationToken ct);
}

/// <summary>An answer with a secret that is told once: a token, a one-time password.</summary>
public interface ITellsSecret;

/// <summary>The permission a request needs. A request without it is refused, and fails a convention test.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RequiresAttribute(Permission permission) : Attribute
{
    public Permission Permission => permission;
}

/// <summary>A request that may be sent before sign-in.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ForAnyoneAttribute : Attribute;
