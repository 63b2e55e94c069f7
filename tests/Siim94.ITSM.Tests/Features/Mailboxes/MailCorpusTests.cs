using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using Siim94.ITSM.Features.Mailboxes;

namespace Siim94.ITSM.Tests.Features.Mailboxes;

/// <summary>
/// Ninety awkward mails, one file each, and what is right to make of them. Nothing is asked of a database: ticket 1234 of Arcueil is open,
/// 1235 resolved, 1236 closed, 1237 was merged into 1234; Jeanne asks for all of them.
/// </summary>
sealed partial class MailCorpusTests
{
    const long Arcueil = 1,
        Ivry = 2;

    [OneTimeSetUp]
    public void KnowTheLettersOfHalfTheWorld() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // as the product does

    /// <param name="Name">Of its file.</param>
    /// <param name="State">What becomes of it.</param>
    public sealed record Expected(string Name, string State)
    {
        public string? Reason { get; init; }
        public long? Ticket { get; init; }
        public long? Member { get; init; }
        public bool Reopens { get; init; }

        /// <summary>Whether its sender is told, where it opens a ticket.</summary>
        public bool IsConfirmed { get; init; } = true;

        /// <summary>Null where it does not matter.</summary>
        public string? Title { get; init; }

        /// <inheritdoc cref="Title"/>
        public string? Text { get; init; }

        /// <summary>Part of what is folded; empty where nothing is.</summary>
        public string? Folded { get; init; }

        public string[] Files { get; init; } = [];

        public override string ToString() => Name;
    }

    static Expected Opens(string name, string? title = null, string? text = null, long member = Arcueil) =>
        new(name, MailState.Opened)
        {
            Member = member,
            Title = title,
            Text = text,
        };

    static Expected Letters(string name, string text) => Opens(name, "Lettres", text);

    static Expected Subject(string name, string title = "Réseau coupé") => Opens(name, title, "x");

    static Expected Answers(string name, string? text = null, long ticket = 1234, string? folded = null) =>
        new(name, MailState.Answered)
        {
            Ticket = ticket,
            Text = text,
            Folded = folded,
        };

    static Expected WithFile(string name, string text, params string[] files) => Opens(name, null, text) with { Files = files };

    static Expected Counts(string name, string reason, long? ticket = null) =>
        new(name, MailState.Counted) { Reason = reason, Ticket = ticket };

    static Expected Waits(string name, string reason) => new(name, MailState.Quarantined) { Reason = reason };

