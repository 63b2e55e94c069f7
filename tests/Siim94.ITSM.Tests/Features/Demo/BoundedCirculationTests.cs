using CsCheck;
using Siim94.ITSM.Features.Demo;

namespace Siim94.ITSM.Tests.Features.Demo;

public sealed class BoundedCirculationTests
{
    sealed record Edge(int From, int To, long Least, long Most);

    sealed record Network(int Nodes, Edge[] Edges);

    static Gen<Network> Networks(int mostNodes, int mostEdges, int mostAmount) =>
        from nodes in Gen.Int[1, mostNodes]
        from edges in (
            from start in Gen.Int[0, nodes - 1]
            from end in Gen.Int[0, nodes - 1]
            from least in Gen.Int[0, mostAmount]
            from width in Gen.Int[0, mostAmount]
            select new Edge(start, end, least, least + width)
        ).Array[0, mostEdges]
        select new Network(nodes, edges);

    [Test]
    public void Keeps_every_bound_and_passes_on_what_it_receives() =>
        Networks(12, 40, 30)
            .Sample(network =>
            {
                if (Solve(network) is { } flows)
                    Assert.That(IsCirculation(network, flows), Is.True);
            });

    [Test]
    public void Finds_a_circulation_around_any_given_one() =>
        (
            from network in Networks(12, 20, 30)
            from cycles in Gen.Int[0, network.Nodes - 1].Array[2, 6].Array[1, 10]
            from amounts in Gen.Int[0, 1000].Array[cycles.Length]
            from slacks in Gen.Int[0, 3].Array[2, 12]
            select (network, cycles, amounts, slacks)
        ).Sample(example =>
        {
            // Amounts sent round closed walks are a circulation; bounds drawn around it are feasible whatever their width.
            var edges = new List<Edge>();
            foreach (var (cycle, amount) in example.cycles.Zip(example.amounts))
            {
                for (var i = 0; i < cycle.Length; i++)
                {
                    var slack = example.slacks[(edges.Count + i) % example.slacks.Length];
                    edges.Add(new(cycle[i], cycle[(i + 1) % cycle.Length], Math.Max(0, amount - slack), amount + slack));
                }
            }

            var network = new Network(example.network.Nodes, [.. edges]);
            Assert.That(Solve(network), Is.Not.Null);
            Assert.That(IsCirculation(network, Solve(network)!), Is.True);
        });

    [Test]
    public void Agrees_with_trying_every_amount_on_tiny_networks() =>
        Networks(4, 5, 2)
            .Sample(network =>
                Assert.That(Solve(network) is not null, Is.EqualTo(Every(network.Edges).Any(flows => IsCirculation(network, flows))))
            );

    [Test]
    public void Names_the_bounds_that_conflict()
    {
        var network = new BoundedCirculation();
        var (first, second, third) = (network.AddNode(), network.AddNode(), network.AddNode());
        network.AddEdge(first, second, 0, 5, "rows");
        network.AddEdge(second, third, 6, 9, "total");
        network.AddEdge(third, first, 0, BoundedCirculation.Unlimited);

        Assert.That(network.TrySolve(out var conflict), Is.Null);
        Assert.That(conflict, Is.EquivalentTo(["rows [0, 5]", "total [6, 9]"]));
    }

    [Test]
    public void Refuses_a_lower_bound_above_the_upper_bound()
    {
        var network = new BoundedCirculation();
        var node = network.AddNode();
        network.AddEdge(node, node, 3, 2, "loop");

        Assert.That(network.TrySolve(out var conflict), Is.Null);
        Assert.That(conflict, Is.EqualTo(["loop [3, 2]"]));
    }

    static IReadOnlyList<long>? Solve(Network network)
    {
        var circulation = new BoundedCirculation();
        for (var node = 0; node < network.Nodes; node++)
            circulation.AddNode();
        foreach (var edge in network.Edges)
            circulation.AddEdge(edge.From, edge.To, edge.Least, edge.Most);
        return circulation.TrySolve(out _);
    }

    static bool IsCirculation(Network network, IReadOnlyList<long> flows)
    {
        var balance = new long[network.Nodes];
        foreach (var (edge, flow) in network.Edges.Zip(flows))
        {
            if (flow < edge.Least || flow > edge.Most)
                return false;
            balance[edge.From] -= flow;
            balance[edge.To] += flow;
        }

        return balance.All(amount => amount == 0);
    }

    static IEnumerable<long[]> Every(Edge[] edges)
    {
        if (edges.Length == 0)
            return
            [
                [],
            ];
        return from amount in Enumerable.Range((int)edges[0].Least, (int)(edges[0].Most - edges[0].Least) + 1)
            from rest in Every(edges[1..])
            select (long[])[amount, .. rest];
    }
}
