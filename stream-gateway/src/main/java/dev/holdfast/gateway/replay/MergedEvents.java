package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.fold.Progress;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events as the elements of a JSON array. Progress of one generation that stands in one batch, with
 * no other event of that generation between, becomes one event, where the first of it stood. An
 * event that nothing is merged into is copied as it lies in the log; only merging reads it.
 */
public final class MergedEvents {
    /** One element: an event as it is, or with what was merged into it. */
    private static final class Element {
        private final Entry first;
        private final List<Entry> others = new ArrayList<>();
        private @Nullable Progress merged;

        private Element(Entry first) {
            this.first = first;
        }

        private boolean takes(Entry next) {
            Progressed event = read(next);
            Progress progress;
            try {
                progress = merged == null ? new Progress(read(first)) : merged;
                if (!progress.takes(event)) {
                    return false;
                }
                progress.add(event);
            } catch (IllegalArgumentException misfitting) {
                // Not for us to judge: the reader gets it as it is, and what was merged before.
                merged = others.isEmpty() ? null : mergedAnew();
                return false;
            }
            others.add(next);
            merged = progress;
            return true;
        }

        private Progress mergedAnew() {
            Progress progress = new Progress(read(first));
            others.forEach(other -> progress.add(read(other)));
            return progress;
        }

        private String json() {
            return merged == null
                    ? new String(first.body(), StandardCharsets.UTF_8)
                    : LogJson.write(merged.merged());
        }

        private static Progressed read(Entry entry) {
            return (Progressed) LogJson.readAgain(entry.body());
        }
    }

    private final List<Element> elements = new ArrayList<>();

    /** The last element of a generation, while it is progress. */
    private final Map<UUID, Element> open = new HashMap<>();

    /** Adds the next event in log order. */
    public void add(Entry entry) {
        UUID generationId = entry.generationId();
        if (generationId == null) {
            elements.add(new Element(entry));
            return;
        }
        if (!entry.progress()) {
            open.remove(generationId);
            elements.add(new Element(entry));
            return;
        }
        Element last = open.get(generationId);
        if (last == null || !last.takes(entry)) {
            Element element = new Element(entry);
            open.put(generationId, element);
            elements.add(element);
        }
    }

    public boolean isEmpty() {
        return elements.isEmpty();
    }

    /** How many elements there are after merging. */
    public int size() {
        return elements.size();
    }

    /** The elements, with commas between. */
    public String json() {
        StringBuilder json = new StringBuilder();
        for (Element element : elements) {
            if (!json.isEmpty()) {
                json.append(',');
            }
            json.append(element.json());
        }
        return json.toString();
    }
}
