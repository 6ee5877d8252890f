package dev.holdfast.chaos.user;

import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.watch.Witness;

/** What a device thinks of a gateway that answers with something else than a stream. */
final class Complaints {
    private Complaints() {}

    /**
     * @param saysWhen whether it says when to come back
     */
    static void refused(Witness.Notebook notebook, String device, int status, boolean saysWhen) {
        notebook.journal().note(device, note -> note.put("refused", status));
        if (status == 503 && saysWhen) {
            return;
        }
        notebook.findings()
                .add(
                        status >= 500 ? Breach.SERVER_ERROR : Breach.UNEXPECTED,
                        device,
                        "is refused with " + status + (saysWhen ? "" : ", not saying until when"));
    }
}
