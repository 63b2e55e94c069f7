// What the product takes, measured from outside and printed: counts and ratios, no thresholds.
// dotnet run -c Release --project tests/Siim94.ITSM.Benchmarks -- --size 1|40|400      25,000 lines and 2,500 tickets times the size
// dotnet run -c Release --project tests/Siim94.ITSM.Benchmarks -- import              imports only, of 100,000 and 1,000,000 lines
// dotnet run -c Release --project tests/Siim94.ITSM.Benchmarks -- coverage            coverage only, of the demo's agents and of 1,000
// --product names the folder of another product to measure, as it was before a change; --on that of a database that is already there;
// --only measures the operations whose names contain a text.
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Siim94.ITSM.Benchmarks;

var size = ValueOf("--size") is { } text ? int.Parse(text) : 1;
var published = ValueOf("--product");
var folder = Directory.CreateTempSubdirectory("itsm-bench-").FullName;
try
{
    if (ValueOf("--on") is { } large)
    {
        await Operations.Measure(large, published, ValueOf("--only"), Print);
        return;
    }
    var started = Stopwatch.GetTimestamp();
    await using (var product = await Product.Start(folder, published))
    {
        Print("demo, from nothing to ready", $"{Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s");
        if (args is ["import", ..])
        {
            foreach (var count in (int[])[100_000, 1_000_000])
                await Imports.Measure(product, count, Print);
            return;
        }
    }

    await Coverage.Measure(folder, Path.Combine(folder, "thousand"), published, Print);
    if (args is ["coverage", ..])
        return;
    large = Path.Combine(folder, "large");
    await Generator.Fill(folder, large, size, Print);
    await Operations.Measure(large, published, ValueOf("--only"), Print);
}
finally
{
    SqliteConnection.ClearAllPools();
    Directory.Delete(folder, recursive: true);
}

string? ValueOf(string option) => Array.IndexOf(args, option) is >= 0 and var index && index + 1 < args.Length ? args[index + 1] : null;

static void Print(string what, string result) => Console.WriteLine($"{what, -72} {result}");
