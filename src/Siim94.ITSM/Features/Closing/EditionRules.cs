namespace Siim94.ITSM.Features.Closing;

/// <summary>What is true of every request about frozen figures.</summary>
static class EditionRules
{
    /// <summary>A frozen table holds every member's figures: nobody who may see some of them only reads it.</summary>
    public static void RefuseUnlessSeesAll(this CurrentUser user)
    {
        if (!user.SeesAllMembers)
            throw RequestErrors.NotAllowed();
    }
}
