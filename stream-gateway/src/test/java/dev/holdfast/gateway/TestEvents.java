package dev.holdfast.gateway;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Growing;
import dev.holdfast.contracts.content.HtmlPatch;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.ConversationView;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Result;
import dev.holdfast.gateway.replay.LogJson;
import dev.holdfast.gateway.replay.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Events as the writers of the log make them. */
public final class TestEvents {
    public static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private TestEvents() {}

    /** A UUIDv7 that is nobody else's. */
    public static UUID newId() {
        UUID random = UUID.randomUUID();
        long high = (random.getMostSignificantBits() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x7000L;
        return new UUID(high, random.getLeastSignificantBits());
    }

    public static LogRecord logged(long offset, String user, LogEvent event) {
        return new LogRecord(
                offset,
                AT.toEpochMilli(),
                user,
                event.conversationId(),
                event.sequence(),
                event instanceof GenerationEvent generation ? generation : null,
                LogJson.write(event).getBytes(StandardCharsets.UTF_8));
    }

    public static ConversationEvent.Created created(UUID conversation) {
        return new ConversationEvent.Created(
                conversation,
                AT,
                new ConversationView(conversation, "A title", null, false, null, null, AT));
    }

    public static ConversationEvent.Updated renamed(UUID conversation, String title) {
        return new ConversationEvent.Updated(
                conversation,
                AT,
                new ConversationView(conversation, title, null, false, null, null, AT));
    }

    /** As chat-api's relay writes it. */
    public static ConversationEvent.Updated numbered(UUID conversation, long sequence) {
        ConversationEvent.Updated event = renamed(conversation, "Title " + sequence);
        return new ConversationEvent.Updated(conversation, AT, event.conversation(), sequence);
    }

    /** The events of one generation, one after the other. Mutable. */
    public static final class Run {
        private final UUID conversation;
        private final UUID generation = newId();
        private final UUID message = newId();
        private final Growing content = new Growing();
        private int attempt;
        private int beats;
        private String run = "";

        public Run(UUID conversation) {
            this.conversation = conversation;
        }

        public UUID generation() {
            return generation;
        }

        public UUID message() {
            return message;
        }

        public String text() {
            return content().text();
        }

        public Content content() {
            return content.content();
        }

        public GenerationEvent.Queued queued() {
            return new GenerationEvent.Queued(
                    conversation, AT, generation, message, new ModelRef("demo", "demo-1"));
        }

        /** As chat-api's relay writes it. */
        public GenerationEvent.Queued queued(long sequence) {
            return new GenerationEvent.Queued(
                    conversation,
                    AT,
                    generation,
                    message,
                    new ModelRef("demo", "demo-1"),
                    sequence);
        }

        /** The next attempt, keeping all that can be kept. */
        public GenerationEvent.Started started() {
            attempt++;
            beats = 0;
            Mark keeps = content().keepable();
            content.cut(keeps);
            run = "run-" + ThreadLocalRandom.current().nextInt(1_000_000);
            return new GenerationEvent.Started(
                    conversation, AT, generation, attempt, run, "worker-1", keeps);
        }

        /** A start drops the HTML; the next progress brings all of it again. */
        public GenerationEvent.Progressed progressed(String added) {
            Piece.Text piece =
                    content().parts().isEmpty()
                                    || !(content().parts().getLast() instanceof Part.Text text)
                            ? new Piece.Text(
                                    content().parts().size(),
                                    0,
                                    added,
                                    List.of(new HtmlPatch(0, 0, added)))
                            : new Piece.Text(
                                    content().parts().size() - 1,
                                    text.length(),
                                    added,
                                    List.of(
                                            text.html().isEmpty()
                                                    ? new HtmlPatch(0, 0, text.text() + added)
                                                    : new HtmlPatch(0, text.length(), added)));
            content.add(piece);
            return progressed(run, piece);
        }

        private GenerationEvent.Progressed progressed(String ofRun, Piece... pieces) {
            return new GenerationEvent.Progressed(
                    conversation, AT, generation, attempt, ofRun, List.of(pieces), List.of(), null);
        }

        public GenerationEvent.Alive alive() {
            beats++;
            return new GenerationEvent.Alive(conversation, AT, generation, attempt, run, beats);
        }

        public GenerationEvent.Progressed reasoned(String added) {
            List<Part> parts = content().parts();
            Piece piece =
                    !parts.isEmpty() && parts.getLast() instanceof Part.Reasoning reasoning
                            ? new Piece.Reasoning(parts.size() - 1, reasoning.length(), added, null)
                            : new Piece.Reasoning(parts.size(), 0, added, null);
            content.add(piece);
            return progressed(run, piece);
        }

        /** Progress whose HTML does not follow what there is. */
        public GenerationEvent.Progressed misfitting() {
            Piece.Text sound = (Piece.Text) progressed("x").pieces().getFirst();
            return progressed(
                    run,
                    new Piece.Text(
                            sound.part(),
                            sound.from(),
                            sound.text(),
                            List.of(new HtmlPatch(7, 0, "x"))));
        }

        /** Progress of another type than the part that it adds to. */
        public GenerationEvent.Progressed ofAnotherType() {
            Piece sound = progressed("x").pieces().getFirst();
            return progressed(run, new Piece.Reasoning(sound.part(), sound.from(), "x", null));
        }

        /** What a run that lost writes. */
        public GenerationEvent.Progressed ofZombie(String added) {
            Mark mark = content.mark();
            return progressed(
                    "zombie",
                    mark.parts() > 0 && content().parts().getLast() instanceof Part.Text
                            ? new Piece.Text(mark.parts() - 1, mark.length(), added, List.of())
                            : new Piece.Text(mark.parts(), 0, added, List.of()));
        }

        public GenerationEvent.Ended completed() {
            return new GenerationEvent.Ended(
                    conversation,
                    AT,
                    generation,
                    attempt,
                    run,
                    GenerationEvent.End.COMPLETED,
                    null,
                    new Result(content(), null, FinishReason.STOP, null));
        }
    }
}
