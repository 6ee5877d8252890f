package dev.holdfast.worker.provider.entry;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.contracts.endpoint.EndpointUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider of the file with what the environment adds: the address and the key that count.
 * Immutable; prints no key.
 */
public final class Served {
    private final ProviderEntry entry;
    private final String baseUrl;
    private final @Nullable String key;

    /** Whether the address is the operator's and not the vendor's. */
    private final boolean elsewhere;

    private final Map<String, ModelEntry> models = new LinkedHashMap<>();
    private final ModelEntry others;
    private final @Nullable Pattern listOnly;

    /**
     * @param elsewhere the address from the environment; null where the entry's own counts
     */
    public Served(ProviderEntry entry, @Nullable String elsewhere, @Nullable String key) {
        this.entry = entry;
        String address = elsewhere == null ? entry.baseUrl() : elsewhere;
        if (address == null) {
            throw new IllegalArgumentException("a provider needs an address");
        }
        this.baseUrl = EndpointUrl.withoutCall(address);
        this.key = key;
        this.elsewhere = elsewhere != null;
        entry.models().forEach(model -> models.put(model.name(), model));
        this.others = entry.otherModels() == null ? ModelEntry.unknown() : entry.otherModels();
        this.listOnly = entry.listOnly() == null ? null : Pattern.compile(entry.listOnly());
    }

    public String id() {
        return entry.id();
    }

    public String title() {
        return entry.title();
    }

    public WireName wire() {
        return elsewhere && entry.wireThere() != null ? entry.wireThere() : entry.wire();
    }

    public String baseUrl() {
        return baseUrl;
    }

    /** The worker's own. */
    public @Nullable String key() {
        return key;
    }

    /** An address of the operator's own is taken to be open to this worker. */
    public Access access() {
        return key != null || elsewhere || entry.keyless() ? Access.SERVER : Access.OWN_KEY;
    }

    /** Whether a key of a user's own is of use there. */
    public boolean takesKeys() {
        return !entry.keyless();
    }

    public boolean reasoningSummaries() {
        return entry.reasoningSummaries();
    }

    /** Whether its list of models can be asked for by this worker. */
    public boolean isListed() {
        return entry.list() && access() == Access.SERVER;
    }

    /**
     * Below the base URL, where a key is tried at no cost.
     *
     * @param list where the list of models is
     * @return null where there is no such place
     */
    public @Nullable String keyTriedAt(String list) {
        if (entry.keyTriedAt() != null) {
            return entry.keyTriedAt();
        }
        return entry.list() ? list : null;
    }

    /**
     * The small model that writes titles; null where there is none. At the operator's own address
     * only one that is listed there: the file's names are the vendor's.
     */
    public @Nullable String titleModel(List<ModelOffer> listed) {
        String name = entry.titleModel();
        return !elsewhere || listed.stream().anyMatch(each -> each.name().equals(name))
                ? name
                : null;
    }

    public ModelEntry model(String name) {
        ModelEntry known = models.get(name);
        return known == null ? others.named(name) : known;
    }

    /**
     * What the file names, then what the list adds. At the operator's own address the list is
     * believed alone, where there is one: the file's names are the vendor's.
     */
    public List<ModelOffer> offers(List<ModelOffer> listed) {
        List<ModelOffer> offers = new ArrayList<>();
        boolean trusted = elsewhere && !listed.isEmpty();
        for (ModelEntry model : models.values()) {
            if (!trusted || listed.stream().anyMatch(each -> each.name().equals(model.name()))) {
                offers.add(model.offer());
            }
        }
        for (ModelOffer model : listed) {
            boolean wanted = elsewhere || listOnly == null || listOnly.matcher(model.name()).find();
            if (wanted && !models.containsKey(model.name())) {
                offers.add(others.offer(model));
            }
        }
        return offers;
    }

    @Override
    public String toString() {
        return "Served[" + id() + ']';
    }
}
