using MimeKit;
using Siim94.ITSM.Features.Mailboxes;

namespace Siim94.ITSM.Tests.Features.Mailboxes;

/// <summary>Mails written to keep whoever reads them busy: reading one takes time and memory by its length, and no more.</summary>
sealed class HostileMailTests
{
    static IncomingMail Read(string subject, string subtype, string text) =>
        MailReader.Read(new([new MailboxAddress("Jeanne", "jeanne@arcueil.example")], [], subject, new TextPart(subtype) { Text = text }));

    [Test]
    public void Quotations_within_quotations_do_not_grow_with_their_depth()
    {
        var html = string.Concat(Enumerable.Repeat("<blockquote>a", 10_000));
        Assert.That(HtmlText.Of(html), Has.Length.LessThan(html.Length * 5));
    }

    [Test, MaxTime(5_000)]
    public void A_line_of_blanks_is_read_once()
    {
        var mail = Read("Lent", "plain", $"Bonjour\n{new string(' ', 300_000)}x");
        Assert.That(mail.Text, Does.StartWith("Bonjour"));
    }

    [Test]
    public void An_address_longer_than_any_is_none()
    {
        var message = new MimeMessage();
        message.Headers.Add(HeaderId.From, $"x@{string.Join('.', Enumerable.Repeat("a", 40_000))}");
        Assert.That(MailReader.Read(message).FromAddress, Is.Empty);
    }

    [Test, MaxTime(5_000)]
    public void A_subject_that_answers_for_ever_is_cut()
    {
        var mail = Read(string.Concat(Enumerable.Repeat("re: ", 50_000)) + "Panne", "plain", "x");
        Assert.That((mail.Subject.Length, mail.Automatic), Is.EqualTo((200, (AutomaticMail?)null)));
    }
}
