package dev.holdfast.worker.provider.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One provider of the file, as it stands there.
 *
 * @param id stable, lower case; what requests name it by
 * @param title as a person reads it
 * @param wire the format that it speaks
 * @param baseUrl its address, up to where the format's own paths begin; may be left out where
 *     {@code baseUrlFrom} gives it
 * @param baseUrlFrom name of the environment variable with another address
 * @param wireThere the format at that other address; default {@code wire}
 * @param keyFrom name of the environment variable with the worker's own key
 * @param keyless whether it asks for no key
 * @param enabled false takes it out without taking it away
 * @param list whether its own list of models is asked for, with the worker's key
 * @param listOnly a regular expression: of that list, only what matches is offered
 * @param keyTriedAt a path below the address that answers to a working key, where the list answers
 *     to anybody; without it the list is asked for
 * @param reasoningSummaries OpenAI's Responses: whether to ask for what the model thinks, which
 *     OpenAI gives to verified organisations only
 * @param titleModel name of a small model that writes conversations' titles
 * @param models what is known of its models; offered in this order
 * @param otherModels what is true of every model that is not named here; its name is left out
 */
public record ProviderEntry(
        String id,
        String title,
        WireName wire,
        @Nullable String baseUrl,
        @Nullable String baseUrlFrom,
        @Nullable WireName wireThere,
        @Nullable String keyFrom,
        boolean keyless,
        @Nullable Boolean enabled,
        boolean list,
        @Nullable String listOnly,
        @Nullable String keyTriedAt,
        boolean reasoningSummaries,
        @Nullable String titleModel,
        List<ModelEntry> models,
        @Nullable ModelEntry otherModels) {

    public ProviderEntry {
        models = models == null ? List.of() : List.copyOf(models);
    }

    /** A server of which no more is known than that it speaks OpenAI's Chat Completions. */
    public static ProviderEntry compatible(String id, String title, String baseUrl) {
        return new ProviderEntry(
                id,
                title,
                WireName.OPENAI_CHAT,
                baseUrl,
                null,
                null,
                null,
                true,
                null,
                false,
                null,
                null,
                false,
                null,
                List.of(),
                null);
    }
}
