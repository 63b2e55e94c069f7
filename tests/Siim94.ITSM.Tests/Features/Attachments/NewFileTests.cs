using System.Text;
using Siim94.ITSM.Features.Attachments;

namespace Siim94.ITSM.Tests.Features.Attachments;

/// <summary>What may be kept, as what, and under which name.</summary>
sealed class NewFileTests
{
    static IEnumerable<TestCaseData> Kinds =>
        [
            new("photo.pdf", Files.Jpeg, "image/jpeg"),
            new("x.png", Files.Png, "image/png"),
            new("x", Files.Pdf, "application/pdf"),
            new("notes.txt", Files.Text("à faire"), "text/plain"),
            new("notes.txt", Encoding.Latin1.GetBytes("à faire"), "text/plain"),
            new("lignes.csv", Files.Text("a;b"), "text/csv"),
            new("image.png", Files.Text(" <svg onload='x'>"), "image/svg+xml"),
            new("image.png", Files.Text("<?xml version='1.0'?><!-- --><svg>"), "image/svg+xml"),
            new("notes.txt", Files.Text("\uFEFF<!DOCTYPE html><script>"), "text/html"),
            new("page.html", Files.Text("bonjour"), "text/html"),
            new(
                "x.docx",
                Files.Zip("[Content_Types].xml", "word/document.xml"),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            ),
            new(
                "x.zip",
                Files.Zip("[Content_Types].xml", "xl/workbook.xml"),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            ),
            new("x.zip", Files.Zip("a.txt"), "application/zip"),
            new("x.dat", new byte[] { 0, 1, 2, 3 }, "application/octet-stream"),
        ];

    [TestCaseSource(nameof(Kinds))]
    public void A_file_is_what_its_content_says(string name, byte[] content, string type) =>
        Assert.That(NewFile.Of(name, content).MediaType, Is.EqualTo(type));

    static IEnumerable<TestCaseData> Dangers =>
        [
            new("facture.pdf", Files.Text("MZ\0\0"), "programme Windows"),
            new("facture.pdf", Files.Text("\u007FELF"), "programme Unix"),
            new("outil", Files.Text("#!/bin/sh\nrm"), "un script"),
            new("facture.pdf.exe", Files.Pdf, "(.exe)"),
            new("lien.lnk", Files.Text("x"), "(.lnk)"),
            new("macro.JS", Files.Text("x"), "(.js)"),
            new("disque.iso", Files.Text("x"), "(.iso)"),
            new("archive.zip", Files.Zip("lisez-moi.txt", "dossier/outil.exe"), "« outil.exe »"),
            new("tout.zip", Files.Zip([.. Enumerable.Range(0, 10_000).Select(number => $"{number}.txt"), "z.exe"]), "« z.exe »"),
            new("raccourci.txt", new byte[] { 0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0 }, "raccourci Windows"),
        ];

    [TestCaseSource(nameof(Dangers))]
    public void What_does_something_when_it_is_opened_is_refused_and_named(string name, byte[] content, string kind)
    {
        using var _ = new Speaking("fr-FR");
        var refusal = Assert.Throws<Refusal>(() => NewFile.Of(name, content))!;
        Assert.That(refusal.Code, Is.EqualTo("attachment.dangerous"));
        Assert.That(refusal.Errors["File"].Single(), Does.Contain(kind).And.Contain(name));
    }

    [TestCase("C:\\fakepath\\photo.png", "photo.png")]
    [TestCase("/tmp/../a.txt", "a.txt")]
    [TestCase("a\r\nb\u202Egpj.txt", "a__b_gpj.txt")]
    [TestCase("a<b>:\"?*.txt", "a_b_____.txt")]
    [TestCase("point. . ", "point")]
    [TestCase("e\u0301te\u0301.txt", "été.txt")]
    public void A_name_is_one_line_without_its_folder(string stated, string kept) =>
        Assert.That(NewFile.Of(stated, Files.Text()).Name, Is.EqualTo(kept));

    [Test]
    public void A_long_name_keeps_its_end() =>
        Assert.That(NewFile.Of(new string('é', 300) + ".txt", Files.Text()).Name, Has.Length.EqualTo(200).And.EndWith("é.txt"));

    [TestCase(null, "attachment.name-missing")]
    [TestCase("/", "attachment.name-missing")]
    public void A_file_has_a_name(string? name, string code) =>
        Assert.That(Assert.Throws<Refusal>(() => NewFile.Of(name, Files.Text()))!.Code, Is.EqualTo(code));

    [Test]
    public void What_is_empty_or_too_large_is_refused()
    {
        Assert.That(Assert.Throws<Refusal>(() => NewFile.Of("a", []))!.Code, Is.EqualTo("attachment.empty"));
        Assert.That(NewFile.Of("a", new byte[NewFile.MostBytes]).Content, Has.Length.EqualTo(NewFile.MostBytes));
        Assert.That(Assert.Throws<Refusal>(() => NewFile.Of("a", new byte[NewFile.MostBytes + 1]))!.Status, Is.EqualTo(413));
    }

    [TestCase("text/html", "application/octet-stream")]
    [TestCase("image/svg+xml", "application/octet-stream")]
    [TestCase("application/xml", "application/octet-stream")]
    [TestCase("image/png", "image/png")]
    public void Whoever_downloads_it_is_told_no_type_that_a_browser_runs(string type, string told) =>
        Assert.That(FileTypes.ToldType(type), Is.EqualTo(told));
}
