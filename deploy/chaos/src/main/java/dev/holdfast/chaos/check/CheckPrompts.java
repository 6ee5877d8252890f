package dev.holdfast.chaos.check;

import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.user.Sent;
import dev.holdfast.chaos.watch.Told;
import dev.holdfast.played.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The model must hear what its user had read: every message from the root up to the question, each
 * answer with the text at which it ended. Users here ask on only under an answer whose end they
 * have read. A call of a takeover hears the answer so far and the wish to go on behind that.
 */
final class CheckPrompts {
    private final Map<UUID, Sent> byReply = new HashMap<>();
    private final Map<String, TrueLog> logs;
    private final Findings findings;

    CheckPrompts(List<Sent> sent, Map<String, TrueLog> logs, Findings findings) {
        sent.forEach(each -> byReply.put(each.reply(), each));
        this.logs = logs;
        this.findings = findings;
    }

    void check(Sent sent, Call call) {
        List<Call.Message> path = path(sent);
        if (!call.messages().equals(path) && !call.messages().equals(goingOn(path, sent, call))) {
            findings.add(
                    Breach.MISHEARD,
                    "calls",
                    "call %d for generation %s (%s) heard %s, its user had read %s"
                            .formatted(
                                    call.number(),
                                    sent.generation(),
                                    sent.prompt(),
                                    brief(call.messages()),
                                    brief(path)));
        }
    }

    /** With the last two of what was heard, if they are a beginning of this answer and a wish. */
    private List<Call.Message> goingOn(List<Call.Message> path, Sent sent, Call call) {
        int length = call.messages().size();
        if (length < 2) {
            return path;
        }
        Call.Message begun = call.messages().get(length - 2);
        Call.Message wish = call.messages().getLast();
        boolean goesOn =
                begun.role().equals("assistant")
                        && textOf(sent).startsWith(begun.text().strip())
                        && wish.role().equals("user")
                        && wish.text().endsWith(">>>");
        if (!goesOn) {
            return path;
        }
        List<Call.Message> whole = new ArrayList<>(path);
        whole.add(begun);
        whole.add(wish);
        return whole;
    }

    private List<Call.Message> path(Sent sent) {
        List<Call.Message> path = new ArrayList<>();
        for (Sent each = sent; each != null; each = before(each)) {
            path.addFirst(new Call.Message("user", each.prompt()));
            Sent parent = before(each);
            String read = parent == null ? "" : textOf(parent);
            if (!read.isEmpty()) {
                path.addFirst(new Call.Message("assistant", read));
            }
        }
        return path;
    }

    private @Nullable Sent before(Sent sent) {
        return sent.parent() == null ? null : byReply.get(sent.parent());
    }

    private String textOf(Sent sent) {
        TrueLog log = logs.get(sent.user());
        Story story = log == null ? null : log.stories().get(sent.generation().toString());
        Entry end = story == null ? null : story.end;
        return end == null ? "" : Told.content(end.event()).text();
    }

    private static String brief(List<Call.Message> messages) {
        return messages.stream()
                .map(message -> message.role() + "(" + message.text().length() + ")")
                .toList()
                .toString();
    }
}
