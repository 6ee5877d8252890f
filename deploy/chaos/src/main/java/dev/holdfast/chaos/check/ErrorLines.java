package dev.holdfast.chaos.check;

import dev.holdfast.stack.local.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the services logged at ERROR, like lines together. */
public final class ErrorLines {
    private static final Pattern ERROR = Pattern.compile("^(\\S+ )?[0-9:.,]+ (ERROR|FATAL) .*");
    private static final Pattern CHANGES =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9]+");
    private static final int SHOWN = 160;

    private ErrorLines() {}

    /** Each kind of line, with how often it stands in a service's logs. */
    public static Map<String, Integer> of(List<ServiceProcess> processes) {
        Map<String, Integer> kinds = new TreeMap<>();
        for (ServiceProcess process : processes) {
            try (Stream<String> lines = Files.lines(process.log())) {
                lines.filter(line -> ERROR.matcher(line).matches())
                        .map(line -> process.service().module() + ": " + kind(line))
                        .forEach(kind -> kinds.merge(kind, 1, Integer::sum));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return kinds;
    }

    private static String kind(String line) {
        String said = line.substring(line.indexOf(" ERROR ") + 1);
        String kind = CHANGES.matcher(said).replaceAll("#");
        return kind.length() > SHOWN ? kind.substring(0, SHOWN) + "…" : kind;
    }
}
