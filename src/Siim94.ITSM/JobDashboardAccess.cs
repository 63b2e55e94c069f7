using Hangfire.Annotations;
using Hangfire.Dashboard;

namespace Siim94.ITSM;

/// <summary>The dashboard of the jobs is for administrators.</summary>
sealed class JobDashboardAccess : IDashboardAsyncAuthorizationFilter
{
    public async Task<bool> AuthorizeAsync([NotNull] DashboardContext context)
    {
        var http = context.GetHttpContext();
        await using var scope = http.RequestServices.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserDirectory>().Load(http.User.Identify(), http.RequestAborted);
        return user.Can(Permission.ManageJobs) && !user.IsPasswordTemporary;
    }
}
