package dev.holdfast.stack.raw;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What this process logs as wrong while it is open: everything above WARN, and everything from WARN
 * on that brings a stack.
 */
public final class LoggedFaults extends Handler implements AutoCloseable {
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private LoggedFaults() {
        setLevel(Level.WARNING);
    }

    public static LoggedFaults watch() {
        LoggedFaults faults = new LoggedFaults();
        Logger.getLogger("").addHandler(faults);
        return faults;
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
            records.add(record);
        }
    }

    /** One line each: who said what, and what was thrown. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (LogRecord record : records) {
            if (record.getLevel().intValue() > Level.WARNING.intValue()
                    || record.getThrown() != null) {
                faults.add(line(record));
            }
        }
        return faults;
    }

    /** Everything from WARN on that a class of this package or below said. */
    public List<String> warningsOf(String category) {
        List<String> warnings = new ArrayList<>();
        for (LogRecord record : records) {
            if (String.valueOf(record.getLoggerName()).startsWith(category)) {
                warnings.add(line(record));
            }
        }
        return warnings;
    }

    private static String line(LogRecord record) {
        return record.getLevel()
                + " "
                + record.getLoggerName()
                + ": "
                + String.valueOf(record.getMessage()).lines().findFirst().orElse("")
                + (record.getThrown() == null ? "" : " with " + record.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
