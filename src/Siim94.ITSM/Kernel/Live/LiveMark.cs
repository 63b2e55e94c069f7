namespace Siim94.ITSM.Kernel.Live;

/// <summary>How it is seen in the database that something of a topic was written, by whichever instance.</summary>
/// <param name="Topic">What pages watch.</param>
/// <param name="Sql">Selects one number that is another one afterwards; it costs next to nothing.</param>
sealed record LiveMark(string Topic, string Sql);
