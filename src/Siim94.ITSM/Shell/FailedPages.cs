using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Siim94.ITSM.Shell;

/// <summary>Shows people in words what keeps a page from being shown; programs are answered by <see cref="Problems"/>.</summary>
sealed class FailedPages(ILogger<FailedPages> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
            return true;
        var refusal = Problems.RefusalBy(exception);
        if (refusal is null)
            log.LogError(exception, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
        Problems.SetStatus(http.Response, refusal?.Status ?? StatusCodes.Status500InternalServerError, refusal);
        await new RazorComponentResult<FailedPage>(new { refusal?.Message }).ExecuteAsync(http);
        return true;
    }
}
