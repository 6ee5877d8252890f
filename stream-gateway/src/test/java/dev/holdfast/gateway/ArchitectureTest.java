package dev.holdfast.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
        packages = "dev.holdfast.gateway",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.holdfast.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule replayKnowsNobody =
            noClasses()
                    .that()
                    .resideInAPackage("..gateway.replay..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..gateway.session..", "..gateway.socket..", "..gateway.ingest..");

    @ArchTest
    static final ArchRule sessionsKnowReplayAlone =
            noClasses()
                    .that()
                    .resideInAPackage("..gateway.session..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..gateway.socket..", "..gateway.ingest..");

    @ArchTest
    static final ArchRule ingestKnowsReplayAlone =
            noClasses()
                    .that()
                    .resideInAPackage("..gateway.ingest..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..gateway.socket..", "..gateway.session..");

    @ArchTest
    static final ArchRule socketsDoNotReadTheLog =
            noClasses()
                    .that()
                    .resideInAPackage("..gateway.socket..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..gateway.ingest..");

    @ArchTest
    static final ArchRule kafkaIsInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..gateway.ingest..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule socketsAreInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..gateway.socket..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.vertx..",
                            "io.netty..",
                            "io.quarkus.websockets..",
                            "io.smallrye.mutiny..",
                            "io.quarkus.vertx..");

    @ArchTest
    static final ArchRule nobodyBlocksOnAUni = noClasses().should().callMethod(Uni.class, "await");

    @ArchTest
    static final ArchRule nobodySleeps =
            noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule theTimeIsTheClocks =
            noClasses()
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(Instant.class, "now", Clock.class);

    @ArchTest
    static final ArchRule fieldsAreNotInjected =
            noFields()
                    .should()
                    .beAnnotatedWith("jakarta.inject.Inject")
                    .orShould()
                    .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty");

    @ArchTest
    static final ArchRule namesSaySomething =
            classes().should().haveNameNotMatching(".*(Impl|Util|Utils|Helper|Manager|Service)");
}
