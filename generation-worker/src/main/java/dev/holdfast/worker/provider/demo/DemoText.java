package dev.holdfast.worker.provider.demo;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The sentences of which {@link DemoAnswer} is made. */
final class DemoText {

    /** One section of an answer, with a heading. */
    interface Section {
        String write(String topic, int number, Random dice);
    }

    static final List<Section> SECTIONS =
            List.of(
                    DemoText::steps,
                    DemoText::code,
                    DemoText::table,
                    DemoText::quotation,
                    DemoText::checklist,
                    DemoText::prose);

    private DemoText() {}

    static String reasoning(String topic, Random dice) {
        return "The question is about "
                + topic
                + ". First I should settle what is meant, then "
                + one(dice, "give the short answer", "say what matters most", "lay out the steps")
                + ", and only then go into detail. An example will help; a table may make the"
                + " comparison easier to read. I keep it "
                + one(dice, "practical", "brief", "concrete")
                + ".";
    }

    static String opening(String topic, Random dice) {
        return one(
                        dice,
                        "You asked about **%s**. In short: it works best when *one* thing is in"
                                + " charge, and everything else follows.",
                        "**%s** is simpler than it looks. Most of it comes down to *order*: what"
                                + " happened first, and who saw it.",
                        "There are two honest answers about **%s**: the short one, and the one with"
                                + " *all* the edge cases. Here are both.")
                .formatted(topic);
    }

    static String closing(String topic, Random dice) {
        return one(
                        dice,
                        "That is **%s** in a nutshell. Ask about any part, and I will go deeper.",
                        "If you remember one thing about **%s**, let it be the first list above.",
                        "So much for **%s**. A good next step is to try the smallest example.")
                .formatted(topic);
    }

    private static String steps(String topic, int number, Random dice) {
        return heading(number, "How to begin with", topic)
                + """
                1. **Look** at what you have. Write it down before you change it.
                2. **Choose** one measure of success, such as `%s`.
                   - It should be cheap to take.
                   - It should be hard to fool.
                3. **Change** one thing, and measure again.
                4. ~~Guess.~~ Go back to step 2 until it is %s.\
                """
                        .formatted(
                                one(dice, "p99 latency", "error rate", "time to first byte"),
                                one(dice, "good enough", "boring", "obvious"));
    }

    private static String code(String topic, int number, Random dice) {
        String name = identifier(topic);
        return heading(number, "An example of", topic)
                + one(
                                dice,
                                """
                                ```java
                                /** Everything that is known of it, in one place. */
                                record %1$s(String id, int attempt) {

                                    %1$s next() {
                                        return new %1$s(id, attempt + 1); // the log decides which counts
                                    }
                                }
                                ```\
                                """,
                                """
                                ```python
                                class %1$s:
                                    def __init__(self, parts: list[str]) -> None:
                                        self.parts = parts

                                    def read(self, start: int = 0) -> str:
                                        # Nothing twice, nothing missing.
                                        return "".join(self.parts[start:])
                                ```\
                                """,
                                """
                                ```typescript
                                export async function* read%1$s(source: AsyncIterable<string>) {
                                  let length = 0;
                                  for await (const piece of source) {
                                    yield { from: length, piece };
                                    length += piece.length;
                                  }
                                }
                                ```\
                                """)
                        .formatted(name)
                + "\n\nThe point is not `"
                + name
                + "` itself, but that there is only one of it.";
    }

    private static String table(String topic, int number, Random dice) {
        int base = 10 + dice.nextInt(40);
        return heading(number, "What to compare in", topic)
                + """
                | approach | first answer | per day | worth it when |
                |:---------|-------------:|--------:|:--------------|
                | by hand | %d min | %d | there are only a few |
                | a script | %d s | %d | the steps never change |
                | a **service** | %d ms | %d,000 | others depend on it |\
                """
                        .formatted(base, base / 2, base / 3, base * 9, base * 2, base * 3);
    }

    private static String quotation(String topic, int number, Random dice) {
        return heading(number, "A word of caution on", topic)
                + "> "
                + one(
                        dice,
                        "Make it work, make it right, make it fast; in this order.",
                        "What is not measured is only believed.",
                        "Everything fails, all the time.")
                + """


                This holds for %s as well. See the [CommonMark specification](https://commonmark.org)\
                 for how this text is marked up, and <https://www.rfc-editor.org/rfc/rfc9110> for\
                 what a careful standard reads like.\
                """
                        .formatted(topic);
    }

    private static String checklist(String topic, int number, Random dice) {
        return heading(number, "Before you call it done:", topic)
                + """
                - [x] the usual case works
                - [x] the empty case works
                - [ ] it survives a restart at %s
                - [ ] somebody else has read it

                ---

                The last two are where *most* of the time goes.\
                """
                        .formatted(one(dice, "any instant", "the worst moment", "midnight"));
    }

    private static String prose(String topic, int number, Random dice) {
        return heading(number, "Why it matters:", topic)
                + """
                With %s the cost is seldom in the thing itself, and nearly always in what waits for\
                 it. Suppose that %d parts each take %d ms and one of them stalls: the whole is then\
                 as slow as the slowest, and no average will show it.

                So look at the tail, not at the middle — and say plainly which promises are kept\
                 when a part is *gone* rather than slow.\
                """
                        .formatted(topic, 3 + dice.nextInt(6), 20 + dice.nextInt(80));
    }

    private static String heading(int number, String lead, String topic) {
        return (number == 1 ? "## " : "### ") + number + ". " + lead + " " + topic + "\n\n";
    }

    private static String identifier(String topic) {
        StringBuilder name = new StringBuilder();
        for (String word : topic.split(" ", -1)) {
            String letters = word.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
            if (!letters.isEmpty()) {
                name.append(Character.toUpperCase(letters.charAt(0))).append(letters.substring(1));
            }
        }
        return name.isEmpty() ? "Example" : name.toString();
    }

    private static String one(Random dice, String... of) {
        return of[dice.nextInt(of.length)];
    }
}
