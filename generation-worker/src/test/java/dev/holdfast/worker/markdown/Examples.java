package dev.holdfast.worker.markdown;

import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.testutil.TestResources;
import org.commonmark.testutil.example.ExampleReader;

/** Every example of the CommonMark and the GFM specification, and of two regression suites. */
final class Examples {
    static final List<String> OF_SPECIFICATIONS = specifications();

    static final List<String> ALL = all();

    private Examples() {}

    private static List<String> specifications() {
        List<String> examples = new ArrayList<>();
        examples.addAll(ExampleReader.readExampleSources(TestResources.getSpec()));
        examples.addAll(ExampleReader.readExampleSources(TestResources.getGfmSpec()));
        return List.copyOf(examples);
    }

    private static List<String> all() {
        List<String> examples = new ArrayList<>(OF_SPECIFICATIONS);
        for (URL regressions : TestResources.getRegressions()) {
            examples.addAll(ExampleReader.readExampleSources(regressions));
        }
        // The GFM specification contains most of CommonMark's examples.
        return examples.stream().distinct().toList();
    }
}
