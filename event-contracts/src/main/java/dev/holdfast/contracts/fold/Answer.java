package dev.holdfast.contracts.fold;

import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * What the counted events of one generation have made so far. Mutable and confined to one thread;
 * appending costs the appended text, not the answer's length.
 */
public final class Answer {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<String> html = new ArrayList<>();
    private List<Source> sources = List.of();

    /** Takes in an event for which {@link Standing#rule} said {@link Ruling.Counts}. */
    public void add(GenerationEvent event) {
        switch (event) {
            case GenerationEvent.Queued _ -> {}
            case GenerationEvent.Alive _ -> {}
            case GenerationEvent.Released _ -> {}
            case GenerationEvent.Started started -> {
                text.setLength(started.keeps());
                reasoning.setLength(0);
                html.clear();
                sources = Source.keptWith(started.keeps(), sources);
            }
            case GenerationEvent.Progressed progressed -> {
                text.append(progressed.text());
                reasoning.append(progressed.reasoning());
                progressed.html().forEach(patch -> patch.applyTo(html));
                sources = Source.join(sources, progressed.sources());
            }
            case GenerationEvent.Ended ended -> {
                text.setLength(0);
                text.append(ended.text());
                reasoning.setLength(0);
                reasoning.append(ended.reasoning());
                html.clear();
                html.addAll(ended.html());
                sources = Source.join(List.of(), ended.sources());
            }
        }
    }

    public String text() {
        return text.toString();
    }

    public String reasoning() {
        return reasoning.toString();
    }

    /** The HTML of each top-level block. */
    public List<String> html() {
        return List.copyOf(html);
    }

    /** In the order of their numbers. */
    public List<Source> sources() {
        return sources;
    }

    /** Length of the text, in UTF-16 code units. */
    public int length() {
        return text.length();
    }
}
