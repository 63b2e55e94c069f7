namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Has the keys that seal passwords ready before a mailbox is written.</summary>
sealed class MailboxSealing(MailboxStore store) : IPreparation<AddMailbox>, IPreparation<ChangeMailbox>
{
    public Task Prepare(AddMailbox request, CancellationToken ct) => Prepare();

    public Task Prepare(ChangeMailbox request, CancellationToken ct) => Prepare();

    Task Prepare()
    {
        store.PrepareToSeal();
        return Task.CompletedTask;
    }
}
