using Siim94.ITSM.Features.Imports;

namespace Siim94.ITSM.Tests.Features.Imports;

/// <summary>Numbers, days and headings as people write them, without a database.</summary>
[SetCulture("fr-FR")]
sealed class FileNumbersTests
{
    [TestCase("5", "5")]
    [TestCase("007", "7")]
    [TestCase("0,5", "0.5")]
    [TestCase("0.5", "0.5")]
    [TestCase(",5", "0.5")]
    [TestCase("+3,5", "3.5")]
    [TestCase("-3,5", "-3.5")]
    [TestCase("\u22123,5", "-3.5")]
    [TestCase("12-", "-12")]
    [TestCase("(12,5)", "-12.5")]
    [TestCase("1 234,5", "1234.5")]
    [TestCase("1\u00A0234\u00A0567,5", "1234567.5")]
    [TestCase("1\u202F234", "1234")]
    [TestCase("1'234.5", "1234.5")]
    [TestCase("1’234’567", "1234567")]
    [TestCase("1,234.56", "1234.56")]
    [TestCase("1.234,56", "1234.56")]
    [TestCase("1.234.567", "1234567")]
    [TestCase("1,234,567.8", "1234567.8")]
    [TestCase("0.613", "0.613")]
    [TestCase("1234.567", "1234.567")]
    [TestCase("12.3456", "12.3456")]
    public void What_can_be_read_in_one_way_is_read_so_whatever_was_chosen(string text, string number)
    {
        foreach (var decimals in (string?[])[null, ",", "."])
            Assert.That(
                FileNumbers.Read(text, decimals).Value,
                Is.EqualTo(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
                decimals
            );
    }

    [TestCase("1,234", 1.234, 1234)]
    [TestCase("113.613", 113613, 113.613)]
    [TestCase("-12.500", -12500, -12.5)]
    public void What_can_be_read_in_two_ways_follows_the_sign_that_was_chosen(string text, decimal withComma, decimal withPoint)
    {
        Assert.That(FileNumbers.Read(text, null), Has.Property("Value").Null.And.Property("IsAmbiguous").True);
        Assert.That(FileNumbers.Read(text, ",").Value, Is.EqualTo(withComma));
        Assert.That(FileNumbers.Read(text, ".").Value, Is.EqualTo(withPoint));
    }

    [TestCase("")]
    [TestCase("abc")]
    [TestCase("5,")]
    [TestCase("1,2,3")]
    [TestCase("10.3.1")]
    [TestCase("12,34,56")]
    [TestCase("1 23")]
    [TestCase("12 34")]
    [TestCase("1234 567")]
    [TestCase("1 234'567")]
    [TestCase("1.234.5")]
    [TestCase("1E3")]
    [TestCase("--5")]
    [TestCase("-5-")]
    [TestCase("(5")]
    [TestCase("5)")]
    [TestCase("5 €")]
    [TestCase("12 %")]
    [TestCase("TRUE")]
    [TestCase("#N/A")]
    [TestCase("999999999999999999999999999999999")]
    public void What_is_no_number_is_none(string text)
    {
        foreach (var decimals in (string?[])[null, ",", "."])
            Assert.That(FileNumbers.Read(text, decimals), Is.EqualTo(default(NumberReading)).Or.Property("Value").Null, decimals);
        Assert.That(FileNumbers.Read(text, null).IsAmbiguous, Is.False);
    }

    [TestCase("0,5 1,25", ",", false)]
    [TestCase("0.5 1.25", ".", false)]
    [TestCase("3,5 0.5 1,25", null, false, Description = "each can be read in one way only")]
    [TestCase("1 2 3", null, false)]
    [TestCase("113.613", null, true)]
    [TestCase("113.613 12,5", null, true, Description = "nothing shows what the point is")]
    [TestCase("113.613 0.5", ".", false)]
    [TestCase("113.613 1.234,5", ",", false)]
    [TestCase("1,234 12,5", ",", false)]
    [TestCase("1,234 1,234.56", ".", false)]
    [TestCase("1.234 0.5 1.234.567", null, true, Description = "the point is shown to be both")]
    [TestCase("2h30 1,500h 0,5h", ",", false)]
    [TestCase("2h30 1,500h", null, true)]
    [TestCase("12.500€ 1.234,56€", ",", false)]
    public void The_decimal_sign_is_what_numbers_show(string texts, string? decimals, bool isAsked) =>
        Assert.That(FileNumbers.Guess(texts.Split(' ')), Is.EqualTo((decimals, isAsked)));

    [TestCase("2018-03-23", "2018-03-23 00:00")]
    [TestCase("23/03/2018", "2018-03-23 00:00")]
    [TestCase("3/4/18", "2018-04-03 00:00")]
    [TestCase("23.03.99", "1999-03-23 00:00")]
    [TestCase("20180323", "2018-03-23 00:00")]
    [TestCase("23 mars 2018", "2018-03-23 00:00")]
    [TestCase("vendredi 23 mars 2018", "2018-03-23 00:00")]
    [TestCase("1er août 2018", "2018-08-01 00:00")]
    [TestCase("23-févr.-18", "2018-02-23 00:00")]
    [TestCase("23 March 2018", "2018-03-23 00:00")]
    [TestCase("March 23, 2018", "2018-03-23 00:00")]
    [TestCase("23/03/2018 9:05", "2018-03-23 09:05")]
    [TestCase("23/03/2018 09h05", "2018-03-23 09:05")]
    [TestCase("23 mars 2018 à 14:30", "2018-03-23 14:30")]
    [TestCase("2018-03-23T09:05:59", "2018-03-23 09:05")]
    [TestCase("2018-03-23T09:05:00Z", "2018-03-23 10:05", Description = "an offset is heeded: Paris is an hour ahead")]
    [TestCase("2018-07-23T09:05+00:00", "2018-07-23 11:05")]
    public void Days_are_read_in_digits_and_in_words(string text, string local) =>
        Assert.That($"{FileDates.Instant(new(text)):yyyy-MM-dd HH:mm}", Is.EqualTo(local));

    [TestCase("03/25/2018")]
    [TestCase("31/02/2018")]
    [TestCase("32/01/2020")]
    [TestCase("23 marsouin 2018")]
    [TestCase("2018")]
    [TestCase("43178")]
    [TestCase("23/03/2018 25:00")]
    [TestCase("23/03/2018 9:05 PM")]
    public void What_is_no_day_is_none(string text) => Assert.That(FileDates.Instant(new(text)), Is.Null);

    [TestCase("Nombre d'heures", "h")]
    [TestCase("Nombre d’heures", "h")]
    [TestCase("NbHeures", "h")]
    [TestCase("nb_heures", "h")]
    [TestCase("nbheures", "h")]
    [TestCase("Durée en heures", "h")]
    [TestCase("Temps passé (h)", "h")]
    [TestCase("TEMPS PASSÉ (HEURES)", "h")]
    [TestCase("Durée (min)", "min")]
    [TestCase("Temps passé en minutes", "min")]
    [TestCase("Nombre de jours", "d")]
    [TestCase("Jours", "d")]
    [TestCase("Qté (j)", "d")]
    [TestCase("Heures passées", "h")]
    [TestCase("HEURES CONSOMMÉES", "h")]
    [TestCase("Total heures", "h")]
    [TestCase("Hours worked", "h")]
    [TestCase("Time spent (hours)", "h")]
    [TestCase("tempsh", "h")]
    [TestCase("J", "d")]
    [TestCase("j.", "d")]
    [TestCase("Nb jour", "d")]
    [TestCase("Jours travaillés", "d")]
    [TestCase("Charge réelle (jours-homme)", "d")]
    [TestCase("Temps réel", null)]
    [TestCase("Tps", null)]
    [TestCase("Tps passé", null)]
    [TestCase("Durée (hh:mm)", null)]
    [TestCase("Jours/heures", null)]
    [TestCase("J/H", null)]
    [TestCase("Jours ou heures", null)]
    [TestCase("Demi-journées", "half-d")]
    [TestCase("Nombre de demi-journées", "half-d")]
    [TestCase("demijournees", "half-d")]
    [TestCase("1/2 journées", "half-d")]
    [TestCase("½ j", "half-d")]
    [TestCase("Half days", "half-d")]
    [TestCase("Jours ou demi-journées", null)]
    [TestCase("Durée totale (heures décimales)", "h")]
    [TestCase("Durée de l'intervention (h)", "h")]
    [TestCase("Man-days", "d")]
    [TestCase("Demi-heures", null)]
    [TestCase("Quarts d'heure", null)]
    [TestCase("¼ j", null)]
    [TestCase("Centièmes d'heure", null)]
    [TestCase("Charge (j/h)", null)]
    [TestCase("Temps passé", null)]
    [TestCase("Qté", null)]
    [TestCase("Durée", null)]
    public void The_unit_is_any_word_of_the_heading(string heading, string? unit)
    {
        Assert.That(FileHeadings.UnitOf(heading), Is.EqualTo(unit));
        var columns = ImportFields.Propose(ImportKind.TimeEntries, ["Agent", "Date", heading]);
        Assert.That(columns.GetValueOrDefault("quantity"), Is.EqualTo(3), "it is seen to be the duration");
    }

    [TestCase("Heure de début")]
    [TestCase("Heure de saisie")]
    [TestCase("Jour")]
    [TestCase("Jour travaillé")]
    [TestCase("Heures prévues")]
    [TestCase("Charge estimée (j)")]
    [TestCase("Reste à faire (j)")]
    [TestCase("Heures supplémentaires")]
    [TestCase("Séjours")]
    [TestCase("Nombre")]
    [TestCase("Total")]
    [TestCase("Jour férié")]
    [TestCase("Commentaire")]
    [TestCase("Date d'heure")]
    public void Other_headings_are_no_durations(string heading) => Assert.That(FileHeadings.IsDuration(heading), Is.False);

    [TestCase("Noms des agents", "agent")]
    [TestCase("Adhérents", "member")]
    [TestCase("Date de l'intervention (JJ/MM/AAAA)", "day")]
    [TestCase("N° de ticket", "ticket")]
    public void Headings_are_known_in_the_plural_and_with_words_between(string heading, string field) =>
        Assert.That(ImportFields.Propose(ImportKind.TimeEntries, [heading]).Keys, Is.EqualTo(new[] { field }));
}
