package dev.holdfast.worker.provider.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.contracts.request.GenerationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersFileTest {
    private static final String ONE =
            """
            providers:
              - id: one
                title: One
                wire: openai-chat
                baseUrl: https://one.example/v1/
                baseUrlFrom: ONE_BASE_URL
                keyFrom: ONE_KEY
                models:
                  - name: a
                    options: [maxTokens]
                    continues: prefix-flag
                    price: {input: 0.5, output: 2, currency: USD}
                otherModels:
                  contextTokens: 1000
            """;

    @TempDir private Path folder;

    @Test
    void shipsEveryVendorForUsersWithKeysOfTheirOwn() {
        assertThat(ProvidersFile.shipped().served(variables(Map.of()), true))
                .allSatisfy(each -> assertThat(each.access()).isEqualTo(Access.OWN_KEY))
                .extracting(Served::id)
                .containsExactly("openai", "anthropic", "gemini", "mistral", "openrouter", "groq");
    }

    @Test
    void servesNothingThatNobodyCouldCall() {
        assertThat(ProvidersFile.shipped().served(variables(Map.of()), false)).isEmpty();
    }

    @Test
    void turnsAProviderOnByItsKeyOrItsAddress() {
        // when
        List<Served> served =
                ProvidersFile.shipped()
                        .served(
                                variables(
                                        Map.of(
                                                "ANTHROPIC_API_KEY",
                                                "sk-ant",
                                                "OLLAMA_BASE_URL",
                                                "http://localhost:11434/v1",
                                                "GEMINI_API_KEY",
                                                " ")),
                                false);

        // then
        assertThat(served).extracting(Served::id).containsExactly("anthropic", "ollama");
        assertThat(served)
                .allSatisfy(each -> assertThat(each.access()).isEqualTo(Access.SERVER))
                .allSatisfy(each -> assertThat(each.isListed()).isTrue());
        assertThat(served.toString()).doesNotContain("sk-ant");
    }

    @Test
    void speaksChatCompletionsWhereOpenAiIsSomebodyElse() {
        // when
        Served openAi =
                ProvidersFile.shipped()
                        .served(
                                variables(Map.of("OPENAI_BASE_URL", "http://localhost:8000/v1/")),
                                false)
                        .getFirst();

        // then
        assertThat(openAi.wire()).isEqualTo(WireName.OPENAI_CHAT);
        assertThat(openAi.baseUrl()).isEqualTo("http://localhost:8000/v1");
        assertThat(openAi.offers(List.of(offer("theirs"))))
                .extracting(ModelOffer::name)
                .containsExactly("theirs");
    }

    @Test
    void triesAKeyAtTheListOrWhereTheFileSays() throws Exception {
        // when
        List<Served> shipped = ProvidersFile.shipped().served(variables(Map.of()), true);
        Served one = read(ONE).served(variables(Map.of("ONE_KEY", "k")), false).getFirst();

        // then
        assertThat(shipped)
                .allSatisfy(each ->
                        assertThat(each.keyTriedAt("/models"))
                                .isEqualTo(each.id().equals("openrouter") ? "/key" : "/models"));
        assertThat(one.keyTriedAt("/models")).isNull();
    }

    @Test
    void hasTitlesWrittenBySmallModelsThatAreThere() {
        // when
        List<Served> shipped = ProvidersFile.shipped().served(variables(Map.of()), true);
        Served elsewhere =
                ProvidersFile.shipped()
                        .served(
                                variables(Map.of("OPENAI_BASE_URL", "http://localhost:8000/v1")),
                                false)
                        .getFirst();

        // then
        assertThat(shipped).allSatisfy(each -> assertThat(each.titleModel(List.of())).isNotNull());
        assertThat(elsewhere.titleModel(List.of(offer("theirs")))).isNull();
        assertThat(elsewhere.titleModel(List.of(offer("gpt-4.1-nano")))).isEqualTo("gpt-4.1-nano");
    }

    @Test
    void knowsWhatTheFileSaysOfAModel() throws Exception {
        // when
        Served one = read(ONE).served(variables(Map.of("ONE_KEY", "k")), false).getFirst();

        // then
        assertThat(one.model("a").continues()).isEqualTo(Continuation.PREFIX_FLAG);
        assertThat(one.model("a").refused(new GenerationOptions(null, 5, "low", null)))
                .contains("reasoningEffort");
        assertThat(one.model("b").refused(new GenerationOptions(1.0, 5, "low", null))).isEmpty();
        assertThat(one.model("b").contextTokens()).isEqualTo(1000);
    }

    @Test
    void offersWhatTheFileNamesAndThenWhatTheListAdds() throws Exception {
        // given
        Served one = read(ONE).served(variables(Map.of("ONE_KEY", "k")), false).getFirst();

        // when
        List<ModelOffer> offers = one.offers(List.of(offer("b"), offer("a")));

        // then
        assertThat(offers).extracting(ModelOffer::name).containsExactly("a", "b");
        assertThat(offers.getLast().contextTokens()).isEqualTo(1000);
        assertThat(offers.getFirst().price()).isNotNull();
    }

    @Test
    void saysInOneSentenceWhatIsWrong() {
        assertWrong("providers: [{id: one", "it is not YAML");
        assertWrong(ONE.replace("title:", "titel:"), "the field 'providers[0].titel' is not known");
        assertWrong(
                ONE.replace("openai-chat", "morse"),
                "the value of 'providers[0].wire' is not one that it can have (line 4)");
        assertWrong(
                ONE.replace("baseUrl: https:", "baseUrl: ftp:"),
                "provider 'one': 'baseUrl' is no http address");
        assertWrong(
                ONE.replace("name: a", "title: a"),
                "provider 'one': each of its 'models' needs a 'name' of its own");
        assertWrong(
                ONE.replace("[maxTokens]", "[speed]"),
                "provider 'one': 'options' may have maxTokens, reasoningEffort, systemPrompt,"
                        + " temperature");
        assertWrong(
                ONE.replace("    wire:", "    keyTriedAt: key\n    wire:"),
                "provider 'one': 'keyTriedAt' must begin with a slash");
        assertWrong(ONE.replace("id: one", "id: One!"), "provider 1 needs an 'id' of");
        assertThatThrownBy(() -> ProvidersFile.read(folder.resolve("none.yaml")))
                .hasMessageEndingWith("none.yaml: it cannot be read");
    }

    @Test
    void quotesNoKeyThatStandsInTheWrongPlace() {
        assertWrong(
                ONE.replace("keyFrom: ONE_KEY", "keyFrom: sk-secret"),
                "provider 'one': 'keyFrom' must be the name of an environment variable, not its"
                        + " value");
        assertWrong(ONE.replace("wire: openai-chat", "wire: sk-secret"), "the value of");
        assertWrong(ONE.replace("    title: One", "    sk-secret"), "it is not YAML");
    }

    private void assertWrong(String content, String sentence) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(ProvidersFile.WrongFile.class)
                .hasMessageContaining(sentence)
                .hasMessageStartingWith("providers file ")
                .hasMessageNotContaining("sk-secret")
                .hasNoCause();
    }

    private ProvidersFile read(String content) throws IOException {
        return ProvidersFile.read(Files.writeString(folder.resolve("providers.yaml"), content));
    }

    private static ModelOffer offer(String name) {
        return new ModelOffer(name, name, List.of(), null);
    }

    private static Function<String, Optional<String>> variables(Map<String, String> values) {
        return name -> Optional.ofNullable(values.get(name));
    }
}
