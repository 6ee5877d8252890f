package dev.holdfast.worker.markdown;

import dev.holdfast.contracts.content.HtmlPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** A device: has nothing but the patches. */
final class Reader {
    private final AnswerHtml answer;
    private final List<String> blocks = new ArrayList<>();
    private final List<HtmlPatch> last = new ArrayList<>();

    Reader() {
        this(new AnswerHtml(ImageHosts.NONE));
    }

    Reader(AnswerHtml answer) {
        this.answer = answer;
    }

    /** Takes the text in pieces of up to so many characters, and its end. */
    Reader reads(String text, int longest, Random random, BiConsumer<Reader, String> afterEach) {
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(longest));
            reads(text.substring(at, end));
            afterEach.accept(this, text.substring(0, end));
            at = end;
        }
        return finishes();
    }

    Reader reads(String piece) {
        return takes(answer.append(piece));
    }

    Reader finishes() {
        return takes(answer.finish());
    }

    private Reader takes(List<HtmlPatch> patches) {
        last.clear();
        last.addAll(patches);
        patches.forEach(patch -> patch.applyTo(blocks));
        return this;
    }

    /** The patches of the last call. */
    List<HtmlPatch> patches() {
        return List.copyOf(last);
    }

    /** What the patches have made. */
    List<String> blocks() {
        return List.copyOf(blocks);
    }

    /** What the answer says that they have made. */
    List<String> answersBlocks() {
        return answer.blocks();
    }

    String html() {
        return String.join("", blocks);
    }
}
