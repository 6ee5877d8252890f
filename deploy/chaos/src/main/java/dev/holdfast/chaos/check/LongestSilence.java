package dev.holdfast.chaos.check;

import dev.holdfast.chaos.fault.Struck;
import dev.holdfast.chaos.watch.Silence;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The longest time in which a connected device read no character of an answer that went on.
 *
 * @param calm among those that no fault touched, nor the {@link #RECOVERY} after one
 * @param anywhere among all
 */
record LongestSilence(Optional<Silence> calm, Optional<Silence> anywhere) {
    /** From the moment when a victim is ready again. */
    static final Duration RECOVERY = Duration.ofSeconds(10);

    static LongestSilence of(Collection<Silence> silences, List<Struck> struck) {
        Comparator<Silence> byLength = Comparator.comparing(Silence::length);
        return new LongestSilence(
                silences.stream()
                        .filter(silence ->
                                struck.stream()
                                        .noneMatch(fault ->
                                                fault.overlaps(
                                                        silence.from().minus(RECOVERY),
                                                        silence.to())))
                        .max(byLength),
                silences.stream().max(byLength));
    }
}
