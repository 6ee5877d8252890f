package dev.holdfast.chat.generation;

import dev.holdfast.chat.projection.LogRecord;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.fold.Ruling;
import dev.holdfast.contracts.log.GenerationEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Folds a batch over the rows that it touches. A pure function of both. */
final class Fold {
    private static final Logger LOG = Logger.getLogger(Fold.class);

    private Fold() {}

    /**
     * @param folded by generation; also those that nothing came of
     * @param gaps how many holes were found
     * @param strangers records of generations that are not known, or not of the record's owner
     */
    record Result(List<Folded> folded, int gaps, int strangers) {}

    /** The generations that a batch is about. */
    static Set<UUID> touched(List<LogRecord> records) {
        Set<UUID> ids = new HashSet<>();
        for (LogRecord record : records) {
            if (record.event() instanceof GenerationEvent event) {
                ids.add(event.generationId());
            }
        }
        return ids;
    }

    /** Those of which a run goes on from what is stored. */
    static Set<UUID> continued(List<LogRecord> records) {
        Set<UUID> ids = new HashSet<>();
        for (LogRecord record : records) {
            if (record.event() instanceof GenerationEvent.Started started
                    && !started.keeps().equals(Mark.NONE)) {
                ids.add(started.generationId());
            }
        }
        return ids;
    }

    static Result of(Map<UUID, Before> rows, List<LogRecord> records, Instant now) {
        Map<UUID, GenerationFold> folds = new LinkedHashMap<>();
        int gaps = 0;
        int strangers = 0;
        for (LogRecord record : records) {
            if (!(record.event() instanceof GenerationEvent event)) {
                continue;
            }
            UUID id = event.generationId();
            Before row = rows.get(id);
            if (row == null || !row.owner().equals(record.owner())) {
                strangers++;
                LOG.debugf("event of an unknown generation skipped generationId=%s", id);
                continue;
            }
            GenerationFold fold = folds.computeIfAbsent(id, _ -> new GenerationFold(row, now));
            Ruling.Gap gap = fold.add(record.partition(), record.offset(), event);
            if (gap != null) {
                gaps++;
                LOG.errorf(
                        "hole in the log generationId=%s partition=%d offset=%d expected=%s"
                                + " found=%s",
                        id, record.partition(), record.offset(), gap.expected(), gap.found());
            }
        }
        List<Folded> folded = folds.values().stream().map(GenerationFold::folded).toList();
        return new Result(folded, gaps, strangers);
    }
}
