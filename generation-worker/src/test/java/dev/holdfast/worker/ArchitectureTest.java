package dev.holdfast.worker;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@AnalyzeClasses(
        packages = "dev.holdfast.worker",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule hasNoCycles =
            slices().matching("dev.holdfast.worker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule pointsInward =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("assembly")
                    .definedBy("dev.holdfast.worker.assembly..")
                    .layer("drain")
                    .definedBy("dev.holdfast.worker.drain..")
                    .layer("health")
                    .definedBy("dev.holdfast.worker.health..")
                    .layer("request")
                    .definedBy("dev.holdfast.worker.request..")
                    .layer("rehearsal")
                    .definedBy("dev.holdfast.worker.rehearsal..")
                    .layer("control")
                    .definedBy("dev.holdfast.worker.control..")
                    .layer("catalog")
                    .definedBy("dev.holdfast.worker.catalog..")
                    .layer("run")
                    .definedBy("dev.holdfast.worker.run..")
                    .layer("title")
                    .definedBy("dev.holdfast.worker.title..")
                    .layer("trial")
                    .definedBy("dev.holdfast.worker.trial..")
                    .layer("opening")
                    .definedBy("dev.holdfast.worker.opening..")
                    .layer("endpoint")
                    .definedBy("dev.holdfast.worker.endpoint..")
                    .layer("keys")
                    .definedBy("dev.holdfast.worker.keys..")
                    .layer("provider")
                    .definedBy("dev.holdfast.worker.provider..")
                    .layer("markdown")
                    .definedBy("dev.holdfast.worker.markdown..")
                    .layer("claim")
                    .definedBy("dev.holdfast.worker.claim..")
                    .layer("publish")
                    .definedBy("dev.holdfast.worker.publish..")
                    .whereLayer("assembly")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("drain")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("health")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("request")
                    .mayOnlyBeAccessedByLayers("drain", "health")
                    .whereLayer("rehearsal")
                    .mayOnlyBeAccessedByLayers("drain", "assembly")
                    .whereLayer("control")
                    .mayOnlyBeAccessedByLayers("drain", "health")
                    .whereLayer("catalog")
                    .mayOnlyBeAccessedByLayers("drain")
                    .whereLayer("run")
                    .mayOnlyBeAccessedByLayers("request", "rehearsal", "control", "drain", "health")
                    .whereLayer("markdown")
                    .mayOnlyBeAccessedByLayers("run")
                    .whereLayer("trial")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("title")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("opening")
                    .mayOnlyBeAccessedByLayers("run", "trial", "title")
                    .whereLayer("endpoint")
                    .mayOnlyBeAccessedByLayers("opening")
                    .whereLayer("claim")
                    .mayOnlyBeAccessedByLayers("run", "title", "drain")
                    .whereLayer("keys")
                    .mayOnlyBeAccessedByLayers("opening", "assembly")
                    .whereLayer("provider")
                    .mayOnlyBeAccessedByLayers(
                            "run",
                            "endpoint",
                            "opening",
                            "trial",
                            "title",
                            "keys",
                            "catalog",
                            "rehearsal",
                            "assembly");

    @ArchTest
    static final ArchRule readsTheQueueWithoutKnowingAnyKindOfWork =
            noClasses()
                    .that()
                    .resideInAPackage("dev.holdfast.worker.request..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.holdfast.contracts.request..",
                            "dev.holdfast.worker.trial..",
                            "dev.holdfast.worker.title..");

    @ArchTest
    static final ArchRule speaksKafkaAtItsEdgesAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.holdfast.worker.request..",
                            "dev.holdfast.worker.control..",
                            "dev.holdfast.worker.claim..",
                            "dev.holdfast.worker.publish..",
                            "dev.holdfast.worker.health..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "io.smallrye.reactive.messaging..");

    @ArchTest
    static final ArchRule knowsLangChain4jInTheDialectsAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.holdfast.worker.provider.wire..",
                            "dev.holdfast.worker.provider.openai..",
                            "dev.holdfast.worker.provider.anthropic..",
                            "dev.holdfast.worker.provider.gemini..",
                            "dev.holdfast.worker.provider.mistral..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.langchain4j..");

    @ArchTest
    static final ArchRule opensKeysInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.holdfast.worker.keys..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.google.crypto.tink..");

    @ArchTest
    static final ArchRule neverBlocksOnAUni =
            noClasses().should().callMethod(io.smallrye.mutiny.Uni.class, "await");

    @ArchTest
    static final ArchRule neverSleeps =
            noClasses()
                    .should()
                    .callMethodWhere(
                            target(owner(assignableTo(Thread.class))).and(target(name("sleep"))));

    @ArchTest
    static final ArchRule takesTheClockFromOutside =
            noClasses()
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule injectsThroughConstructors =
            noFields()
                    .should()
                    .beAnnotatedWith(Inject.class)
                    .orShould()
                    .beAnnotatedWith(ConfigProperty.class);

    @ArchTest
    static final ArchRule hasNoEmptyNames =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Service");

    @ArchTest
    static final ArchRule keepsLoggersInConstants =
            fields().that()
                    .haveRawType(org.jboss.logging.Logger.class)
                    .should()
                    .beStatic()
                    .andShould()
                    .beFinal()
                    .allowEmptyShould(false);

    @ArchTest
    static final ArchRule isNullMarked =
            classes()
                    .that()
                    .haveSimpleName("package-info")
                    .should()
                    .beAnnotatedWith(org.jspecify.annotations.NullMarked.class);
}
