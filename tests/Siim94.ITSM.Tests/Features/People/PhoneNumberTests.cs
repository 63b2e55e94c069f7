using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Tests.Features.People;

sealed class PhoneNumberTests
{
    [TestCase("01 45 12 34 56")]
    [TestCase("01.45.12.34.56")]
    [TestCase("01-45-12-34-56")]
    [TestCase("0145123456")]
    [TestCase("+33 1 45 12 34 56")]
    [TestCase("+33 (0)1 45 12 34 56")]
    [TestCase("+33145123456")]
    [TestCase("0033 1 45 12 34 56")]
    [TestCase("33145123456")]
    [TestCase("145123456")]
    [TestCase("01 45 12 34 56 poste 12")]
    public void A_french_number_has_one_spelling(string text) => Assert.That(PhoneNumber.KeyOf(text), Is.EqualTo("0145123456"));

    [TestCase("+32 2 555 12 12", "003225551212")]
    [TestCase("4512", "4512")]
    [TestCase("Jean", null)]
    [TestCase("", null)]
    [TestCase("1", null)]
    [TestCase("jean@ivry.fr", null)]
    public void Other_numbers_keep_theirs_and_words_have_none(string text, string? key) =>
        Assert.That(PhoneNumber.KeyOf(text), Is.EqualTo(key));

    [Test, MaxTime(5_000)]
    public void A_long_text_is_read_once() => Assert.That(PhoneNumber.KeyOf($"{new string('1', 20_000)}x"), Is.Null);

    [TestCase("45 12 34", "451234")]
    [TestCase("+33 1 45", "0145")]
    [TestCase("12", "12")]
    [TestCase("dupont 12", null)]
    public void A_part_of_a_number_is_found_in_any_spelling(string text, string? part) =>
        Assert.That(PhoneNumber.PartOf(text), Is.EqualTo(part));
}
