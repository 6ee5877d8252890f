package dev.holdfast.worker.title;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Bread without yeast|Bread without yeast",
                "\"Bread without yeast.\"|Bread without yeast",
                "Title: Bread without yeast|Bread without yeast",
                "## **Bread** without `yeast`|Bread without yeast",
                "„Brot ohne Hefe“|Brot ohne Hefe",
                "Why is 2 > 1?|Why is 2 > 1?"
            })
    void takesTheTitleOutOfWhatAModelSays(String said, String title) {
        assertThat(TitleText.ofModel(said, TitleCall.TASK)).contains(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Here is a title for the conversation:\nBread",
                "Sure! Here's a title:\n\n\"Bread\"",
                "Here is the title: Bread",
                "**Title:**\nBread",
                "Title: \"Bread\"",
                "Conversation title: Bread",
                "Titel: Bread",
                "标题：Bread",
                "タイトル：Bread",
                "<title>Bread</title>",
                "Bread\n\nThis title captures the question.",
            })
    void isNeitherALabelNorWhatLeadsUpToTheTitle(String said) {
        assertThat(TitleText.ofModel(said, TitleCall.TASK)).contains("Bread");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Title:",
                "Here is a title:",
                "Write a title for the conversation that the user shows you: at most six words",
                "At most six words, in the language of the question",
            })
    void isNoQuoteOfTheInstruction(String said) {
        assertThat(TitleText.ofModel(said, TitleCall.TASK)).isEmpty();
    }

    @Test
    void takesTheFirstLineThatSaysSomething() {
        assertThat(TitleText.ofModel("\n  \n\"\"\nBread\nYeast", TitleCall.TASK)).contains("Bread");
        assertThat(TitleText.ofFirstWords("\n\n# How?\nPlease.")).contains("How?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n\n", "\"\"", "***", "\u200b\u202e"})
    void findsNoTitleInNothing(String said) {
        assertThat(TitleText.ofModel(said, TitleCall.TASK)).isEmpty();
    }

    @Test
    void cutsAtAWord() {
        // given
        String long60 = "word ".repeat(30);

        // then
        assertThat(TitleText.ofFirstWords(long60))
                .hasValueSatisfying(title ->
                        assertThat(title)
                                .endsWith("word…")
                                .hasSizeLessThanOrEqualTo(TitleText.LONGEST));
    }

    @Test
    void cutsBetweenCharactersWhereThereIsNoWord() {
        assertThat(TitleText.ofFirstWords("🍞".repeat(50)))
                .hasValueSatisfying(title -> assertThat(title).isEqualTo("🍞".repeat(29) + "…"));
    }

    @Test
    void leavesNothingThatTurnsOrHidesText() {
        assertThat(TitleText.ofModel("a\u202eb\u0007c\u00a0d", TitleCall.TASK)).contains("a b c d");
    }
}
