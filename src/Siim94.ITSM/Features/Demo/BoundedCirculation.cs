namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// A network whose every edge carries a whole amount between two bounds, and whose every node passes on exactly what it receives.
/// </summary>
/// <remarks>
/// The lower bounds are turned into supplies and demands of one maximum flow (Dinic); the circulation exists exactly when that flow serves
/// them all. Bounds that are whole numbers give a solution in whole numbers. The same network, built in the same order, gives the same
/// solution.
/// </remarks>
sealed class BoundedCirculation
{
    /// <summary>An upper bound that never binds, small enough for sums of many to fit.</summary>
    public const long Unlimited = 1L << 40;

    readonly List<(int From, int To, long Least, long Most, string Name)> edges = [];
    int nodes;

    /// <summary>Adds a node; returns its number, counted from 0.</summary>
    public int AddNode() => nodes++;

    /// <summary>Adds an edge; returns its number, counted from 0.</summary>
    /// <param name="from">Node that gives.</param>
    /// <param name="to">Node that receives.</param>
    /// <param name="least">Least amount, not negative; above <paramref name="most"/> nothing is feasible.</param>
    /// <param name="most">Greatest amount.</param>
    /// <param name="name">What the bounds stand for, for messages; empty for a mere passage.</param>
    public int AddEdge(int from, int to, long least, long most, string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(least);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)from, (uint)nodes);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)to, (uint)nodes);
        edges.Add((from, to, least, most, name));
        return edges.Count - 1;
    }

    /// <summary>The amount on each edge, by its number; null when no circulation fits, and then the edges whose bounds conflict.</summary>
    public IReadOnlyList<long>? TrySolve(out IReadOnlyList<string> conflict)
    {
        conflict = [.. edges.Where(edge => edge.Least > edge.Most).Select(Describe)];
        if (conflict.Count > 0)
            return null;

        var source = nodes;
        var sink = nodes + 1;
        var flow = new MaximumFlow(nodes + 2);
        var surplus = new long[nodes];
        foreach (var (from, to, least, most, _) in edges)
        {
            flow.AddArc(from, to, most - least);
            surplus[to] += least;
            surplus[from] -= least;
        }

        for (var node = 0; node < nodes; node++)
        {
            flow.AddArc(source, node, Math.Max(0, surplus[node]));
            flow.AddArc(node, sink, Math.Max(0, -surplus[node]));
        }

        if (flow.Run(source, sink) == surplus.Where(amount => amount > 0).Sum())
        {
            return [.. edges.Select((edge, number) => edge.Least + flow.Carried(number))];
        }

        // Hoffman: the least that must enter the reached nodes exceeds the most that can leave them; those are the bounds in conflict.
        var reached = flow.ReachedFrom(source);
        conflict = [.. edges.Where(Conflicts).Select(Describe)];
        return null;

        bool Conflicts((int From, int To, long Least, long Most, string Name) edge) =>
            edge.Name.Length > 0 && (reached[edge.From] ? !reached[edge.To] : reached[edge.To] && edge.Least > 0);
    }

    static string Describe((int From, int To, long Least, long Most, string Name) edge) => $"{edge.Name} [{edge.Least}, {edge.Most}]";

    /// <summary>Dinic's algorithm: shortest augmenting paths, a whole level graph at a time.</summary>
    sealed class MaximumFlow(int nodes)
    {
        // Arc 2n and its reverse 2n + 1 are neighbours: the reverse of any arc is arc ^ 1.
        readonly List<int> heads = [];
        readonly List<long> room = [];
        readonly List<int>[] arcsOf = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];
        readonly int[] level = new int[nodes];
        readonly int[] next = new int[nodes];

        public void AddArc(int from, int to, long capacity)
        {
            arcsOf[from].Add(heads.Count);
            heads.Add(to);
            room.Add(capacity);
            arcsOf[to].Add(heads.Count);
            heads.Add(from);
            room.Add(0);
        }

        public long Carried(int arc) => room[2 * arc + 1];

        public long Run(int source, int sink)
        {
            long total = 0;
            while (ReachedFrom(source)[sink])
            {
                Array.Clear(next);
                while (Push(source, sink, long.MaxValue) is > 0 and var pushed)
                    total += pushed;
            }

            return total;
        }

        public bool[] ReachedFrom(int source)
        {
            Array.Fill(level, -1);
            level[source] = 0;
            var queue = new Queue<int>([source]);
            while (queue.TryDequeue(out var node))
            {
                foreach (var arc in arcsOf[node].Where(arc => room[arc] > 0 && level[heads[arc]] < 0))
                {
                    level[heads[arc]] = level[node] + 1;
                    queue.Enqueue(heads[arc]);
                }
            }

            return [.. level.Select(distance => distance >= 0)];
        }

        long Push(int node, int sink, long most)
        {
            if (node == sink)
                return most;
            for (; next[node] < arcsOf[node].Count; next[node]++)
            {
                var arc = arcsOf[node][next[node]];
                if (room[arc] == 0 || level[heads[arc]] != level[node] + 1)
                    continue;
                var pushed = Push(heads[arc], sink, Math.Min(most, room[arc]));
                if (pushed == 0)
                    continue;
                room[arc] -= pushed;
                room[arc ^ 1] += pushed;
                return pushed;
            }

            return 0;
        }
    }
}

/// <summary>No amounts satisfy all bounds; the message lists bounds that cannot hold together, in minutes.</summary>
sealed class InfeasibleException(IReadOnlyList<string> conflict)
    : Exception($"These bounds cannot hold together: {string.Join("; ", conflict)}.");
