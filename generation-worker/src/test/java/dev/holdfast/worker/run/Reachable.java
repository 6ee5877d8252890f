package dev.holdfast.worker.run;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an object of ours holds, directly or by others: fields of our classes, what lambdas have
 * caught, and what is in collections and arrays. What the JDK and libraries keep to themselves is
 * not looked into.
 */
public final class Reachable {
    private static final String OURS = "dev.holdfast.";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> next = new ArrayDeque<>();

    private Reachable() {}

    public static Stream<Object> from(Object root) {
        Reachable reachable = new Reachable();
        reachable.meet(root);
        while (!reachable.next.isEmpty()) {
            reachable.lookInto(reachable.next.remove());
        }
        return reachable.seen.stream();
    }

    private void meet(@Nullable Object held) {
        if (held != null && seen.add(held)) {
            next.add(held);
        }
    }

    private void lookInto(Object holder) {
        switch (holder) {
            case Object[] array -> Arrays.stream(array).forEach(this::meet);
            case Map<?, ?> map ->
                    map.forEach((key, value) -> {
                        meet(key);
                        meet(value);
                    });
            case Optional<?> optional -> optional.ifPresent(this::meet);
            case Iterable<?> several when isOfTheJdk(holder) -> several.forEach(this::meet);
            default -> lookIntoFields(holder);
        }
    }

    private static boolean isOfTheJdk(Object holder) {
        return holder.getClass().getName().startsWith("java.");
    }

    private void lookIntoFields(Object holder) {
        for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith(OURS)) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        meet(valueOf(field, holder));
                    }
                }
            }
        }
    }

    private static @Nullable Object valueOf(Field field, Object holder) {
        try {
            field.setAccessible(true);
            return field.get(holder);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
