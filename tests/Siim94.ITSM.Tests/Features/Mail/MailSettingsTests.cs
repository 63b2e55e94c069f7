using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Tests.Features.Mail;

sealed class MailSettingsTests
{
    [TestCase("smtp.example", 587, "bilans@siim94.example", "https://itsm.example", "", null)]
    [TestCase("", 0, "", "", "", null)]
    [TestCase("smtp.example", 587, "", "https://itsm.example", "", "From")]
    [TestCase("smtp.example", 587, "bilans@siim94.example", "itsm.example", "", "PublicAddress")]
    [TestCase("smtp.example", 0, "bilans@siim94.example", "https://itsm.example", "", "Port")]
    [TestCase("smtp.example", 25, "bilans@siim94.example", "https://itsm.example", "envoi", "Security")]
    public void Settings_with_a_mistake_stop_the_start(
        string host,
        int port,
        string from,
        string address,
        string userName,
        string? mistake
    ) =>
        Assert.That(
            new MailSettings
            {
                Host = host,
                Port = port,
                From = from,
                PublicAddress = address,
                UserName = userName,
                Security = userName.Length > 0 ? MailSecurity.None : MailSecurity.StartTls,
            }.Mistake,
            mistake is null ? Is.Null : Does.Contain(mistake)
        );

    [Test]
    public void A_number_that_is_no_protection_stops_the_start() =>
        Assert.That(
            new MailSettings
            {
                Host = "smtp.example",
                From = "bilans@siim94.example",
                PublicAddress = "https://itsm.example",
                Security = (MailSecurity)7,
            }.Mistake,
            Does.Contain("Security")
        );
}
