package dev.holdfast.worker.provider.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.worker.provider.resume.Splice.Joined;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpliceTest {
    private static final String KEPT =
            "## Tides\n\nThe sea rises twice a day, since the moon pulls at it. The quick bro";

    private static Stream<Arguments> whatComesAfter() {
        return Stream.of(
                Arguments.of(
                        "the last words once more",
                        KEPT,
                        Instruction.anchor(KEPT) + "wn water runs.",
                        "wn water runs."),
                Arguments.of(
                        "with their lines broken anew",
                        KEPT,
                        Instruction.anchor(KEPT).replace(' ', '\n') + "wn water runs.",
                        "wn water runs."),
                Arguments.of(
                        "a blank that stood behind them already",
                        "One two three, four five ",
                        "One two three, four five six.",
                        "six."),
                Arguments.of(
                        "a line's end that stood behind them already",
                        "- one of many\n- two of many\n",
                        "- two of many\n- three of many",
                        "- three of many"),
                Arguments.of("nothing once more", KEPT, "wn water runs.", "wn water runs."),
                Arguments.of("a blank first", "The sea rises", " and falls.", " and falls."),
                Arguments.of(
                        "more than the last words",
                        KEPT,
                        "since the moon pulls at it. The quick brown water",
                        "wn water"),
                Arguments.of("fewer than the last words", KEPT, "quick brown water", "wn water"),
                Arguments.of("the cut word, whole", "The quick bro", "brown fox", "wn fox"),
                Arguments.of("a word that is said twice", "It was ha", "ha funny", "ha funny"),
                Arguments.of(
                        "a new word like the last", "We saw the bro", " bro again", " bro again"),
                Arguments.of(
                        "all of it once more", KEPT, KEPT + "wn water runs.", "wn water runs."),
                Arguments.of(
                        "a remark before the last words",
                        KEPT,
                        "Sure, going on from there:\n\n" + Instruction.anchor(KEPT) + "wn water",
                        "wn water"),
                Arguments.of(
                        "the last words in quotation marks' opening",
                        KEPT,
                        "…" + Instruction.anchor(KEPT) + "wn water",
                        "wn water"),
                Arguments.of(
                        "a name, which is no remark",
                        "It was told to",
                        "Anna, once.",
                        "Anna, once."),
                Arguments.of(
                        "code",
                        "```java\nfor (int i = 0; i < 10; i++) {\n    System.out.pri",
                        "for (int i = 0; i < 10; i++) {\n    System.out.println(i);\n}\n```",
                        "ntln(i);\n}\n```"),
                Arguments.of("Chinese", "潮水每天涨落两次，因为月亮", "因为月亮吸引着海水。", "吸引着海水。"),
                Arguments.of(
                        "all of it, where the last words are as short as a first one",
                        "I see. I",
                        "I see. I do.",
                        " do."),
                Arguments.of(
                        "a line like the last, which is code",
                        "```java\nif (a) {\n    if (b) {\n        go();\n    }\n}",
                        "\n}\n```",
                        "\n}\n```"),
                Arguments.of("blanks alone", "The end.", "\n", "\n"),
                Arguments.of("nothing", KEPT, "", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatComesAfter")
    void joinsWhatItIsFollowedBy(String name, String kept, String written, String rest) {
        for (int size = 1; size <= Math.max(1, written.length()); size++) {
            assertThat(inPieces(kept, written, size))
                    .as("in pieces of %d", size)
                    .isEqualTo(new Joined(rest, false));
        }
        assertThat(Splice.whole(kept, written)).isEqualTo(new Joined(rest, false));
    }

    @Test
    void noticesAnAnswerThatIsBegunAgainInOtherWords() {
        String anew = "## Tides\n\nThe sea rises and falls as the moon goes round.";

        for (int size = 1; size <= anew.length(); size++) {
            assertThat(inPieces(KEPT, anew, size)).isEqualTo(new Joined(anew, true));
        }
    }

    @Test
    void noticesAnAnswerThatIsBegunAgainAndEndsBeforeItsCut() {
        String anew = KEPT.substring(0, 40);

        assertThat(inPieces(KEPT, anew, 3)).isEqualTo(new Joined(anew, true));
    }

    @Test
    void holdsNothingBackOnceItIsDecided() {
        Splice splice = new Splice(KEPT);

        assertThat(splice.take("wn")).isEqualTo(new Joined("wn", false));
        assertThat(splice.take(" wa")).isEqualTo(new Joined(" wa", false));
    }

    @Test
    void passesOnWhatFollowsTheLastWordsAtOnce() {
        Splice splice = new Splice(KEPT);
        String repeated = Instruction.anchor(KEPT);

        assertThat(splice.take(repeated.substring(0, 5)).text()).isEmpty();
        assertThat(splice.take(repeated.substring(5)).text()).isEmpty();
        assertThat(splice.take("w").text()).isEqualTo("w");
    }

    private static Joined inPieces(String kept, String written, int size) {
        Splice splice = new Splice(kept);
        StringBuilder joined = new StringBuilder();
        boolean anew = false;
        for (int from = 0; from < written.length(); from += size) {
            Joined piece =
                    splice.take(written.substring(from, Math.min(written.length(), from + size)));
            joined.append(piece.text());
            anew |= piece.anew();
        }
        Joined rest = splice.finish();
        return new Joined(joined + rest.text(), anew || rest.anew());
    }

    @Test
    void asksForLastWordsThatStandInTheText() {
        for (String kept :
                new String[] {KEPT, "Yes", "  a b  ", "潮水每天".repeat(40), "🍞".repeat(60)}) {
            String anchor = Instruction.anchor(kept);

            assertThat(kept.stripTrailing()).endsWith(anchor);
            assertThat(anchor).isNotBlank().hasSizeLessThanOrEqualTo(48);
            assertThat(Character.isLowSurrogate(anchor.charAt(0))).isFalse();
            assertThat(Instruction.after(kept)).contains("<<<" + anchor + ">>>");
        }
    }

    @Test
    void setsWhatIsBegunAgainOffBelowTextAndBelowCode() {
        assertThat(Break.after("The sea")).isEqualTo("\n\n---\n\n");
        assertThat(Break.after("```java\nint x")).isEqualTo("\n```\n\n---\n\n");
        assertThat(Break.after("~~~~\n```\nx")).isEqualTo("\n~~~~\n\n---\n\n");
        assertThat(Break.after("```\nx\n```\nThen")).isEqualTo("\n\n---\n\n");
        assertThat(Break.after("1. Run:\n   ```sh\n   npm i")).isEqualTo("\n   ```\n\n---\n\n");
        assertThat(Break.after("```foo``` is code in its line")).isEqualTo("\n\n---\n\n");
    }
}
