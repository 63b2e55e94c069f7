using System.Text.Json.Serialization;
using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>What every change of a row of a referential says: which row.</summary>
public abstract record ReferentialChange : ICommand<Unit>
{
    [JsonIgnore]
    public string Referential { get; set; } = "";

    [JsonIgnore]
    public string Code { get; set; } = "";
}
