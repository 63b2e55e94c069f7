using System.Globalization;
using System.Text;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>What all additions do alike.</summary>
sealed class ReferentialAdder(Db db, ReferentialWriter writer)
{
    public const int LongestCode = 60;

    /// <exception cref="Refusal">The code is taken.</exception>
    public async Task<AddedReferential> Add(
        string referential,
        NewReferential request,
        string sql,
        Func<AddedReferential, object> parameters,
        CancellationToken ct,
        Func<long, Task>? then = null
    )
    {
        var name = request.Name!.Trim();
        var row = new AddedReferential(request.Code ?? CodeOf(name), name);
        try
        {
            var id = await db.Insert(sql, parameters(row), ct);
            if (then is not null)
                await then(id);
            await writer.Done(referential, id, "add", null, row, ct);
            return row;
        }
        catch (UniqueKeyTaken)
        {
            throw ReferentialErrors.CodeTaken("Code", row.Code);
        }
    }

    /// <summary><c>Écoles d'Ivry</c> → <c>ECOLES-D-IVRY</c>.</summary>
    static string CodeOf(string name)
    {
        var code = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(letter))
                code.Append(char.ToUpperInvariant(letter));
            else if (
                !char.IsLetterOrDigit(letter)
                && CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark
                && code.Length > 0
                && code[^1] != '-'
            )
                code.Append('-');
        }
        var text = code.ToString().Trim('-');
        return text.Length == 0
            ? throw Refusal.Field("Code", "referential.code-shape", Words.CodeShape)
            : text[..Math.Min(text.Length, LongestCode)].Trim('-');
    }
}
