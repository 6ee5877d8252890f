package dev.holdfast.contracts.fold;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Growing;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.log.GenerationEvent;

/**
 * What the counted events of one generation have made so far. Mutable and confined to one thread;
 * adding an event costs what it adds, not the answer's length.
 */
public final class Answer {
    private final Growing content = new Growing();

    public Answer() {}

    /** Going on from what is known already. */
    public Answer(Content known) {
        content.restore(known);
    }

    /**
     * Takes in an event for which {@link Standing#rule} said {@link Ruling.Counts}.
     *
     * @throws IllegalArgumentException if its writer broke the rules, as with a piece of another
     *     type than that of its part
     */
    public void add(GenerationEvent event) {
        switch (event) {
            case GenerationEvent.Queued _ -> {}
            case GenerationEvent.Alive _ -> {}
            case GenerationEvent.Released _ -> {}
            case GenerationEvent.Started started -> content.cut(started.keeps());
            case GenerationEvent.Progressed progressed -> {
                progressed.pieces().forEach(content::add);
                content.cite(progressed.citations());
            }
            case GenerationEvent.Ended ended -> content.restore(ended.result().content());
        }
    }

    /** As it is now; costs its length. */
    public Content content() {
        return content.content();
    }

    public Mark mark() {
        return content.mark();
    }
}
