using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Siim94.ITSM.Features.Demo;
using Siim94.ITSM.Features.Reference;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM.Tests.Support;

/// <summary>The product without its web server, on a database of the test's own, filled with the syndicate's referentials.</summary>
sealed class TestApp : IAsyncDisposable
{
    // Made once: a file is copied sooner than a schema is made.
    static readonly Lazy<Task<byte[]>> Filled = new(() => ContentOf(Fill(null)));
    static readonly Lazy<Task<byte[]>> WithDemo = new(() => ContentOf(BuildDemo()));

    static async Task<byte[]> ContentOf(Task<TestApp> made)
    {
        await using var app = await made;
        return app.database.Content();
    }

    readonly TestDatabase database;
    readonly ServiceProvider services;

    TestApp(TestDatabase database, Action<IServiceCollection>? configure)
    {
        this.database = database;
        var collection = new ServiceCollection().AddLogging().AddProduct(database.Dialect).AddSingleton<TimeProvider>(Clock);
        // Passwords of tests are no secret; over HTTP they are hashed as everywhere.
        collection.Configure<PasswordHasherOptions>(options => options.IterationCount = 100);
        configure?.Invoke(collection);
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    /// <summary>Tuesday 14 March 2017, 10:00 in Paris.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2017, 3, 14, 9, 0, 0, TimeSpan.Zero));

    public SqlDialect Dialect => database.Dialect;

    /// <summary>Where its data are: the product may be served from there.</summary>
    public TestDatabase Database => database;

    public IServiceProvider Services => services;

    /// <param name="configure">Adds what the test brings itself: the handler of a request of its own.</param>
    public static async Task<TestApp> Start(Action<IServiceCollection>? configure = null) =>
        TestDatabase.IsOnSqlServer ? await Fill(configure) : new(TestDatabase.Of(await Filled.Value), configure);

    /// <summary>On a SQLite database of its own that holds what another held.</summary>
    public static TestApp StartFrom(byte[] content) => new(TestDatabase.Of(content), null);

    static async Task<TestApp> Fill(Action<IServiceCollection>? configure)
    {
        var app = new TestApp(TestDatabase.Migrated(), configure);
        await app.Send(new ImportReference());
        return app;
    }

    /// <summary>The demo years, rolled up; it is the first of February 2018.</summary>
    public static async Task<TestApp> StartWithDemo()
    {
        if (TestDatabase.IsOnSqlServer)
            return await BuildDemo();
        var app = new TestApp(TestDatabase.Of(await WithDemo.Value), null);
        app.Clock.SetUtcNow(AfterDemo);
        return app;
    }

    static readonly DateTimeOffset AfterDemo = new(2018, 2, 1, 9, 0, 0, TimeSpan.Zero);

    static async Task<TestApp> BuildDemo()
    {
        var app = await Start();
        app.Clock.SetUtcNow(AfterDemo);
        await new DemoBuilder(app.services.GetRequiredService<Dispatcher>(), app.Clock).Build(new Progress<double>());
        return app;
    }

    /// <summary>Sends a request as the system.</summary>
    public Task<TAnswer> Send<TAnswer>(IRequest<TAnswer> request) => SendAs(UserIdentity.System, request);

    public Task<TAnswer> SendAs<TAnswer>(
        UserIdentity user,
        IRequest<TAnswer> request,
        string? idempotencyKey = null,
        CancellationToken ct = default
    ) => services.GetRequiredService<Dispatcher>().Send(request, user, idempotencyKey, ct);

    /// <summary>Sends a request that must be refused.</summary>
    public Refusal Refused<TAnswer>(IRequest<TAnswer> request) => RefusedAs(UserIdentity.System, request);

    public Refusal RefusedAs<TAnswer>(UserIdentity user, IRequest<TAnswer> request) =>
        Assert.ThrowsAsync<Refusal>(() => SendAs(user, request))!;

    /// <summary>Rolls up until no mark is left.</summary>
    public async Task RollUp()
    {
        while ((await Send(new RollUp())).Pending > 0) { }
    }

    /// <summary>Runs SQL on a connection of its own.</summary>
    public async Task<T> Query<T>(Func<Db, Task<T>> query)
    {
        await using var db = new Db(database.Dialect);
        return await query(db);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        database.Dispose();
    }
}
