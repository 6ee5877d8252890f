package dev.holdfast.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.gateway.TestEvents;
import dev.holdfast.gateway.replay.Watched;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClientFramesTest {
    private final ClientFrames frames = new ClientFrames(2);
    private final UUID conversation = TestEvents.newId();

    private void assertRefused(String text, String slug) {
        assertThat(frames.read(text))
                .isInstanceOfSatisfying(
                        ClientFrame.Refused.class,
                        refused -> assertThat(refused.problem().slug()).isEqualTo(slug));
    }

    @Test
    void readsAResume() {
        assertThat(
                        frames.read(
                                "{\"type\":\"resume\",\"cursor\":\"c\",\"watch\":[\"%s\"],\"new\":1}"
                                        .formatted(conversation)))
                .isEqualTo(new ClientFrame.Resume("c", new Watched.Only(Set.of(conversation))));
        assertThat(frames.read("{\"type\":\"resume\",\"cursor\":null}"))
                .isEqualTo(new ClientFrame.Resume(null, Watched.NONE));
    }

    @Test
    void readsAWatchSet() {
        assertThat(
                        frames.read(
                                "{\"type\":\"watch\",\"conversations\":[\"%s\",\"%s\"]}"
                                        .formatted(conversation, conversation)))
                .isEqualTo(new ClientFrame.Watch(new Watched.Only(Set.of(conversation))));
    }

    @Test
    void readsAWatchSetOfAQuery() {
        UUID other = TestEvents.newId();
        assertThat(frames.watching(List.of(conversation + ", " + other)))
                .isEqualTo(frames.watching(List.of(conversation.toString(), other.toString())))
                .isEqualTo(new ClientFrame.Watch(new Watched.Only(Set.of(conversation, other))));
    }

    @Test
    void refusesWhatItCannotFollow() {
        assertRefused("", "malformed-request");
        assertRefused("{", "malformed-request");
        assertRefused("{} {}", "malformed-request");
        assertRefused("\"resume\"", "malformed-request");
        assertRefused("{}", "unknown-frame");
        assertRefused("{\"type\":{\"a\":1}}", "unknown-frame");
        assertRefused("{\"type\":\"resume\",\"cursor\":7}", "invalid-field");
        assertRefused("{\"type\":\"resume\",\"watch\":\"x\"}", "invalid-field");
        assertRefused("{\"type\":\"resume\",\"watch\":null}", "invalid-field");
        assertRefused("{\"type\":\"watch\",\"conversations\":null}", "invalid-field");
        assertRefused("{\"type\":\"watch\"}", "invalid-field");
        assertRefused("{\"type\":\"watch\",\"conversations\":[null]}", "invalid-id");
        assertRefused(
                "{\"type\":\"watch\",\"conversations\":[\"%s\"]}".formatted(UUID.randomUUID()),
                "invalid-id");
    }

    @Test
    void watchesOnlySoMany() {
        assertRefused(
                "{\"type\":\"watch\",\"conversations\":[\"%s\",\"%s\",\"%s\"]}"
                        .formatted(TestEvents.newId(), TestEvents.newId(), TestEvents.newId()),
                "too-many-watched");
    }
}
