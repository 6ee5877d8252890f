package dev.holdfast.stack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM like this one. */
public final class JavaCommand {
    private final List<String> words = new ArrayList<>();

    private JavaCommand() {
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // One machine holds all of the JVMs: what is small and starts fast wins.
        words.add("-XX:+UseSerialGC");
        words.add("-XX:+UseCompactObjectHeaders");
        words.add("-Xshare:auto");
        // With exit code 3, at once: a program that went on would go on with half of its threads.
        words.add("-XX:+ExitOnOutOfMemoryError");
        // The first compiler alone: six JVMs that warm up side by side would give most of two cores
        // to the second for their first minutes, and take a third more memory. Measured with sends:
        // 54/s against 22/s after 600 of them, 81/s against 74/s after 1,800. Images keep both.
        words.add("-XX:TieredStopAtLevel=1");
    }

    public static JavaCommand withHeap(String least, String most) {
        return new JavaCommand().flag("-Xms" + least).flag("-Xmx" + most);
    }

    public JavaCommand flag(String flag) {
        words.add(flag);
        return this;
    }

    public List<String> main(String classPath, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(words);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    public List<String> jar(Path jar) {
        List<String> command = new ArrayList<>(words);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
