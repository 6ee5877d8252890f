package dev.holdfast.stack.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The environment variables that a service reads by its {@code @ConfigMapping} interfaces. */
final class SettingNames {
    private static final Pattern PREFIX =
            Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern SETTING =
            Pattern.compile(
                    "(?:@WithName\\(\"([^\"]+)\"\\)\\s+(?:@WithDefault\\([^)]*\\)\\s+)?)?[\\w<>.]+"
                            + " (\\w+)\\(\\);");

    private SettingNames() {}

    static Set<String> of(String module) {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ComposeFile.ROOT.resolve(module + "/src/main/java"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                Matcher prefix = PREFIX.matcher(source);
                if (prefix.find()) {
                    Matcher setting = SETTING.matcher(source);
                    while (setting.find()) {
                        String given = setting.group(1);
                        String name = given == null ? kebab(setting.group(2)) : given;
                        names.add(variable(prefix.group(1) + "." + name));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static String kebab(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
