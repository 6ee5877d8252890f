package dev.holdfast.stack.up;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param parent pid of the script: when it ends, so does the stack; 0 for a stack that stays
 */
record Options(Path dataDir, boolean json, int workers, long parent) {

    /**
     * @throws Hint for anything that is not understood
     */
    static Options parse(Path dataDir, List<String> words) {
        boolean json = false;
        int workers = 1;
        long parent = 0;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--json" -> json = true;
                case "--workers" -> workers = number(word, rest, 0, 64);
                case "--parent" -> parent = number(word, rest, 1, Integer.MAX_VALUE);
                default ->
                        throw new Hint(
                                "There is no option " + word + "; deploy/up --help lists them.");
            }
        }
        return new Options(dataDir, json, workers, parent);
    }

    private static int number(String option, Iterator<String> rest, int least, int most) {
        String word = rest.hasNext() ? rest.next() : "";
        try {
            int number = Integer.parseInt(word);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new Hint(
                option
                        + " wants a number from "
                        + least
                        + " to "
                        + most
                        + ", not \""
                        + word
                        + "\".");
    }
}
