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
                message("q", ",'role':'user'," + said(PROMPT)),
                message(
                        "a",
                        ",'role':'assistant','parentId':'q','generationId':'" + GENERATION + "'"));
    }

    private static String queued() {
        return ofGeneration("generation.queued", "");
    }

    private static String said(String text) {
        return "'content':{'parts':[{'type':'text','text':%s}]}".formatted(quoted(text));
    }

    /** Keeps nothing. */
    private static String started(int attempt, String run) {
        return started(attempt, run, 0, 0);
    }

    private static String started(int attempt, String run, int parts, int length) {
        return ofGeneration(
                "generation.started",
                ",'worker':'w','attempt':%d,'run':'%s','keeps':{'parts':%d,'length':%d}"
                        .formatted(attempt, run, parts, length));
    }

    private static String progress(String run, String... pieces) {
        return ofGeneration(
                "generation.progressed",
                ",'attempt':1,'run':'%s','pieces':[%s]".formatted(run, String.join(",", pieces)));
    }

    private static String secondTime(String event) {
        return event.replace("'attempt':1", "'attempt':2");
    }

    private static String piece(int part, String type, int from, String text) {
        return "{'part':%d,'type':'%s','from':%d,'text':%s}"
                .formatted(part, type, from, quoted(text));
    }

    /** Of what the provider thinks: the first part. */
    private static String thought(int from, int to) {
        return piece(0, "reasoning", from, ANSWER.reasoning().substring(from, to));
    }

    private static String thought() {
        return thought(0, ANSWER.reasoning().length());
    }

    /** Of what it writes: the second part. */
    private static String word(int from, int to) {
        return piece(1, "text", from, ANSWER.text().substring(from, to));
    }

    private static String withHtml(String piece, int block, int keep, String add) {
        return piece.substring(0, piece.length() - 1)
                + ",'html':[{'block':%d,'keep':%d,'add':'%s'}]}".formatted(block, keep, add);
    }

    private static String completed(String text) {
        return ended(
                "completed",
                "{'type':'reasoning','text':%s},{'type':'text','text':%s}"
                        .formatted(quoted(ANSWER.reasoning()), quoted(text)));
    }

    private static String ended(String end, String parts) {
        return ofGeneration(
                "generation.ended",
                ",'attempt':1,'run':'r','end':'%s','result':{'content':{'parts':[%s]}}"
                        .formatted(end, parts));
    }

    private static String quoted(String text) {
        return Json.MAPPER.valueToTree(text).toString();
    }

    private void begun() {
        question();
        say(queued(), started(1, "r"));
    }

    private void begunAndThought() {
        begun();
        say(progress("r", thought()));
    }

    private void assertFound(Breach breach) {
        assertThat(findings.all()).extracting(Finding::breach).containsExactly(breach);
    }

    // What is right

    @Test
    void findsNothingInAWholeAnswer() {
        begun();
        int end = ANSWER.reasoning().length();
        say(progress("r", thought(0, 4)));
        say(progress("r", thought(4, end), word(0, 2)), progress("r", word(2, 5)));
        say(progress("r", withHtml(word(5, 9), 0, 0, "<p>")));
        say(progress("r", withHtml(piece(1, "text", 9, ""), 0, 2, ".")));
        say(completed(ANSWER.text()));
        assertThat(findings.all()).isEmpty();
        assertThat(witness.told()).hasSize(5);
    }

    @Test
    void findsNothingInATakeoverThatBeginsAnew() {
        begunAndThought();
        say(progress("r", word(0, 9)));
        say(started(2, "s"), progress("r", word(9, 12)));
        say(secondTime(progress("s", thought(), word(0, 4))));
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void findsNothingInATakeoverThatGoesOn() {
        begunAndThought();
        say(progress("r", withHtml(word(0, 9), 0, 0, "<p>all of it")));
        say(started(2, "s", 2, 7));
        say(secondTime(progress("s", withHtml(word(7, 12), 0, 0, "<p>"))));
        say(secondTime(completed(ANSWER.text())).replace("'run':'r'", "'run':'s'"));
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void letsWhoOnlyEndsKeepHalfAThought() {
        begun();
        say(progress("r", thought(0, 4)));
        say(started(2, "s", 1, 4).replace("'worker':'w'", "'worker':'chat-api'"));
        say(
                secondTime(
                                ended(
                                        "stopped",
                                        "{'type':'reasoning','text':%s}"
                                                .formatted(
                                                        quoted(
                                                                ANSWER.reasoning()
                                                                        .substring(0, 4)))))
                        .replace("'run':'r'", "'run':'s'"));
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
                        {'generationId':'%s','attempt':0,'status':'queued','content':{'parts':[]}}],
                        'messages':[{'id':'q','role':'user','content':{'parts':[{'type':'text','text':'x'}]},
                        'status':'completed'}]}\
                        """
                                .formatted(CONVERSATION, cursor(offset), GENERATION)));
        witness = reloaded;
        question();
        say(queued(), started(1, "r"));
        assertThat(findings.all()).isEmpty();
    }

    // What is lost

    @Test
    void findsTextThatIsMissing() {
        begunAndThought();
        say(progress("r", word(0, 5)), progress("r", word(6, 9)));
        assertFound(Breach.LOST);
    }

    @Test
    void findsThoughtsThatAreMissing() {
        begun();
        say(progress("r", thought(0, 3)), progress("r", thought(4, 6)));
        assertFound(Breach.LOST);
    }

    @Test
    void findsAPartThatIsMissing() {
        begun();
        say(progress("r", word(0, 5)));
        assertFound(Breach.LOST);
    }

    @Test
    void findsTheEndOfAPartThatIsMissing() {
        begun();
        say(progress("r", thought(0, 4), word(0, 5)));
        assertThat(findings.all()).isNotEmpty();
    }

    @Test
    void findsHtmlThatIsMissing() {
        begunAndThought();
        say(progress("r", withHtml(word(0, 5), 1, 0, "<p>")));
        assertFound(Breach.LOST);
    }

    @Test
    void findsHtmlThatDoesNotFollow() {
        begunAndThought();
        say(progress("r", withHtml(word(0, 5), 0, 0, "<p>")));
        say(progress("r", withHtml(word(5, 6), 0, 4, "x")));
        assertFound(Breach.LOST);
    }

    @Test
    void findsHtmlThatATakeoverDoesNotBringAgain() {
        begunAndThought();
        say(progress("r", withHtml(word(0, 5), 0, 0, "<p>")));
        say(started(2, "s", 2, 5), secondTime(progress("s", withHtml(word(5, 6), 0, 3, "x"))));
        assertFound(Breach.LOST);
    }

    @Test
    void findsAnEndThatHasNotWhatWasRead() {
        begunAndThought();
        say(progress("r", word(0, 5)), completed(ANSWER.text().substring(1)));
        assertFound(Breach.LOST);
    }

    @Test
    void findsAnEndWithLessThanTheProviderSaid() {
        begun();
        say(completed(ANSWER.text().substring(0, ANSWER.text().length() - 1)));
        assertFound(Breach.LOST);
    }

    @Test
    void findsAnEndWhoseTextIsInTwoParts() {
        begun();
        say(
                ended(
                        "completed",
                        "{'type':'reasoning','text':%s},{'type':'text','text':%s},{'type':'text','text':%s}"
                                .formatted(
                                        quoted(ANSWER.reasoning()),
                                        quoted(ANSWER.text().substring(0, 4)),
                                        quoted(ANSWER.text().substring(4)))));
        assertFound(Breach.LOST);
    }

    @Test
    void findsAStoppedAnswerWithOtherWords() {
        begun();
        say(ended("stopped", "{'type':'text','text':'another'}"));
        assertFound(Breach.LOST);
    }

    @Test
    void findsAnAttemptThatKeepsMoreThanThereIs() {
        begunAndThought();
        say(progress("r", word(0, 4)), started(2, "s", 2, 5));
        assertFound(Breach.LOST);
    }

    @Test
    void findsAnAttemptThatKeepsAPartThatIsNotThere() {
        begunAndThought();
        say(progress("r", word(0, 4)), started(2, "s", 3, 0));
        assertFound(Breach.LOST);
    }

    @Test
    void missesNothingOfAnAnswerThatWasNotWatched() {
        begun();
        say(started(2, "s", 2, 5));
        assertThat(findings.all()).isEmpty();
    }

    // What comes twice

    @Test
    void findsTextThatComesTwice() {
        begunAndThought();
        say(progress("r", word(0, 5)), progress("r", word(0, 5)));
        assertFound(Breach.TWICE);
    }

    @Test
    void findsReasoningThatComesTwice() {
        begun();
        say(progress("r", thought(0, 4)), progress("r", thought(0, 4)));
        assertFound(Breach.TWICE);
    }

    @Test
    void findsWhatIsAddedToAnEarlierPart() {
        begun();
        say(progress("r", thought()), progress("r", word(0, 5)));
        say(progress("r", piece(0, "reasoning", ANSWER.reasoning().length(), "!")));
        assertFound(Breach.TWICE);
    }

    @Test
    void findsThoughtsThatATakeoverThinksAgain() {
        begunAndThought();
        say(progress("r", word(0, 5)), started(2, "s", 2, 5));
        say(secondTime(progress("s", piece(2, "reasoning", 0, ANSWER.reasoning()))));
        assertFound(Breach.TWICE);
    }

    @Test
    void findsAMessageThatComesTwice() {
        question();
        say(message("q", ",'role':'user'," + said(PROMPT)));
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
        say(started(1, "r"));
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
        say(completed(ANSWER.text()), started(2, "s"));
        assertFound(Breach.OUT_OF_ORDER);
    }

    @Test
    void findsABeginningThatWasNotQueued() {
        question();
        say(started(1, "r"));
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
    void findsAPieceOfAnotherTypeThanItsPart() {
        begun();
        say(progress("r", thought(0, 4)), progress("r", piece(0, "text", 4, "x")));
        assertFound(Breach.UNEXPECTED);
    }

    @Test
    void findsTwoPiecesOfOnePart() {
        begun();
        say(progress("r", thought(0, 4), thought(4, 6)));
        assertFound(Breach.UNEXPECTED);
    }

    @Test
    void findsAnAttemptThatKeepsHalfAThought() {
        begun();
        say(progress("r", thought(0, 4)), started(2, "s", 1, 3));
        assertFound(Breach.UNEXPECTED);
    }

    @Test
    void findsAMarkThatIsNone() {
        begunAndThought();
        say(progress("r", word(0, 5)), started(2, "s", 0, 3));
        assertFound(Breach.UNEXPECTED);
    }

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
