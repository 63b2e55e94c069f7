using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>What the bodies of requests may hold.</summary>
static class RequestBodies
{
    /// <summary>
    /// Makes properties that come from the address or a header unknown in a body: the serialiser would read over them without a word.
    /// </summary>
    public static void ForgetIgnoredProperties(JsonTypeInfo type)
    {
        for (var index = type.Properties.Count - 1; index >= 0; index--)
            if (type.Properties[index].AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) == true)
                type.Properties.RemoveAt(index);
    }

    /// <summary>A body may hold null only where its request does; what is answered was made here.</summary>
    public static void JudgeNullsOfBodiesOnly(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => !property.PropertyType.IsValueType))
            property.IsGetNullable = true;
    }
}