    static IEnumerable<Expected> Corpus =>
        [
            // what it is about
            Opens("new", "Imprimante en panne", "Bonjour,\n\nElle ne répond plus depuis ce matin.\n\nJeanne"),
            Answers("in-reply-to", "Toujours rien.", folded: "Le lun. 13 mars"),
            Answers("references-only", "Et la seconde aussi.", folded: ""),
            Answers("nearest-reference", ticket: 1235) with
            {
                Reopens = true,
            },
            Answers("mark-siim", "Toujours rien."),
            Answers("mark-glpi"),
            Answers("mark-ticket"),
            Opens("mark-of-another-member", "Imprimante", member: Ivry),
            Waits("mark-by-a-stranger", MailReason.UnknownSender),
            Answers("answer-by-a-stranger", "Depuis mon adresse personnelle."),
            Answers("colleague-of-the-same-member", "Moi aussi."),
            Waits("stranger-answers-a-requester", MailReason.UnknownSender),
            Answers("same-subject", "Des nouvelles ?"),
            Opens("same-subject-first-mail", "Imprimante en panne"),
            Waits("stranger", MailReason.UnknownSender),
            Answers("bad-references", "Suite."),
            // what it quotes
            Answers("outlook-original", "Voici la photo.", folded: "Message d'origine"),
            Answers("outlook-headers", "C'est urgent.", folded: "Envoyé : lundi 13 mars"),
            Answers("outlook-english", "Any news?", folded: "Subject: Printer"),
            Answers("glpi-lines", "Merci de la rappeler.", folded: "Ticket : 1234"),
            Answers("our-line", "Oui, demain.", folded: "Bonjour"),
            Answers("broken-announcement", "Je suis là à 14 h.", folded: "prise en charge"),
            Answers("english-announcement", "Thanks, tomorrow is fine?", folded: "wrote:"),
            Answers("german-announcement", "Ja.", folded: "schrieb"),
            Answers("answer-below", "Le modèle est HP 400.", folded: "prise en charge"),
            Answers("answers-between", "HP 400.\nLe 12.", folded: "> Quel bureau ?"),
            Opens("passed-on", "Écran") with
            {
                Folded = "",
            },
            Opens("passed-on-with-words", "Écran", "Pouvez-vous regarder ?") with
            {
                Folded = "Mon écran est noir.",
            },
            Opens("phone-signature", "Réseau", "Plus de réseau salle 3") with
            {
                Folded = "iPhone",
            },
            Opens("signature", "Réseau", "Plus de réseau salle 3") with
            {
                Folded = "01 02 03 04 05",
            },
            Opens("wrapped-by-its-program", "Réseau", "Plus de réseau salle 3 depuis ce matin, et nulle part ailleurs.\n\nMerci") with
            {
                Folded = "On l'a refait hier.",
            },
            // HTML
            Opens("html-outlook", "Ciril", "Bonjour,\n\nLe logiciel Ciril est bloqué."),
            Opens("html-dangerous", "HTML", "Texte\n\nici là (https://exemple.fr/a)"),
            Answers("html-gmail", "Toujours rien", folded: "> Au revoir"),
            Opens("html-list-and-table", "Liste", "- un\n- deux\n\nPoste 12\nBureau 3"),
            Opens("html-broken", "HTML", "Bonjour tout le monde\n\nFin < 3 &"),
            WithFile("inline-picture", "Voir", "capture.png"),
            Opens("both-texts", "Deux textes", "Le texte simple"),
            Opens("blank-plain-text", "Deux textes", "Le texte riche"),
            WithFile("invitation", "Réunion à 14 h", "invitation.ics"),
            // letters
            Letters("western-said-utf8", "Écran noir à l’accueil : 30 €"),
            Letters("utf8-said-western", "Écran noir à l’accueil"),
            Letters("no-charset", "Écran noir"),
            Letters("no-charset-western", "Écran noir"),
            Letters("no-type", "Écran noir"),
            Letters("latin9", "Coût : 30 €, œuvre"),
            Letters("ascii-with-accents", "Écran noir"),
            Letters("unknown-charset", "Écran noir"),
            Letters("japanese", "こんにちは"),
            Letters("utf16", "Écran noir"),
            Subject("subject-cut-in-a-letter"),
            Subject("subject-raw-western"),
            Subject("subject-raw-utf8"),
            Subject("subject-with-blanks-in-word"),
            Subject("subject-over-lines"),
            Subject("subject-endless", new string('a', 199) + "…"),
            Letters("broken-quoted-printable", "Café fermé =ZZ fin"),
            Opens("broken-base64", "Lettres"),
            Letters("zero-bytes", "Avantaprès"),
            // files
            WithFile("name-in-parts", "Ci-joint.", "délibération.pdf"),
            WithFile("name-as-a-subject", "Ci-joint.", "délibération.pdf"),
            WithFile("file-without-name", "Ci-joint.", "document.pdf"),
            WithFile("program", "Ci-joint.", "facture.pdf.exe"),
            WithFile("message-in-message", "Ci-joint.", "Message interné.eml"),
            Opens("nested-parts", "Poupées", "Au fond"),
            WithFile("only-a-photo", "", "photo.png"),
            WithFile("tnef", "Ci-joint.\n\nTexte de l'Outlook", "plan.txt"),
            WithFile("broken-tnef", "Ci-joint.", "winmail.dat"),
            Opens("no-end-of-parts", "Coupé", "Ci-joint."),
            // programs
            Counts("away", MailReason.AutomaticReply, 1234),
            Counts("away-by-subject", MailReason.AutomaticReply, 1234),
            Counts("away-in-english", MailReason.AutomaticReply),
            Counts("bounce", MailReason.Bounce),
            Counts("plain-bounce", MailReason.Bounce),
            Counts("read-receipt", MailReason.Receipt),
            Waits("newsletter", MailReason.Bulk),
            Opens("machine", "Copieur 3", "Toner vide") with
            {
                IsConfirmed = false,
            },
            Counts("ourselves", MailReason.OwnMail),
            // after the end
            Answers("thanks-after-solution", "Merci beaucoup, bonne journée !", 1235),
            Answers("not-solved", ticket: 1235) with
            {
                Reopens = true,
            },
            Counts("away-after-solution", MailReason.AutomaticReply, 1235),
            Answers("thanks-after-closing", "Parfait, merci.", 1236),
            Opens("again-after-closing") with
            {
                Ticket = 1236,
            },
            Answers("after-merge", "Encore un détail."),
            Answers("agent-answers", "Je passe demain."),
            Answers("agent-on-solved", ticket: 1235),
            // what lacks
            Waits("no-sender", MailReason.NoSender),
            Waits("undisclosed", MailReason.NoSender),
            Opens("nothing", "", ""),
            Opens("no-subject", "", "Plus de téléphone au CTM\nUrgent"),
            Opens("only-marks", "", "Bonjour"),
        ];

