package dev.holdfast.contracts.fold;

import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.Source;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges consecutive progress of one run into one event that has the same effect. Mutable, so that
 * merging n events costs their text once.
 */
public final class Progress {
    private final Progressed first;
    private final StringBuilder text;
    private final StringBuilder reasoning;
    private List<HtmlPatch> html;
    private List<Source> sources;

    /** UTF-16 code units of what was said of them. */
    private int sourcesSize;

    private Progressed last;

    /** Whether the answer was begun again anywhere in it. */
    private @Nullable Boolean anew;

    public Progress(Progressed first) {
        this.first = first;
        this.last = first;
        this.text = new StringBuilder(first.text());
        this.reasoning = new StringBuilder(first.reasoning());
        this.html = HtmlPatch.merge(List.of(), first.html());
        this.sources = Source.join(List.of(), first.sources());
        this.sourcesSize = sizeOf(first);
        this.anew = first.anew();
    }

    /** Whether {@code next} follows without anything between. */
    public boolean takes(Progressed next) {
        return next.generationId().equals(first.generationId())
                && next.attempt() == first.attempt()
                && Objects.equals(next.run(), first.run())
                && next.from() == first.from() + text.length()
                && Objects.equals(next.reasoningFrom(), reasoningTo());
    }

    /** Null where the writer does not say where its reasoning belongs. */
    private @Nullable Integer reasoningTo() {
        Integer from = first.reasoningFrom();
        return from == null ? null : from + reasoning.length();
    }

    /** Adds an event for which {@link #takes} was true. */
    public void add(Progressed next) {
        text.append(next.text());
        reasoning.append(next.reasoning());
        html = HtmlPatch.merge(html, next.html());
        sources = Source.join(sources, next.sources());
        sourcesSize += sizeOf(next);
        anew = next.anew() == null ? anew : next.anew();
        last = next;
    }

    /** All of it as one event, at the time of the last. */
    public Progressed merged() {
        return new Progressed(
                first.conversationId(),
                last.at(),
                first.generationId(),
                first.attempt(),
                first.run(),
                first.from(),
                first.reasoningFrom(),
                text.toString(),
                reasoning.toString(),
                html,
                sources,
                anew);
    }

    /** UTF-16 code units gathered so far, for whoever bounds the size of a merge. */
    public int size() {
        return text.length() + reasoning.length() + sourcesSize;
    }

    private static int sizeOf(Progressed progressed) {
        return progressed.sources().stream().mapToInt(Source::size).sum();
    }
}
