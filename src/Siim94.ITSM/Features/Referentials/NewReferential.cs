namespace Siim94.ITSM.Features.Referentials;

/// <summary>What is asked of every new row.</summary>
public abstract record NewReferential : ICommand<AddedReferential>
{
    /// <summary>Upper-case letters, digits and dashes; made from the name when left blank.</summary>
    public string? Code { get; set; }

    public string? Name { get; set; }
}

public sealed record AddedReferential(string Code, string Name);
