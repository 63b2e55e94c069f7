namespace Siim94.ITSM.Tests.Kernel;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
sealed class SharedWorkTests
{
    readonly SharedWork<string> shared = new();
    readonly Dictionary<string, string> kept = [];
    int worked;

    [Test]
    public async Task Those_who_want_the_same_at_once_wait_for_the_first()
    {
        var isAllowed = new TaskCompletionSource();
        var readers = Enumerable.Range(0, 20).Select(_ => Read("year", isAllowed.Task)).ToList();
        var other = await Read("month", Task.CompletedTask);
        Assert.That(readers.Any(reader => reader.IsCompleted), Is.False);

        isAllowed.SetResult();
        Assert.That(await Task.WhenAll(readers), Is.All.EqualTo("year 2"));
        Assert.That((other, worked), Is.EqualTo(("month 1", 2)), "another question waits for nobody");
    }

    [Test]
    public async Task When_the_first_fails_the_next_one_tries()
    {
        var isAllowed = new TaskCompletionSource();
        var first = Read("year", isAllowed.Task);
        var others = Enumerable.Range(0, 5).Select(_ => Read("year", Task.CompletedTask)).ToList();
        isAllowed.SetException(new InvalidOperationException("no"));
        Assert.That(async () => await first, Throws.InvalidOperationException);
        Assert.That(await Task.WhenAll(others), Is.All.EqualTo("year 1"));
    }

    [Test]
    public async Task Who_no_longer_waits_disturbs_nobody()
    {
        var isAllowed = new TaskCompletionSource();
        using var gone = new CancellationTokenSource();
        var first = Read("year", isAllowed.Task);
        var impatient = Read("year", Task.CompletedTask, gone.Token);
        var patient = Read("year", Task.CompletedTask);
        await gone.CancelAsync();
        Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());
        isAllowed.SetResult();
        Assert.That((await first, await patient, worked), Is.EqualTo(("year 1", "year 1", 1)));
    }

    Task<string> Read(string key, Task isAllowed, CancellationToken ct = default) =>
        shared.Get(
            key,
            () => kept.GetValueOrDefault(key),
            async () =>
            {
                await isAllowed;
                return kept[key] = $"{key} {++worked}";
            },
            ct
        );
}
