package dev.holdfast.chaos;

import dev.holdfast.chaos.stage.Cast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One run.
 *
 * @param data everything of this run lies here; new or empty
 * @param length of the time in which users send and faults happen
 * @param seed of the faults' plan and of what users do
 * @param devices of each user: a WebSocket, server-sent events, one that reloads, and so on again
 * @param limit for open answers to end and for devices to catch up, once all is mended
 * @param longestFault of one fault
 * @param targets regular expression; only victims whose whole name matches are struck
 */
public record Options(
        Path data,
        Duration length,
        long seed,
        int users,
        int devices,
        Cast cast,
        Duration limit,
        Duration longestFault,
        String targets) {

    /** As {@code deploy/faults} runs without any option. */
    public static Options in(Path data) {
        return new Options(
                data,
                Duration.ofMinutes(5),
                1,
                6,
                3,
                new Cast(2, 2, 2),
                Duration.ofMinutes(3),
                Duration.ofSeconds(40),
                ".*");
    }

    /**
     * @throws IllegalArgumentException with a sentence for whoever typed it
     */
    static Options parse(Path data, List<String> words) {
        Options options = in(data);
        for (int i = 0; i < words.size(); i += 2) {
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(words.get(i) + " needs a value.");
            }
            options = options.with(words.get(i), words.get(i + 1));
        }
        return options;
    }

    private Options with(String option, String value) {
        try {
            return switch (option) {
                case "--minutes" ->
                        lasting(Duration.ofSeconds(Math.round(Double.parseDouble(value) * 60)));
                case "--seed" -> seeded(Long.parseLong(value));
                case "--users" -> usedBy(number(value), devices);
                case "--devices" -> usedBy(users, number(value));
                case "--apis" -> of(new Cast(number(value), cast.gateways(), cast.workers()));
                case "--gateways" -> of(new Cast(cast.apis(), number(value), cast.workers()));
                case "--workers" -> of(new Cast(cast.apis(), cast.gateways(), number(value)));
                case "--limit" -> patient(Duration.ofSeconds(number(value)));
                case "--longest" -> striking(Duration.ofSeconds(number(value)), targets);
                case "--targets" -> striking(longestFault, value);
                default ->
                        throw new IllegalArgumentException(
                                "There is no option "
                                        + option
                                        + "; deploy/faults --help lists them.");
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " takes a number above 0.", e);
        }
    }

    private static int number(String value) {
        int number = Integer.parseInt(value);
        if (number < 1) {
            throw new NumberFormatException();
        }
        return number;
    }

    public Options lasting(Duration length) {
        return new Options(data, length, seed, users, devices, cast, limit, longestFault, targets);
    }

    public Options seeded(long seed) {
        return new Options(data, length, seed, users, devices, cast, limit, longestFault, targets);
    }

    public Options usedBy(int users, int devices) {
        return new Options(data, length, seed, users, devices, cast, limit, longestFault, targets);
    }

    public Options of(Cast cast) {
        return new Options(data, length, seed, users, devices, cast, limit, longestFault, targets);
    }

    public Options patient(Duration limit) {
        return new Options(data, length, seed, users, devices, cast, limit, longestFault, targets);
    }

    public Options striking(Duration longestFault, String targets) {
        return new Options(data, length, seed, users, devices, cast, limit, longestFault, targets);
    }
}