    [TestCaseSource(nameof(Corpus))]
    public void Each_mail_is_understood_and_becomes_what_is_right(Expected expected)
    {
        var mail = MailReader.Read(MimeMessage.Load(FileOf(expected.Name)));
        var decision = MailRules.Decide(mail, FactsOf(mail));
        Assert.That((decision.State, decision.Reason), Is.EqualTo((expected.State, expected.Reason)));
        Assert.That(decision.Ticket, Is.EqualTo(expected.Ticket), "ticket");
        Assert.That(decision.MemberId, Is.EqualTo(expected.Member), "member");
        Assert.That(decision.Reopens, Is.EqualTo(expected.Reopens), "reopens");
        Assert.That(decision.IsConfirmed, Is.EqualTo(expected.State == MailState.Opened && expected.IsConfirmed), "confirmed");
        Assert.That(mail.Files.Select(file => file.Name), Is.EqualTo(expected.Files));
        if (expected.Title is not null)
            Assert.That(mail.Title, Is.EqualTo(expected.Title));
        if (expected.Text is not null)
            Assert.That(mail.Text, Is.EqualTo(expected.Text));
        if (expected.Folded is { Length: 0 })
            Assert.That(mail.Folded, Is.Null);
        else if (expected.Folded is not null)
            Assert.That(mail.Folded, Does.Contain(expected.Folded));
    }

    [Test]
    public void Each_file_of_the_corpus_has_its_outcome() =>
        Assert.That(
            Directory.EnumerateFiles(Folder, "*.eml").Select(Path.GetFileNameWithoutExtension).ToList(),
            Is.EquivalentTo(Corpus.Select(mail => mail.Name)).And.Count.GreaterThanOrEqualTo(60)
        );

    /// <summary>What comes off the line may end anywhere, and hold anything.</summary>
    [Test]
    public void No_mail_makes_it_fail_cut_off_or_garbled()
    {
        var random = new Random(94);
        foreach (var file in Directory.EnumerateFiles(Folder, "*.eml"))
        {
            var whole = File.ReadAllBytes(file);
            for (var attempt = 0; attempt < 20; attempt++)
            {
                var content = whole[..random.Next(1, whole.Length + 1)];
                for (var change = 0; change < attempt; change++)
                    content[random.Next(content.Length)] = (byte)random.Next(256);
                if (ReceivedMail.Parse(content) is not { } message)
                    continue;
                var mail = MailReader.Read(message);
                Assert.That(mail.Title, Has.Length.LessThanOrEqualTo(200));
                Assert.That(mail.Text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t')), Is.False, file);
                Assert.That(() => MailRules.Decide(mail, FactsOf(mail)), Throws.Nothing);
            }
        }
    }

    /// <summary>Two programs that confirm each other's confirmations.</summary>
    [Test]
    public void Whoever_writes_without_end_is_not_answered_any_more_and_then_put_aside()
    {
        var mail = MailReader.Read(MimeMessage.Load(FileOf("new")));
        var facts = FactsOf(mail);
        MailDecision After(int mails) => MailRules.Decide(mail, facts with { Sender = facts.Sender with { MailsLately = mails } });
        Assert.That(After(MailRules.MostConfirmed - 1).IsConfirmed);
        Assert.That(After(MailRules.MostConfirmed), Is.EqualTo(After(0) with { IsConfirmed = false }));
        Assert.That(After(MailRules.MostTaken).Reason, Is.EqualTo(MailReason.TooMany));
    }

    static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Features", "Mailboxes", "Corpus");

    internal static string FileOf(string name) => Path.Combine(Folder, $"{name}.eml");

    static MailFacts FactsOf(IncomingMail mail)
    {
        long? member =
            mail.FromAddress.EndsWith("@ville-arcueil.fr", StringComparison.Ordinal) ? Arcueil
            : mail.FromAddress.EndsWith("@ville-ivry.fr", StringComparison.Ordinal) ? Ivry
            : null;
        var isStaff = mail.FromAddress == "agent@siim94.example";
        var isJeanne = mail.FromAddress == "jeanne@ville-arcueil.fr";
        return new()
        {
            Sender = new()
            {
                IsOurselves = mail.FromAddress == "support@siim94.example",
                UserId = isStaff ? 1 : null,
                IsStaff = isStaff,
                MemberId = member,
            },
            Answered = mail.Answered.Select(id => Known().Match(id)).FirstOrDefault(known => known.Success) is { } found
                ? Ticket(long.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture)) with
                {
                    IsAnswerToUs = found.Groups[1].Value == "t",
                }
                : null,
            Marked = mail.MarkedTicket is { } number ? Ticket(number) : null,
            Alike = isJeanne && mail.Title != mail.Subject && mail.Title == "Imprimante en panne" ? Ticket(1234) : null,
        };

        MailTicket Ticket(long number) =>
            new()
            {
                Number = number == 1237 ? 1234 : number,
                MemberId = Arcueil,
                Status = number switch
                {
                    1235 => "resolved",
                    1236 => "closed",
                    _ => "assigned",
                },
                IsSenders = isJeanne,
            };
    }

    [GeneratedRegex(@"^(t|known)(\d{4})[.@]")]
    private static partial Regex Known();
}
