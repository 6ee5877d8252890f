package dev.holdfast.chaos.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.play.PlayedAnswer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A content as a device has it: parts in their order, character by character. Put together after
 * the protocol's page, not with the product's own fold. Mutable; guarded by its {@link Witness}.
 */
public final class Shown {
    private final List<Part> parts = new ArrayList<>();

    /** What the protocol forbids at this place. */
    record Misfit(Breach breach, String what) {}

    private static final class Part {
        private final String type;

        /** What grows of it; of a part that comes whole, all of it. */
        private final StringBuilder said = new StringBuilder();

        private final List<String> html = new ArrayList<>();

        private Part(String type) {
            this.type = type;
        }

        private boolean comesWhole() {
            return type.equals("tool-result") || type.equals("attachment");
        }

        private int length() {
            return comesWhole() ? 1 : said.length();
        }

        private boolean isAsFarAs(Part whole) {
            return type.equals(whole.type) && whole.said.toString().startsWith(said.toString());
        }

        private boolean isAll(Part whole) {
            return isAsFarAs(whole) && said.length() == whole.said.length();
        }
    }

    /** As a message, a snapshot or an end has it. */
    public static Shown of(JsonNode content) {
        Shown shown = new Shown();
        for (JsonNode each : content.path("parts")) {
            Part part = new Part(each.path("type").asText());
            part.said.append(said(each));
            each.path("html").forEach(block -> part.html.add(block.asText()));
            shown.parts.add(part);
        }
        return shown;
    }

    /** All that the provider says: what it thinks, and then what it writes. */
    public static Shown of(PlayedAnswer answer) {
        Shown shown = new Shown();
        if (!answer.reasoning().isEmpty()) {
            shown.open("reasoning").said.append(answer.reasoning());
        }
        shown.open("text").said.append(answer.text());
        return shown;
    }

    /** As a user typed it. */
    public static Shown ofText(String text) {
        Shown shown = new Shown();
        shown.open("text").said.append(text);
        return shown;
    }

    private static String said(JsonNode partOrPiece) {
        return switch (partOrPiece.path("type").asText()) {
            case "text", "reasoning" -> partOrPiece.path("text").asText();
            case "tool-call" -> partOrPiece.path("input").asText();
            case "tool-result", "attachment" ->
                    ((ObjectNode) partOrPiece.deepCopy()).without("part").toString();
            default -> "";
        };
    }

