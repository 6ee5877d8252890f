package dev.holdfast.edge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.holdfast.edge",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule hasNoCycles =
            slices().matching("dev.holdfast.edge.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ofHoldfastItKnowsProblemsAndLifeAlone =
            classes()
                    .should()
                    .onlyDependOnClassesThat(
                            not(resideInAPackage("dev.holdfast.."))
                                    .or(
                                            resideInAnyPackage(
                                                    "dev.holdfast.edge..",
                                                    "dev.holdfast.contracts.life",
                                                    "dev.holdfast.contracts.problem")));

    @ArchTest
    static final ArchRule bytesAreReadInOnePlace =
            noClasses()
                    .that()
                    // Whose event loops it watches.
                    .resideOutsideOfPackages("dev.holdfast.edge.framing", "dev.holdfast.edge.life")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.netty..");
}
