package dev.holdfast.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** What each process holds resident, from {@code /proc}: children of PostgreSQL included. */
final class Memory {
    private Memory() {}

    static void print(String when, Map<String, Long> pids) throws IOException {
        System.out.printf("%nresident memory %s%n", when);
        long all = 0;
        for (Map.Entry<String, Long> process : pids.entrySet()) {
            long kilobytes = resident(process.getValue());
            all += kilobytes;
            System.out.printf("  %-20s %5d MB%n", process.getKey(), kilobytes / 1024);
        }
        System.out.printf("  %-20s %5d MB%n", "together", all / 1024);
    }

    /** Proportional, so that PostgreSQL's shared buffers count once. */
    private static long resident(long pid) throws IOException {
        long sum = proportional(pid);
        for (ProcessHandle child :
                ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).toList()) {
            sum += proportional(child.pid());
        }
        return sum;
    }

    private static long proportional(long pid) throws IOException {
        Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        try {
            return Files.readAllLines(rollup).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }
}
