package dev.holdfast.chat.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may import what in the web app is the table in its README. */
class ArrowsTest {
    private static final Path APP = Path.of("src/main/resources/web/app");

    /** The three columns of a row whose first has names. */
    private static final Pattern ROW = Pattern.compile("\\| (`.+) \\| (.+) \\| (.+) \\|");

    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern IMPORT =
            Pattern.compile(
                    "\\b(?:import|export)\\b(?:[\\w$*{},\\s]*\\bfrom)?[\\s(]*(['\"])([^'\"\\s]+)\\1");

    /**
     * @param whose the folders and files that the row is about
     * @param knows what they may import, beside each other
     */
    record Row(List<String> whose, List<String> knows, boolean everything) {
        private boolean isAbout(String file) {
            return whose.stream().anyMatch(name -> isIn(file, name));
        }

        private boolean allows(String imported) {
            return everything
                    || isAbout(imported)
                    || knows.stream().anyMatch(name -> isIn(imported, name));
        }
    }

    @Test
    void goOnlyWhereTheTableSays() throws IOException {
        List<Row> table = table();
        assertThat(table).hasSizeGreaterThan(5);

        List<String> wrong = new ArrayList<>();
        List<Path> files = files();
        for (Path file : files) {
            wrong.addAll(wrong(table, APP.relativize(file).toString(), Files.readString(file)));
        }

        assertThat(files).hasSizeGreaterThan(100);
        assertThat(wrong).isEmpty();
    }

    @Test
    void areFoundHoweverTheyAreWritten() throws IOException {
        List<Row> table = table();

        assertThat(wrong(table, "api/x.ts", "import type { Id } from '../store/model';"))
                .containsExactly("api/x.ts -> store/model.ts");
        assertThat(wrong(table, "views/x.ts", "/* So. */\nimport '../store/store';"))
                .containsExactly("views/x.ts -> store/store.ts");
        assertThat(wrong(table, "store/x.ts", "export {\n  html,\n} from 'lit/html.js';"))
                .containsExactly("store/x.ts -> lit/html.js");
        assertThat(wrong(table, "stream/x.ts", "export * from '../place';"))
                .containsExactly("stream/x.ts -> place.ts");
        assertThat(wrong(table, "text/x.ts", "const later = await import('./../vendor/x.js');"))
                .containsExactly("text/x.ts -> vendor/x.js");
        assertThat(wrong(table, "text/x.ts", "export const from = 'lit';")).isEmpty();
        assertThat(wrong(table, "elsewhere/x.ts", "")).containsExactly("elsewhere/x.ts: no row");
        assertThat(wrong(table, "views/a/x.ts", "import { html } from 'lit';")).isEmpty();
    }

    private static List<String> wrong(List<Row> table, String file, String code) {
        List<Row> rows = table.stream().filter(row -> row.isAbout(file)).toList();
        if (rows.size() != 1) {
            return List.of(file + ": " + (rows.isEmpty() ? "no row" : "several rows"));
        }
        List<String> wrong = new ArrayList<>();
        Matcher imports = IMPORT.matcher(code);
        while (imports.find()) {
            String imported = target(file, imports.group(2));
            if (!rows.getFirst().allows(imported)) {
                wrong.add(file + " -> " + imported);
            }
        }
        return wrong;
    }

    /** From the app's folder on, with the ending that imports leave out; of a library its name. */
    private static String target(String file, String imported) {
        if (!imported.startsWith(".")) {
            return imported;
        }
        String path = Path.of("/", file).resolveSibling(imported).normalize().toString();
        String target = path.substring(1);
        return target.matches(".*\\.(css|js)") ? target : target + ".ts";
    }

    private static boolean isIn(String file, String name) {
        return file.equals(name) || file.startsWith(name.endsWith("/") ? name : name + "/");
    }

    private static List<Row> table() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(APP.resolve("README.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String knows = row.group(3);
                rows.add(new Row(names(row.group(1)), names(knows), knows.equals("everything")));
            }
        }
        return rows;
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(APP)) {
            return all.filter(file -> file.toString().matches(".*(?<!\\.d)\\.ts")).toList();
        }
    }
}
