package dev.holdfast.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What Linux counts of a process. */
record ProcessFigures(long pid) {
    /** A hundredth of a second, on every Linux that Java runs on. */
    private static final long TICK_MILLIS = 10;

    /** Of the fields that follow the process's name in {@code /proc/<pid>/stat}. */
    private static final int USER_TIME = 11;

    static ProcessFigures of(long pid) {
        return new ProcessFigures(pid);
    }

    /** Processor time since its start, of all of its threads. */
    Duration spent() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Duration.ofMillis(
                TICK_MILLIS
                        * (Long.parseLong(fields[USER_TIME])
                                + Long.parseLong(fields[USER_TIME + 1])));
    }

    int threads() throws IOException {
        return (int) status("Threads:");
    }

    long residentMegabytes() throws IOException {
        return status("VmRSS:") / 1024;
    }

    private long status(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
