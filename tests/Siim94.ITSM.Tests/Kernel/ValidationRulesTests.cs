using FluentValidation;

namespace Siim94.ITSM.Tests.Kernel;

sealed class ValidationRulesTests
{
    [TestCase("", true)]
    [TestCase(" ", true)]
    [TestCase("Réseau 😀", true)]
    [TestCase("שלום", true)]
    [TestCase("\u200B", false)]
    [TestCase(" \u202E\u200D ", false)]
    [TestCase("a\nb", false)]
    public void A_line_has_something_to_be_seen_unless_it_is_empty(string text, bool isValid)
    {
        var validator = new InlineValidator<string[]>();
        validator.RuleFor(texts => texts[0]).Line(200);
        Assert.That(validator.Validate([text]).IsValid, Is.EqualTo(isValid));
    }

    [TestCase("", true)]
    [TestCase(" \n", true)]
    [TestCase("a\n\tb", true)]
    [TestCase("\u200B\n", false)]
    [TestCase("a\u0007", false)]
    public void Lines_have_something_to_be_seen_unless_they_are_empty(string text, bool isValid)
    {
        var validator = new InlineValidator<string[]>();
        validator.RuleFor(texts => texts[0]).Paragraphs(200);
        Assert.That(validator.Validate([text]).IsValid, Is.EqualTo(isValid));
    }
}
