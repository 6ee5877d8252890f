package dev.holdfast.contracts.life;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The platform threads of this process, as far as they live. Cheap: takes no stacks. */
public final class Threads {
    /** Between counting and listing, some may be added. */
    private static final int MORE = 16;

    private Threads() {}

    public static List<Thread> named(String prefix) {
        return all().stream().filter(each -> each.getName().startsWith(prefix)).toList();
    }

    static List<Thread> all() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] found = new Thread[root.activeCount() + MORE];
        while (root.enumerate(found) == found.length) {
            found = new Thread[found.length * 2];
        }
        return Arrays.stream(found).filter(Objects::nonNull).toList();
    }
}
