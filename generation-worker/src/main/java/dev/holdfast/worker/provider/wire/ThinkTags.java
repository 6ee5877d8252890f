package dev.holdfast.worker.provider.wire;

import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.Completion.Correction;
import dev.holdfast.worker.provider.ForwardingListener;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a model writes between {@code <think>} and {@code </think>} for reasoning, where its
 * server leaves the tags in the answer. A tag opens only at the very start of an answer, or right
 * behind thinking that was closed; elsewhere, as in an answer about such tags, it is text.
 *
 * <p>Some models close what they never opened, since their prompt ends with the opening tag. What
 * came until then was passed on as the answer already and is corrected at the end; the next call to
 * the same model is told to begin with thinking. A closing tag within code is text.
 *
 * <p>Holds back only what may yet become a tag. Confined to its call's context.
 */
final class ThinkTags extends ForwardingListener {
    private static final List<String> NAMES = List.of("think", "thinking");

    private enum Place {
        /** Nothing but blanks since the start, or since thinking was closed. */
        BEFORE,
        THOUGHT,
        ANSWER
    }

    private final Consumer<Boolean> thinksFirst;
    private final boolean presumed;
    private final CodeWatch code = new CodeWatch();
    private final StringBuilder held = new StringBuilder();
    private Place place;

    /** Whether the server named reasoning by itself; then its tags, if any, are text. */
    private boolean named;

    /** Whether the start of thinking that was presumed has been looked at for an opening tag. */
    private boolean startJudged;

    private boolean closed;
    private int answered;
    private @Nullable Correction correction;
    private boolean wordsSince;

    /**
     * @param presumed whether this model is known to begin with thinking that no tag opens
     * @param thinksFirst learns of this call whether it did
     */
    ThinkTags(ProviderListener listener, boolean presumed, Consumer<Boolean> thinksFirst) {
        super(listener);
        this.presumed = presumed;
        this.thinksFirst = thinksFirst;
        this.place = presumed ? Place.THOUGHT : Place.BEFORE;
    }

    @Override
    public void reasoned(String piece) {
        named = true;
        if (presumed && !closed) {
            place = Place.ANSWER;
        }
        listener.reasoned(piece);
    }

    /** Where tags were taken out of the text, the provider counts in another one. */
    @Override
    public void cites(Cited citation) {
        boolean isAsSent = !closed && place != Place.THOUGHT && correction == null;
        listener.cites(isAsSent ? citation : citation.withoutPlace());
    }

    @Override
    public void answered(String piece) {
        held.append(piece);
        boolean moved = true;
        while (moved && !held.isEmpty()) {
            moved =
                    switch (place) {
                        case BEFORE -> before();
                        case THOUGHT -> thought();
                        case ANSWER -> answer();
                    };
        }
    }

    /**
     * @return whether there may be more to do with what is held
     */
    private boolean before() {
        int start = 0;
        while (start < held.length() && Character.isWhitespace(held.charAt(start))) {
            start++;
        }
        if (start == held.length()) {
            return false;
        }
        String rest = held.substring(start).toLowerCase(Locale.ROOT);
        if (!named) {
            for (String name : NAMES) {
                String tag = '<' + name + '>';
                if (rest.startsWith(tag)) {
                    held.delete(0, start + tag.length());
                    place = Place.THOUGHT;
                    return true;
                }
                if (tag.startsWith(rest)) {
                    return false;
                }
            }
        }
        if (closed) {
            // The blank lines between thinking and answer belong to neither.
            held.delete(0, start);
        }
        place = Place.ANSWER;
        return true;
    }

    private boolean thought() {
        Tag tag = closingTag(0);
        if (presumed && !startJudged && !closed && opensAtStart()) {
            return false;
        }
        if (tag == null) {
            return passOn(listener::reasoned);
        }
        if (tag.from > 0) {
            listener.reasoned(held.substring(0, tag.from));
        }
        held.delete(0, tag.to);
        closed = true;
        place = Place.BEFORE;
        return true;
    }

    /** A model that is presumed to leave the opening tag out may send it all the same. */
    private boolean opensAtStart() {
        String rest = held.toString().stripLeading().toLowerCase(Locale.ROOT);
        for (String name : NAMES) {
            String tag = '<' + name + '>';
            if (rest.startsWith(tag)) {
                held.delete(0, held.indexOf(">") + 1);
                startJudged = true;
                return false;
            }
            if (tag.startsWith(rest)) {
                return true;
            }
        }
        startJudged = true;
        return false;
    }

    private boolean answer() {
        Tag tag = named || closed || correction != null ? null : strayTag();
        if (tag == null) {
            return passOn(this::pass);
        }
        if (tag.from > 0) {
            pass(held.substring(0, tag.from));
        }
        held.delete(0, tag.to);
        correction = new Correction.ThoughtFirst(answered);
        wordsSince = false;
        return true;
    }

    private void pass(String piece) {
        answered += piece.length();
        wordsSince |= !piece.isBlank();
        code.read(piece);
        listener.answered(piece);
    }

    /** The first closing tag in the answer that does not stand in code. */
    private @Nullable Tag strayTag() {
        for (Tag tag = closingTag(0); tag != null; tag = closingTag(tag.to)) {
            if (!code.isCodeAfter(held.substring(0, tag.from))) {
                return tag;
            }
        }
        return null;
    }

    /** Where a tag stands in what is held. */
    private record Tag(int from, int to) {}

    private @Nullable Tag closingTag(int from) {
        int at = held.indexOf("</", from);
        while (at >= 0) {
            for (String name : NAMES) {
                String tag = "</" + name + '>';
                if (held.length() >= at + tag.length()
                        && held.substring(at, at + tag.length()).equalsIgnoreCase(tag)) {
                    return new Tag(at, at + tag.length());
                }
            }
            at = held.indexOf("</", at + 1);
        }
        return null;
    }

    /**
     * Passes on what is held, but for an end that may become a closing tag.
     *
     * @return false: the rest waits for more
     */
    private boolean passOn(Consumer<String> to) {
        int safe = held.length();
        int open = held.lastIndexOf("<");
        if (open >= 0 && mayClose(held.substring(open).toLowerCase(Locale.ROOT))) {
            safe = open;
        }
        if (safe > 0) {
            to.accept(held.substring(0, safe));
            held.delete(0, safe);
        }
        return false;
    }

    private static boolean mayClose(String end) {
        return NAMES.stream().anyMatch(name -> ("</" + name + '>').startsWith(end));
    }

    private void flush() {
        if (held.isEmpty()) {
            return;
        }
        String rest = held.toString();
        held.setLength(0);
        switch (place) {
            case THOUGHT -> listener.reasoned(rest);
            case BEFORE, ANSWER -> pass(rest);
        }
    }

    @Override
    public void completed(Completion completion) {
        flush();
        listener.completed(new Completion(completion.finishReason(), learned()));
    }

    private @Nullable Correction learned() {
        if (named) {
            return null;
        }
        if (correction != null) {
            thinksFirst.accept(true);
            // An answer of thinking alone is shown as it came: better than none.
            return wordsSince ? correction : null;
        }
        if (presumed && !closed) {
            thinksFirst.accept(false);
            return new Correction.NoThought();
        }
        return null;
    }

    @Override
    public void failed(ProviderFailure failure) {
        flush();
        listener.failed(failure);
    }
}
