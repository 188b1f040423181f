package io.steelyard.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom: server → {api, store, proxy} → control → domain; proxy → hostlink → domain. */
class ImportRulesTest {
    private static final String ROOT = "io.steelyard.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.steelyard");

    @Test
    void theDomainKnowsTheJdkAloneAndDoesNoInputOrOutput() {
        classes()
                .that()
                .resideInAPackage(ROOT + "domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.math..",
                        "java.net..",
                        "java.nio",
                        "java.nio.charset",
                        "java.security..",
                        "java.time..",
                        "java.util..",
                        "javax.crypto..",
                        ROOT + "domain..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "json,     json domain",
        "control,  control domain",
        "store,    store control json domain",
        "hostlink, hostlink json domain",
        "proxy,    proxy hostlink json domain",
        "api,      api control domain"
    })
    void aModuleKnowsOfOursOnly(String module, String known) {
        String[] allowed =
                Stream.of(known.split(" ")).map(name -> ROOT + name + "..").toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(ROOT + module + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.steelyard..").and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "store,    org.jooq.. java.sql.. org.sqlite.. org.flywaydb..",
        "proxy,    io.netty..",
        "proxy.cache, com.github.benmanes.caffeine..",
        "api.http, org.eclipse.jetty..",
        "server.tls, org.bouncycastle..",
        "server.operator, io.micrometer.."
    })
    void aLibraryStaysWhereItBelongs(String place, String packages) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + place + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages.split(" "))
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({"rackspace, operator", "operator, rackspace"})
    void dialectsKnowNothingOfEachOther(String dialect, String other) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "api." + dialect + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "api." + other + "..")
                .check(CLASSES);
    }
}
