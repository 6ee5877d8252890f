package dev.holdfast.chaos.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Finding;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.journal.Journal;
import dev.holdfast.chaos.play.PlayedAnswer;
import dev.holdfast.client.Json;
import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.log.Position;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of the protocol, kept and broken. */
class WitnessTest {
    private static final String GENERATION = "01a21e3c-e20b-73a1-8a50-7c8b5df287cb";
    private static final String CONVERSATION = "01a21e3c-c6a2-7731-b266-d00da7ab8b9a";
    private static final Position LOG = new Position(new UUID(1, 2), 3, 0);
    private static final String PROMPT = promptWithReasoning();
    private static final PlayedAnswer ANSWER = PlayedAnswer.to(PROMPT);

    @TempDir Path folder;

    private Journal journal;
    private Findings findings;
    private Witness witness;
    private long offset = 100;

    private static String promptWithReasoning() {
        int number = 0;
        while (PlayedAnswer.to("prompt " + number).reasoning().length() < 8) {
            number++;
        }
        return "prompt " + number;
    }

    @BeforeEach
    void begin() {
        journal = new Journal(folder);
        findings = new Findings(journal);
        witness =
                new Witness(
                        "device",
                        true,
                        new Witness.Notebook(journal, findings, new Prompts(), new Ends()));
        welcome(false);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    // Words of the gateway

    private void welcome(boolean resumed) {
        witness.take(
                frame(
                        "{'type':'welcome','cursor':'%s','resumed':%s}"
                                .formatted(cursor(offset), resumed)));
    }

    private void say(String... events) {
        offset += events.length;
        witness.take(
                frame(
                        "{'type':'events','cursor':'%s','events':[%s]}"
                                .formatted(cursor(offset), String.join(",", events))));
    }

    private static JsonNode frame(String words) {
        return Json.read(words.replace('\'', '"'));
    }

    private static String event(String type, String more) {
        return "{'type':'%s','conversationId':'%s'%s}".formatted(type, CONVERSATION, more);
    }

    private static String ofGeneration(String type, String more) {
        return event(type, ",'generationId':'" + GENERATION + "'" + more);
    }

    private static String message(String id, String more) {
        return event("message.appended", ",'message':{'id':'" + id + "'" + more + "}");
    }

    private void question() {
        say(
                message("q", ",'role':'user','text':'" + PROMPT + "'"),
                message(
                        "a",
                        ",'role':'assistant','parentId':'q','generationId':'" + GENERATION + "'"));
    }

    private static String queued() {
        return ofGeneration("generation.queued", "");
    }

    private static String started(int attempt, String run, int keeps) {
        return ofGeneration(
                "generation.started",
                ",'attempt':%d,'run':'%s','keeps':%d".formatted(attempt, run, keeps));
    }

    private static String progress(int from, int to, String run) {
        return progress(from, to, "", run);
    }

    private static String progress(int from, int to, String reasoning, String run) {
        return ofGeneration(
                "generation.progressed",
                ",'attempt':1,'run':'%s','from':%d,'text':%s,'reasoning':%s"
                        .formatted(
                                run,
                                from,
                                quoted(ANSWER.text().substring(from, to)),
                                quoted(reasoning)));
    }

    private static String completed(String text) {
        return ofGeneration(
                "generation.completed",
                ",'attempt':1,'run':'r','text':%s,'reasoning':%s"
                        .formatted(quoted(text), quoted(ANSWER.reasoning())));
    }

    private static String quoted(String text) {
        return Json.MAPPER.valueToTree(text).toString();
    }

    private void begun() {
        question();
        say(queued(), started(1, "r", 0));
    }

    private void assertFound(Breach breach) {
        assertThat(findings.all()).extracting(Finding::breach).containsExactly(breach);
    }

    // What is right

    @Test
    void findsNothingInAWholeAnswer() {
        begun();
        say(progress(0, 0, ANSWER.reasoning().substring(0, 4), "r"));
        say(progress(0, 0, ANSWER.reasoning().substring(4), "r"), progress(0, 5, "r"));
        say(progress(5, 9, "r"));
        say(completed(ANSWER.text()));
        assertThat(findings.all()).isEmpty();
        assertThat(witness.told()).hasSize(5);
    }

    @Test
    void findsNothingInATakeoverThatBeginsAnew() {
        begun();
        say(progress(0, 9, "r"));
        say(started(2, "s", 0), progress(9, 12, "r"));
        say(progress(0, 4, "s").replace("'attempt':1", "'attempt':2"));
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void letsAStateThatWasLoadedBeSaidAgain() {
        Witness reloaded =
                new Witness(
                        "device",
                        false,
                        new Witness.Notebook(journal, findings, new Prompts(), new Ends()));
        reloaded.load(
                frame(
                        """
                        {'conversation':{'id':'%s'},'cursor':'%s','generations':[
                        {'generationId':'%s','attempt':0,'status':'queued','text':'','reasoning':''}],
                        'messages':[{'id':'q','role':'user','text':'x','status':'completed'}]}\
                        """
                                .formatted(CONVERSATION, cursor(offset), GENERATION)));
        witness = reloaded;
        question();
        say(queued(), started(1, "r", 0));
        assertThat(findings.all()).isEmpty();
    }

    // What is lost

    @Test
    void findsTextThatIsMissing() {
        begun();
        say(progress(0, 5, "r"), progress(6, 9, "r"));
        assertFound(Breach.LOST);
    }

    @Test
    void findsAnEndThatHasNotWhatWasRead() {
        begun();
        say(progress(0, 5, "r"), completed(ANSWER.text().substring(1)));
        assertFound(Breach.LOST);
    }

    @Test
    void findsAnEndWithLessThanTheProviderSaid() {
        begun();
        say(completed(ANSWER.text().substring(0, ANSWER.text().length() - 1)));
        assertFound(Breach.LOST);
    }

    @Test
    void findsAnAttemptThatKeepsMoreThanThereIs() {
        begun();
        say(progress(0, 4, "r"), started(2, "s", 5));
        assertFound(Breach.LOST);
    }

    @Test
    void missesNothingOfAnAnswerThatWasNotWatched() {
        begun();
        say(started(2, "s", 5));
        assertThat(findings.all()).isEmpty();
    }

    // What comes twice

    @Test
    void findsTextThatComesTwice() {
        begun();
        say(progress(0, 5, "r"), progress(0, 5, "r"));
        assertFound(Breach.TWICE);
    }

    @Test
    void findsReasoningThatComesTwice() {
        begun();
        String piece = ANSWER.reasoning().substring(0, 4);
        say(progress(0, 0, piece, "r"), progress(0, 0, piece, "r"));
        assertFound(Breach.TWICE);
    }

    @Test
    void findsAMessageThatComesTwice() {
        question();
        say(message("q", ",'role':'user','text':'" + PROMPT + "'"));
        assertFound(Breach.TWICE);
    }

    @Test
    void findsAChangeThatComesTwice() {
        String updated = event("conversation.updated", ",'at':'2026-11-01T00:00:00Z'");
        say(updated);
        say(updated);
        assertFound(Breach.TWICE);
    }

    @Test
    void findsAClaimThatComesTwice() {
        begun();
        say(started(1, "r", 0));
        assertFound(Breach.TWICE);
    }

    @Test
    void findsASignOfLifeThatComesTwice() {
        begun();
        String alive = ofGeneration("generation.alive", ",'attempt':1,'run':'r','at':'now'");
        say(alive, alive);
        assertFound(Breach.TWICE);
    }

    @Test
    void findsAnEndThatComesTwice() {
        begun();
        say(completed(ANSWER.text()), completed(ANSWER.text()));
        assertFound(Breach.TWICE);
    }

    // What is out of order

    @Test
    void findsWhatFollowsAnEnd() {
        begun();
        say(completed(ANSWER.text()), started(2, "s", 0));
        assertFound(Breach.OUT_OF_ORDER);
    }

    @Test
    void findsABeginningThatWasNotQueued() {
        question();
        say(started(1, "r", 0));
        assertFound(Breach.OUT_OF_ORDER);
    }

    @Test
    void findsAMessageInADeletedConversation() {
        say(event("conversation.deleted", ""));
        question();
        assertThat(findings.count(Breach.OUT_OF_ORDER)).isEqualTo(2);
    }

    @Test
    void findsACursorThatGoesBack() {
        question();
        offset -= 4;
        say(queued());
        assertFound(Breach.OUT_OF_ORDER);
    }

    @Test
    void findsANumberThatFalls() {
        say(event("conversation.updated", ",'sequence':8"));
        say(event("conversation.updated", ",'sequence':7"));
        assertFound(Breach.OUT_OF_ORDER);
    }

    @Test
    void findsAReturnToAnotherPlaceThanWhereItLeft() {
        question();
        offset++;
        welcome(true);
        assertFound(Breach.OUT_OF_ORDER);
    }

    // What is unexpected

    @Test
    void findsAReset() {
        witness.take(
                frame(
                        "{'type':'reset','reason':'cursor-ahead','cursor':'%s'}"
                                .formatted(new Cursor(LOG, 0).text())));
        assertFound(Breach.UNEXPECTED);
        assertThat(witness.resets()).isEqualTo(1);
    }

    @Test
    void findsAnErrorOfOurSideThatDoesNotSayWhenToComeBack() {
        witness.take(frame("{'type':'error','problem':{'status':503}}"));
        witness.take(frame("{'type':'error','problem':{'status':503,'retryAfterSeconds':1}}"));
        witness.take(frame("{'type':'error','problem':{'status':422}}"));
        assertFound(Breach.SERVER_ERROR);
    }

    private static String cursor(long offset) {
        return new Cursor(LOG.at(offset), 0).text();
    }
}