    private Part open(String type) {
        parts.add(new Part(type));
        return parts.getLast();
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** What its text parts say, with a blank line between two of them. */
    public String text() {
        return parts.stream()
                .filter(part -> part.type.equals("text"))
                .map(part -> part.said.toString())
                .collect(Collectors.joining("\n\n"));
    }

    /** Whether a device that has {@code other} has read a beginning of this, or all of it. */
    public boolean beginsWith(Shown other) {
        if (other.parts.size() > parts.size()) {
            return false;
        }
        for (int i = 0; i < other.parts.size(); i++) {
            boolean last = i == other.parts.size() - 1;
            boolean fits =
                    last
                            ? other.parts.get(i).isAsFarAs(parts.get(i))
                            : other.parts.get(i).isAll(parts.get(i));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Whether both say the same in the same parts; their HTML is not looked at. */
    public boolean isAllOf(Shown other) {
        return beginsWith(other) && other.beginsWith(this);
    }

    /** What is wrong with keeping it up to this mark, if anything. */
    Optional<Misfit> misfitOf(JsonNode keeps) {
        int kept = keeps.path("parts").asInt();
        int length = keeps.path("length").asInt();
        if (kept < 0 || length < 0 || (kept == 0 && length > 0)) {
            return Optional.of(new Misfit(Breach.UNEXPECTED, "keeps up to where nothing is"));
        }
        if (kept > parts.size() || (kept > 0 && length > parts.get(kept - 1).length())) {
            return Optional.of(new Misfit(Breach.LOST, "keeps more than there is, " + this));
        }
        return Optional.empty();
    }

    /** Whether a run can go on from this mark: no vendor takes half a thought or call back. */
    boolean canGoOnFrom(JsonNode keeps) {
        int kept = keeps.path("parts").asInt();
        return kept <= 0
                || kept > parts.size()
                || Set.of("text", "tool-result").contains(parts.get(kept - 1).type);
    }

    /** Drops what lies behind a mark, and the HTML of what is cut. */
    void cut(JsonNode keeps) {
        int kept = Math.clamp(keeps.path("parts").asInt(), 0, parts.size());
        parts.subList(kept, parts.size()).clear();
        if (!parts.isEmpty()) {
            Part last = parts.getLast();
            if (!last.comesWhole()) {
                last.said.setLength(
                        Math.clamp(keeps.path("length").asInt(), 0, last.said.length()));
            }
            last.html.clear();
        }
    }

    /** Takes an event's pieces, one behind the other; what is wrong with them, if anything. */
    Optional<Misfit> add(JsonNode pieces) {
        Set<Integer> told = new HashSet<>();
        Optional<Misfit> first = Optional.empty();
        for (JsonNode piece : pieces) {
            int part = piece.path("part").asInt(-1);
            Optional<Misfit> misfit =
                    told.add(part)
                            ? misfitOf(piece, part)
                            : Optional.of(
                                    new Misfit(Breach.UNEXPECTED, "two pieces of part " + part));
            // It is taken all the same: what it makes is held against the provider's words.
            first = first.or(() -> misfit).or(() -> htmlOf(piece, part));
            take(piece, part);
        }
        return first;
    }

    private Optional<Misfit> misfitOf(JsonNode piece, int part) {
        int from = piece.path("from").asInt();
        if (part > parts.size() || part < 0) {
            return Optional.of(new Misfit(Breach.LOST, "part " + part + " of " + this));
        }
        if (part == parts.size()) {
            return from == 0
                    ? Optional.empty()
                    : Optional.of(new Misfit(Breach.LOST, "opened at " + from + ", " + this));
        }
        Part grown = parts.get(part);
        if (!grown.type.equals(piece.path("type").asText())) {
            return Optional.of(new Misfit(Breach.UNEXPECTED, "of another type than " + grown.type));
        }
        boolean isLast = part == parts.size() - 1;
        if (!isPlaced(piece) || (isLast && from == grown.length())) {
            return Optional.empty();
        }
        return Optional.of(
                new Misfit(
                        isLast && from > grown.length() ? Breach.LOST : Breach.TWICE,
                        "has %s, is given part %d from %d".formatted(this, part, from)));
    }

    private static boolean isPlaced(JsonNode piece) {
        return !said(piece).isEmpty() || !piece.path("html").isEmpty();
    }

    private void take(JsonNode piece, int part) {
        Part grown =
                part >= 0 && part < parts.size()
                        ? parts.get(part)
                        : open(piece.path("type").asText());
        if (grown.comesWhole()) {
            grown.said.setLength(0);
        } else if (isPlaced(piece)) {
            grown.said.setLength(Math.clamp(piece.path("from").asInt(), 0, grown.said.length()));
        }
        grown.said.append(said(piece));
        for (JsonNode patch : piece.path("html")) {
            int block = patch.path("block").asInt();
            if (block >= 0 && block < grown.html.size()) {
                String present = grown.html.get(block);
                int keep = Math.clamp(patch.path("keep").asInt(), 0, present.length());
                grown.html.set(block, present.substring(0, keep) + patch.path("add").asText());
            } else {
                grown.html.add(patch.path("add").asText());
            }
        }
    }

    /** Looked at before the piece is taken. */
    private Optional<Misfit> htmlOf(JsonNode piece, int part) {
        List<Integer> lengths = new ArrayList<>();
        if (part >= 0 && part < parts.size()) {
            parts.get(part).html.forEach(block -> lengths.add(block.length()));
        }
        for (JsonNode patch : piece.path("html")) {
            int block = patch.path("block").asInt();
            int keep = patch.path("keep").asInt();
            int length = patch.path("add").asText().length();
            if (block == lengths.size() && keep == 0) {
                lengths.add(length);
            } else if (block >= 0
                    && block < lengths.size()
                    && keep >= 0
                    && keep <= lengths.get(block)) {
                lengths.set(block, keep + length);
            } else {
                return Optional.of(
                        new Misfit(
                                Breach.LOST,
                                "HTML keeps %d of block %d, %s".formatted(keep, block, lengths)));
            }
        }
        return Optional.empty();
    }

    /** Its parts with their lengths, for a finding. */
    @Override
    public String toString() {
        return parts.stream()
                .map(part -> part.type + " " + part.length())
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
