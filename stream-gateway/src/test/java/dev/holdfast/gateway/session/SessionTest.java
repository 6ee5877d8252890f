package dev.holdfast.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.gateway.TestEvents;
import dev.holdfast.gateway.TestEvents.Run;
import dev.holdfast.gateway.replay.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final FakeLog log = new FakeLog(1_000_000);
    private final Connections connections = new Connections(log, Map.of());
    private final FakeOutlet outlet = new FakeOutlet();
    private final Session session = connections.open("alice", outlet).orElseThrow();
    private final UUID conversation = TestEvents.newId();
    private final Watched watched = new Watched.Only(Set.of(conversation));

    private static List<String> types(List<JsonNode> frames) {
        return frames.stream().map(frame -> frame.path("type").asText()).toList();
    }

    private static List<JsonNode> events(List<JsonNode> frames) {
        List<JsonNode> events = new ArrayList<>();
        frames.forEach(frame -> frame.path("events").forEach(events::add));
        return events;
    }

    @Test
    void beginsAtTheHeadWithTheRunningGenerationsOfWhatIsWatched() {
        // given
        Run run = new Run(conversation);
        log.append("alice", run.queued());
        log.append("alice", run.started());
        long last = log.append("alice", run.progressed("Hello"));

        // when
        session.resume(null, watched);

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(types(frames)).containsExactly("welcome", "snapshot");
        assertThat(frames.getFirst().path("resumed").asBoolean()).isFalse();
        assertThat(frames.getLast().at("/generation/content/parts/0/text").asText())
                .isEqualTo("Hello");
        assertThat(frames)
                .extracting(frame -> frame.path("cursor").asText())
                .containsOnly(log.cursor(last + 1));
    }

    @Test
    void honoursACursorAndDeliversWhatFollowsIt() {
        // given
        long first = log.append("alice", TestEvents.created(conversation));
        log.append("alice", TestEvents.renamed(conversation, "New"));

        // when
        session.resume(log.cursor(first + 1), watched);

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(types(frames)).containsExactly("welcome", "events");
        assertThat(frames.getFirst().path("resumed").asBoolean()).isTrue();
        assertThat(frames.getFirst().path("cursor").asText()).isEqualTo(log.cursor(first + 1));
        assertThat(types(events(frames))).containsExactly("conversation.updated");
    }

    @Test
    void sendsNoProgressOfWhatIsNotWatchedAndEverythingElse() {
        // given
        session.resume(null, Watched.NONE);
        outlet.frames();
        Run run = new Run(conversation);

        // when
        log.append("alice", run.queued());
        log.append("alice", run.started());
        log.append("alice", run.progressed("Hello"));
        log.append("alice", run.completed());

        // then
        assertThat(types(events(outlet.frames())))
                .containsExactly("generation.queued", "generation.started", "generation.ended");
    }

    @Test
    void sendsASnapshotBeforeTheProgressOfWhatIsNewlyWatched() {
        // given
        session.resume(null, Watched.NONE);
        Run run = new Run(conversation);
        log.append("alice", run.queued());
        log.append("alice", run.started());
        log.append("alice", run.progressed("Hello"));
        outlet.frames();

        // when
        session.watch(watched);
        log.append("alice", run.progressed(" world"));

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(types(frames)).containsExactly("snapshot", "events");
        assertThat(frames.getFirst().at("/generation/content/parts/0/text").asText())
                .isEqualTo("Hello");
        assertThat(events(frames).getFirst().at("/pieces/0/from").asInt()).isEqualTo(5);
    }

    @Test
    void watchesWhatIsAskedForWhileItsBeginningIsLookedFor() {
        // given
        Run run = new Run(conversation);
        log.append("alice", run.queued());
        log.append("alice", run.started());
        log.append("alice", run.progressed("Hello"));
        log.goAway();
        session.resume(null, Watched.NONE);

        // when
        session.watch(watched);
        log.comeBack();
        log.append("alice", run.progressed(" world"));

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(types(frames)).containsExactly("welcome", "snapshot", "events");
        assertThat(types(events(frames))).containsExactly("generation.progressed");
    }

    @Test
    void takesTheSnapshotWhereASlowReaderMeetsTheHead() {
        // given
        session.resume(null, Watched.NONE);
        Run run = new Run(conversation);
        log.append("alice", run.queued());
        log.append("alice", run.started());
        outlet.frames();
        outlet.pause();
        log.append("alice", TestEvents.renamed(conversation, "In flight"));

        // when
        log.append("alice", run.progressed("Hello"));
        session.watch(watched);
        log.append("alice", TestEvents.renamed(conversation, "Behind"));
        log.append("alice", run.progressed(" world"));
        outlet.takeOne();
        outlet.takeOne();

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(types(frames)).containsExactly("events", "events", "snapshot");
        assertThat(types(events(frames)))
                .containsExactly("conversation.updated", "conversation.updated");
        assertThat(frames.getLast().at("/generation/content/parts/0/text").asText())
                .isEqualTo("Hello world");
    }

    @Test
    void hasOneFrameOnItsWayAtMostAndMergesWhatPilesUp() {
        // given
        session.resume(null, watched);
        Run run = new Run(conversation);
        log.append("alice", run.queued());
        log.append("alice", run.started());
        outlet.frames();
        outlet.pause();

        // when
        for (int i = 0; i < 500; i++) {
            log.append("alice", run.progressed("word "));
        }
        outlet.takeOne();
        outlet.takeOne();

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(outlet.mostWaiting()).isEqualTo(1);
        assertThat(frames).hasSize(2);
        assertThat(events(frames)).hasSize(2);
        assertThat(events(frames).getLast().path("pieces")).hasSize(1);
        assertThat(events(frames).getLast().at("/pieces/0/text").asText())
                .isEqualTo("word ".repeat(499));
    }

    @Test
    void readsFromTheArchiveWhatHasLeftMemoryAndGoesOnInMemory() {
        // given
        FakeLog small = new FakeLog(2_000);
        Connections others = new Connections(small, Map.of());
        Session late = others.open("alice", outlet).orElseThrow();
        for (int i = 0; i < 50; i++) {
            small.append("alice", TestEvents.renamed(conversation, "Title " + i));
            small.append("bob", TestEvents.renamed(conversation, "Not yours"));
        }

        // when
        late.resume(small.cursor(0), watched);
        small.append("alice", TestEvents.renamed(conversation, "Live"));

        // then
        List<JsonNode> events = events(outlet.frames());
        assertThat(small.olderReads()).isGreaterThan(3);
        assertThat(events).hasSize(51);
        for (int i = 0; i < 50; i++) {
            assertThat(events.get(i).at("/conversation/title").asText()).isEqualTo("Title " + i);
        }
        assertThat(events.getLast().at("/conversation/title").asText()).isEqualTo("Live");
    }

    @Test
    void keepsNothingBackForWhatItReadInMemorySinceItLastReadTheArchive() {
        // given a reader of the archive, which then follows in memory
        FakeLog small = new FakeLog(2_000);
        Session late = new Connections(small, Map.of()).open("alice", outlet).orElseThrow();
        Run run = new Run(conversation);
        small.append("alice", run.queued());
        small.append("alice", run.started());
        fill(small);
        late.resume(small.cursor(0), watched);
        int olderReads = small.olderReads();
        small.append("alice", run.started());

        // when it falls behind what memory holds
        outlet.pause();
        small.append("alice", run.progressed("of the second attempt"));
        small.append("alice", run.completed());
        fill(small);
        outlet.goOn();
        small.append("alice", TestEvents.renamed(conversation, "Live"));

        // then
        assertThat(small.olderReads()).isGreaterThan(olderReads);
        assertThat(types(events(outlet.frames())))
                .filteredOn(type -> type.startsWith("generation."))
                .containsExactly(
                        "generation.queued",
                        "generation.started",
                        "generation.started",
                        "generation.progressed",
                        "generation.ended");
    }

    private void fill(FakeLog small) {
        for (int i = 0; i < 30; i++) {
            small.append("alice", TestEvents.renamed(conversation, "Title " + i));
        }
    }

    private void assertReset(String cursor, String reason) {
        // given
        log.append("alice", TestEvents.created(conversation));

        // when
        session.resume(cursor, watched);

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(types(frames)).containsExactly("welcome", "reset");
        assertThat(frames.getFirst().path("resumed").asBoolean()).isFalse();
        assertThat(frames.getLast().path("reason").asText()).isEqualTo(reason);
        assertThat(frames)
                .extracting(frame -> frame.path("cursor").asText())
                .containsOnly(log.cursor(1));
    }

    @Test
    void resetsACursorThatIsNone() {
        assertReset("not a cursor", "cursor-invalid");
    }

    @Test
    void resetsACursorOfALogThatWasMadeAnew() {
        String old = log.cursor(0);
        log.makeAnew();
        assertReset(old, "cursor-of-another-log");
    }

    @Test
    void resetsACursorBehindTheEndOfTheLog() {
        assertReset(log.cursor(17), "cursor-ahead");
    }

    @Test
    void honoursACursorThatTheGatewayHasNotReachedYet() {
        // given
        log.hasUnread(2);

        // when
        session.resume(log.cursor(1), watched);
        log.append("alice", TestEvents.renamed(conversation, "Known from REST"));
        log.append("alice", TestEvents.renamed(conversation, "New"));

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(types(frames)).containsExactly("welcome", "events");
        assertThat(events(frames))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.at("/conversation/title").asText()).isEqualTo("New"));
    }

    @Test
    void resetsACursorThatIsNoLongerKept() {
        // given
        FakeLog small = new FakeLog(500);
        for (int i = 0; i < 20; i++) {
            small.append("alice", TestEvents.renamed(conversation, "Title " + i));
        }
        small.forgetBefore(10);
        Session late = new Connections(small, Map.of()).open("alice", outlet).orElseThrow();

        // when
        late.resume(small.cursor(5), watched);

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(types(frames)).containsExactly("welcome", "reset");
        assertThat(frames.getFirst().path("resumed").asBoolean()).isFalse();
        JsonNode reset = frames.getLast();
        assertThat(reset.path("reason").asText()).isEqualTo("cursor-expired");
        assertThat(reset.path("cursor").asText()).isEqualTo(small.cursor(20));
    }

    @Test
    void resetsWhenTheBeginningOfARunningGenerationWasNotSeen() {
        // given
        Run run = new Run(conversation);
        run.queued();
        log.append("alice", run.started());

        // when
        session.resume(null, watched);

        // then
        assertThat(outlet.frames().getLast().path("reason").asText())
                .isEqualTo("snapshot-unavailable");
    }

    @Test
    void goesOnFromTheHeadAfterAReset() {
        // given
        session.resume("not a cursor", watched);
        outlet.frames();

        // when
        log.append("alice", TestEvents.created(conversation));

        // then
        assertThat(types(events(outlet.frames()))).containsExactly("conversation.created");
    }

    @Test
    void resetsAConnectionWhoseLogIsMadeAnew() {
        // given
        session.resume(null, watched);
        log.append("alice", TestEvents.created(conversation));
        outlet.frames();

        // when
        log.makeAnew();
        log.append("alice", TestEvents.created(conversation));

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(types(frames)).containsExactly("reset", "events");
        assertThat(frames.getFirst().path("reason").asText()).isEqualTo("cursor-of-another-log");
        assertThat(log.leases()).isEqualTo(1);
    }

    @Test
    void beginsAnewWhenItIsAskedToResumeAgain() {
        // given
        long first = log.append("alice", TestEvents.created(conversation));
        session.resume(null, watched);
        outlet.frames();

        // when
        session.resume(log.cursor(first), watched);

        // then
        assertThat(types(outlet.frames())).containsExactly("welcome", "events");
    }

    @Test
    void leavesUnsaidWhatAnEarlierResumeHadStillToSay() {
        // given
        Run run = new Run(conversation);
        log.append("alice", run.queued());
        outlet.pause();
        session.resume(null, watched);

        // when
        session.resume(log.cursor(1), watched);
        outlet.takeOne();
        outlet.takeOne();

        // then
        assertThat(types(outlet.frames())).containsExactly("welcome", "welcome");
    }

    @Test
    void closesAReaderThatDoesNotTakeAFrame() {
        // given
        session.resume(null, watched);
        outlet.pause();
        log.append("alice", TestEvents.created(conversation));

        // when
        connections.clock().pass(Duration.ofSeconds(31));
        session.tick();

        // then
        assertThat(outlet.closed()).isEqualTo(CloseCode.FELL_BEHIND);
        assertThat(connections.open()).isZero();
        assertThat(log.leases()).isZero();
    }

    @Test
    void pingsAPeerThatIsSilentAndClosesOneThatStaysSo() {
        // given
        session.resume(null, watched);

        // when
        connections.clock().pass(Duration.ofSeconds(16));
        session.tick();
        session.tick();

        // then
        assertThat(outlet.pings()).isEqualTo(1);
        assertThat(outlet.closed()).isNull();

        // and when
        connections.clock().pass(Duration.ofSeconds(40));
        session.tick();

        // then
        assertThat(outlet.closed()).isEqualTo(CloseCode.WENT_SILENT);
    }

    @Test
    void asksToComeBackWhenTheLogIsAway() {
        // given
        log.goAway();
        session.resume(null, watched);

        // when
        connections.clock().pass(Duration.ofSeconds(16));
        session.heard();
        session.tick();

        // then
        assertThat(outlet.closed()).isEqualTo(CloseCode.LOG_UNAVAILABLE);
        assertThat(outlet.frames().getLast().at("/problem/slug").asText())
                .isEqualTo("service-unavailable");
    }

    @Test
    void closesAPeerThatAsksAndDoesNotRead() {
        // given
        session.resume(null, watched);
        outlet.pause();

        // when
        for (int i = 0; i < 100; i++) {
            session.refuse(ProblemType.UNKNOWN_FRAME.because("No."));
        }

        // then
        assertThat(outlet.closed()).isEqualTo(CloseCode.FLOODED);
        assertThat(outlet.mostWaiting()).isEqualTo(1);
    }

    @Test
    void saysInAPongWhereItStands() {
        // given
        session.resume(null, watched);
        log.append("alice", TestEvents.created(conversation));
        log.append("bob", TestEvents.created(conversation));
        outlet.frames();

        // when
        session.ping();

        // then
        assertThat(outlet.frames().getFirst().path("cursor").asText()).isEqualTo(log.cursor(2));
    }

    @Test
    void saysNoCursorInAPongThatOvertakesASnapshot() {
        // given
        Run run = new Run(conversation);
        log.append("alice", run.queued());
        outlet.pause();
        session.resume(null, watched);

        // when
        session.ping();
        outlet.takeOne();

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(types(frames)).containsExactly("welcome", "pong");
        assertThat(frames.getLast().has("cursor")).isFalse();
    }

    @Test
    void saysNoCursorInAPongWhileASnapshotIsStillToBeTaken() {
        // given
        Run run = new Run(conversation);
        log.append("alice", run.queued());
        outlet.pause();
        session.resume(null, Watched.NONE);

        // when
        session.watch(watched);
        session.ping();
        outlet.takeOne();

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(types(frames)).containsExactly("welcome", "pong");
        assertThat(frames.getLast().has("cursor")).isFalse();
    }

    @Test
    void takesOnlySoManyConnectionsOfOneUser() {
        // given
        for (int i = 1; i < 20; i++) {
            assertThat(connections.open("alice", new FakeOutlet())).isPresent();
        }

        // when / then
        assertThat(connections.open("alice", new FakeOutlet())).isEmpty();
        assertThat(connections.open("bob", new FakeOutlet())).isPresent();

        // and when
        session.peerGone();

        // then
        assertThat(connections.open("alice", new FakeOutlet())).isPresent();
    }

    @Test
    void asksEverybodyToComeBackAndLetsNobodyInAnyMore() {
        // given
        FakeOutlet late = new FakeOutlet();

        // when
        connections.closeAll(CloseCode.RESTARTING);
        connections.open("bob", late);

        // then
        assertThat(outlet.closed()).isEqualTo(CloseCode.RESTARTING);
        assertThat(late.closed()).isEqualTo(CloseCode.RESTARTING);
        assertThat(connections.open()).isZero();
    }

    @Test
    void leavesNothingBehindWhenThePeerIsGone() {
        // given
        session.resume(null, watched);
        outlet.pause();
        log.append("alice", TestEvents.created(conversation));

        // when
        outlet.fail();
        log.append("alice", TestEvents.renamed(conversation, "Unheard"));

        // then
        assertThat(connections.open()).isZero();
        assertThat(log.leases()).isZero();
        assertThat(types(events(outlet.frames()))).containsExactly("conversation.created");
    }
}
