package dev.holdfast.worker.markdown.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HighlighterTest {
    private static final String NAMES =
            "java js ts py sh yaml json c cpp cs go rs kt scala rb php html xml css scss sql docker"
                    + " makefile lua perl ps1 bat md latex dart groovy properties ini proto clj"
                    + " lisp swift";

    private static final List<String> ATOMS =
            List.of(
                    "\"",
                    "'",
                    "`",
                    "${",
                    "}",
                    "/*",
                    "*/",
                    "//",
                    "#",
                    "<!--",
                    "-->",
                    "<script>",
                    "</script>",
                    "<?php",
                    "?>",
                    "\"\"\"",
                    "=begin\n",
                    "<<EOF\n",
                    "\n",
                    "\n",
                    " ",
                    "foo(",
                    "if",
                    "\\",
                    "@x",
                    "1",
                    "0x",
                    "é",
                    "\uD83D\uDE00",
                    "(*",
                    "[[",
                    "\t",
                    "<a href=");

    @Test
    void coloursWhatALanguageKnows() {
        assertThat(colours("java", "return \"x\" + 1; // done"))
                .containsExactly(
                        "KEYWORD return",
                        "PLAIN  ",
                        "STRING \"x\"",
                        "PLAIN  ",
                        "OPERATOR +",
                        "PLAIN  ",
                        "NUMBER 1",
                        "PLAIN ; ",
                        "COMMENT // done");
        assertThat(colours("html", "<a href=\"x\">"))
                .contains("TAG <a", "ATTRIBUTE href", "STRING \"x\"", "TAG >");
        assertThat(colours("python", "print(len)")).contains("FUNCTION len");
        assertThat(colours("java", "draw(x)")).startsWith("FUNCTION draw");
    }

    @Test
    void takesWordsOfJavasModulesForNames() {
        assertThat(colours("java", "return from + to;"))
                .containsExactly("KEYWORD return", "PLAIN  from ", "OPERATOR +", "PLAIN  to;");
    }

    @Test
    void leavesAnUnknownLanguagePlain() {
        assertThat(colours("brainfunk", "if \"x\"")).containsExactly("PLAIN if \"x\"");
    }

    @Test
    void goesOnWithWhatALineBegan() {
        // given
        Highlighter java = new Highlighter(Language.named("java"));
        Line first = java.line("a /* b", Highlighter.START);

        // when, then
        Line second = java.line("c */ d", first.stateAfter());
        assertThat(second.pieces().getFirst()).isEqualTo(new Line.Piece(Colour.COMMENT, "c */"));
        assertThat(second.stateAfter()).isEqualTo(Highlighter.START);
    }

    @Test
    void showsAStringThatIsStillWrittenAsAString() {
        assertThat(colours("java", "x = \"ab")).contains("STRING \"ab");
        assertThat(colours("js", "x = 'ab")).contains("STRING 'ab");
    }

    @Test
    void leavesALineThatNobodyReadsPlain() {
        String line = "\"(<".repeat(40_000);
        Line coloured = new Highlighter(Language.named("js")).line(line, 7);
        assertThat(coloured).isEqualTo(Line.plain(line, 7));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void loosesNoCharacterAndDependsOnNothingButItsState(int seed) {
        Random random = new Random(seed);
        for (String name : NAMES.split(" ", -1)) {
            Highlighter highlighter = new Highlighter(Language.named(name));
            for (int round = 0; round < 20; round++) {
                List<String> lines = noise(random).lines().toList();
                List<Line> coloured = highlight(highlighter, lines);
                int state = Highlighter.START;
                for (int i = 0; i < lines.size(); i++) {
                    Line line = coloured.get(i);
                    assertThat(text(line)).isEqualTo(lines.get(i));
                    highlighter.line(noise(random).replace('\n', ' '), state);
                    assertThat(highlighter.line(lines.get(i), state)).as(name).isEqualTo(line);
                    state = line.stateAfter();
                }
            }
        }
    }

    @Test
    void servesManyThreads() throws InterruptedException, ExecutionException {
        // given
        List<String> lines = noise(new Random(5)).lines().toList();
        Highlighter highlighter = new Highlighter(Language.named("ts"));
        List<Line> alone = highlight(highlighter, lines);

        // when
        Callable<List<Line>> task = () -> highlight(highlighter, lines);
        List<Future<List<Line>>> together = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                together.add(threads.submit(task));
            }
        }

        // then
        for (Future<List<Line>> each : together) {
            assertThat(each.get()).isEqualTo(alone);
        }
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            noise.append(ATOMS.get(random.nextInt(ATOMS.size())));
        }
        return noise.toString();
    }

    private static List<Line> highlight(Highlighter highlighter, List<String> lines) {
        List<Line> coloured = new ArrayList<>();
        int state = Highlighter.START;
        for (String line : lines) {
            coloured.add(highlighter.line(line, state));
            state = coloured.getLast().stateAfter();
        }
        return coloured;
    }

    private static String text(Line line) {
        return line.pieces().stream().map(Line.Piece::text).collect(Collectors.joining());
    }

    private static List<String> colours(String language, String text) {
        return new Highlighter(Language.named(language))
                .line(text, Highlighter.START).pieces().stream()
                        .map(piece -> piece.colour() + " " + piece.text())
                        .toList();
    }
}
