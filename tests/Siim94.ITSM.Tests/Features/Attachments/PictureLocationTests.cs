using System.Text;
using Siim94.ITSM.Features.Attachments;

namespace Siim94.ITSM.Tests.Features.Attachments;

/// <summary>Pictures do not tell where they were taken, and stay as they are otherwise.</summary>
sealed class PictureLocationTests
{
    static byte[] Kept(byte[] picture) => NewFile.Of("photo", picture).Content;

    [TestCase(6, false)]
    [TestCase(8, true)]
    public void A_photo_loses_its_place_and_keeps_the_way_it_is_turned(int orientation, bool isLittle) =>
        Assert.That(
            Kept(Files.JpegWithPlace((ushort)orientation, isLittle)),
            Is.EqualTo(Files.JpegTurned((ushort)orientation)),
            "byte for byte"
        );

    [Test]
    public void Exif_that_says_nothing_of_the_way_it_is_turned_goes_altogether() =>
        Assert.That(Encoding.Latin1.GetString(Kept(Files.JpegWithPlace(0))), Does.Not.Contain("Exif").And.Not.Contain(Files.Place));

    [Test]
    public void A_drawing_loses_its_texts_and_what_follows_its_end() => Assert.That(Kept(Files.PngWithPlace), Is.EqualTo(Files.Png));

    [Test]
    public void A_picture_without_a_place_is_not_touched()
    {
        Assert.That(Kept(Files.Jpeg), Is.EqualTo(Files.Jpeg));
        Assert.That(Kept(Files.Png), Is.EqualTo(Files.Png));
    }

    [Test]
    public void A_webp_picture_loses_its_place_and_says_that_it_has_none()
    {
        var kept = Kept(Files.WebPWithPlace);
        Assert.That(Encoding.Latin1.GetString(kept), Does.Not.Contain(Files.Place).And.Contain("VP8 "));
        Assert.That(kept[20], Is.Zero, "flags");
        Assert.That(BitConverter.ToInt32(kept, 4), Is.EqualTo(kept.Length - 8));
    }

    /// <summary>Wherever it ends, either nothing of the place is kept or the whole is refused.</summary>
    [Test]
    public void A_picture_that_is_cut_off_anywhere_never_tells_its_place()
    {
        foreach (var picture in (byte[][])[Files.JpegWithPlace(6), Files.PngWithPlace, Files.WebPWithPlace])
            for (var length = 12; length < picture.Length; length++)
            {
                try
                {
                    Assert.That(Encoding.Latin1.GetString(Kept(picture[..length])), Does.Not.Contain(Files.Place), $"{length}");
                }
                catch (Refusal refusal)
                {
                    Assert.That(refusal.Code, Is.EqualTo("attachment.broken-picture"));
                }
            }
    }

    [TestCase("heic")]
    [TestCase("mif1")]
    public void A_photo_whose_place_cannot_be_removed_is_refused(string brand) =>
        Assert.That(
            Assert.Throws<Refusal>(() => NewFile.Of("photo.heic", Files.Text($"\0\0\0\u0018ftyp{brand}\0\0\0\0")))!.Code,
            Is.EqualTo("attachment.location-kept")
        );
}
