package dev.holdfast.chaos.journal;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every breach of a run, in the order in which they were found. Thread-safe. */
public final class Findings {
    private final Journal journal;
    private final List<Finding> all = new CopyOnWriteArrayList<>();

    public Findings(Journal journal) {
        this.journal = journal;
    }

    /**
     * @param page of the journal, or the process, where it shows
     */
    public void add(Breach breach, String page, String what) {
        Finding finding = new Finding(Instant.now(), breach, page, what);
        all.add(finding);
        journal.note(
                "findings",
                note -> note.put("breach", breach.title()).put("page", page).put("what", what));
    }

    public List<Finding> all() {
        return List.copyOf(all);
    }

    public long count(Breach breach) {
        return all.stream().filter(finding -> finding.breach() == breach).count();
    }
}
