package dev.holdfast.gateway;

import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.ConversationView;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.ModelRef;
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
        private final StringBuilder text = new StringBuilder();
        private int attempt;
        private int beats;
        private int reasoned;
        private String run = "";

        /** A start drops the HTML; the next progress brings all of it again. */
        private boolean blockOpen;

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
            return text.toString();
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

        /** The next attempt, keeping everything. */
        public GenerationEvent.Started started() {
            attempt++;
            beats = 0;
            reasoned = 0;
            blockOpen = false;
            run = "run-" + ThreadLocalRandom.current().nextInt(1_000_000);
            return new GenerationEvent.Started(
                    conversation, AT, generation, attempt, run, "worker-1", text.length());
        }

        public GenerationEvent.Progressed progressed(String added) {
            GenerationEvent.Progressed progressed =
                    new GenerationEvent.Progressed(
                            conversation,
                            AT,
                            generation,
                            attempt,
                            run,
                            text.length(),
                            reasoned,
                            added,
                            "",
                            List.of(
                                    blockOpen
                                            ? new HtmlPatch(0, text.length(), added)
                                            : new HtmlPatch(0, 0, text + added)));
            blockOpen = true;
            text.append(added);
            return progressed;
        }

        public GenerationEvent.Alive alive() {
            beats++;
            return new GenerationEvent.Alive(conversation, AT, generation, attempt, run, beats);
        }

        public GenerationEvent.Progressed reasoned(String added) {
            int from = reasoned;
            reasoned += added.length();
            return new GenerationEvent.Progressed(
                    conversation,
                    AT,
                    generation,
                    attempt,
                    run,
                    text.length(),
                    from,
                    "",
                    added,
                    List.of());
        }

        /** Progress whose HTML does not follow what there is. */
        public GenerationEvent.Progressed misfitting() {
            GenerationEvent.Progressed sound = progressed("x");
            return new GenerationEvent.Progressed(
                    conversation,
                    AT,
                    generation,
                    attempt,
                    run,
                    sound.from(),
                    sound.reasoningFrom(),
                    sound.text(),
                    "",
                    List.of(new HtmlPatch(7, 0, "x")));
        }

        /** What a run that lost writes. */
        public GenerationEvent.Progressed ofZombie(String added) {
            return new GenerationEvent.Progressed(
                    conversation,
                    AT,
                    generation,
                    attempt,
                    "zombie",
                    text.length(),
                    reasoned,
                    added,
                    "",
                    List.of());
        }

        public GenerationEvent.Completed completed() {
            return new GenerationEvent.Completed(
                    conversation,
                    AT,
                    generation,
                    attempt,
                    run,
                    text.toString(),
                    List.of(text.toString()),
                    "",
                    null,
                    FinishReason.STOP,
                    null);
        }
    }
}
