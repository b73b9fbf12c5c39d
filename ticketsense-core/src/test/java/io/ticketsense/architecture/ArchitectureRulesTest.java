package io.ticketsense.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that cannot fail guards nothing, so each is shown code that breaks it. */
final class ArchitectureRulesTest {

  private static final String BAD = "io.ticketsense.architecture.bad";
  private static final Path FOLDER =
      Path.of("target", "test-classes", "io", "ticketsense", "architecture", "bad");

  static Stream<Arguments> rulesAndWhatBreaksThem() {
    List<Arguments> cases = new ArrayList<>();
    for (ArchRule arrow : ArchitectureRules.arrowsGoOneWay(BAD + ".layers")) {
      cases.add(arguments(arrow, "layers"));
    }
    cases.add(arguments(ArchitectureRules.noCycles(BAD + ".layers"), "layers"));
    cases.add(arguments(ArchitectureRules.coreUsesAllowListOnly(), "core"));
    for (ArchRule rule :
        ArchitectureRules.adapterUsesCoreAndItsDriver("io.ticketsense.other", "org.jdbi..")) {
      cases.add(arguments(rule, "adapter"));
    }
    cases.add(arguments(ArchitectureRules.onlyPortImplementationsArePublic(), "adapter"));
    cases.add(arguments(ArchitectureRules.vendorTypesAreOnlyPassedIn(), "adapter"));
    cases.add(arguments(ArchitectureRules.noVendorExceptions(), "adapter"));
    cases.add(
        arguments(
            ArchitectureRules.portImplementationsKeepTheirContract("/bad/unproven/"), "unproven"));
    cases.add(arguments(ArchitectureRules.nothingUsesExamples(BAD + ".examples"), "library"));
    cases.add(arguments(ArchitectureRules.packagesAreNullMarked(), "core"));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("rulesAndWhatBreaksThem")
  @DisplayName("Every rule fails on code that breaks it")
  void rule_brokenCode_fails(ArchRule rule, String folder) {
    assertThat(rule.evaluate(classes(folder)).hasViolation()).isTrue();
  }

  static Stream<String> ambientCalls() {
    return classes("ambient").stream().map(type -> type.getSimpleName());
  }

  @ParameterizedTest
  @MethodSource("ambientCalls")
  @DisplayName("Rule 6 fails on every way to take time, locale or charset from the machine")
  void rule6_eachAmbientCall_fails(String type) {
    JavaClasses classes =
        new ClassFileImporter().importPath(FOLDER.resolve("ambient").resolve(type + ".class"));

    assertThat(ArchitectureRules.nothingAmbient().evaluate(classes).hasViolation()).isTrue();
  }

  private static JavaClasses classes(String folder) {
    return new ClassFileImporter().importPath(FOLDER.resolve(folder));
  }
}
