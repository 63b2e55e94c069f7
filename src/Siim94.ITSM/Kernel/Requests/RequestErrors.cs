namespace Siim94.ITSM.Kernel.Requests;

/// <summary>Every way the pipeline itself refuses.</summary>
static class RequestErrors
{
    public static Refusal SignInFirst() => new(401, "request.sign-in-first", Words.SignInFirst);

    public static Refusal NotAllowed() => new(403, "request.not-allowed", Words.NotAllowed);

    public static Refusal ChangePasswordFirst() => new(403, "request.change-password-first", Words.ChangePasswordFirst);

    public static Refusal Invalid(IReadOnlyDictionary<string, string[]> errors) => new(422, "request.invalid", Words.Invalid, errors);

    public static Refusal NotFound() => new(404, "request.not-found", Words.NotFound);

    public static Refusal KeyUsedForAnotherRequest() => new(422, "request.key-used-for-another", Words.KeyUsedForAnotherRequest);

    public static Refusal SecretToldOnce() => new(409, "request.secret-told-once", Words.SecretToldOnce);

    public static Refusal KeyTooLong() => new(400, "request.key-too-long", Words.KeyTooLong);

    public static Refusal ChangedMeanwhile() => new(412, "request.changed-meanwhile", Words.ChangedMeanwhile);

    public static Refusal AlreadyRestored() => new(409, "request.already-restored", Words.AlreadyRestored);

    public static Refusal VersionRequired() => new(428, "request.version-required", Words.VersionRequired);
}
