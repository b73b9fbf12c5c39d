package io.ticketsense.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CoreArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  @DisplayName("Rule 1: inside core, arrows go one way")
  void rule1_core_holds() {
    ArchitectureRules.arrowsGoOneWay("io.ticketsense").forEach(rule -> rule.check(MAIN));
    ArchitectureRules.noCycles("io.ticketsense").check(MAIN);
  }

  @Test
  @DisplayName("Rule 2: core uses its allow-list only")
  void rule2_core_holds() {
    ArchitectureRules.coreUsesAllowListOnly().check(MAIN);
  }

  @Test
  @DisplayName("Rule 6: no system clock, sleep, default locale or default charset")
  void rule6_core_holds() {
    ArchitectureRules.nothingAmbient().check(MAIN);
  }

  @Test
  @DisplayName("Rule 7: every port implementation runs its port's contract")
  void rule7_core_holds() {
    ArchitectureRules.portImplementationsKeepTheirContract(ArchitectureRules.MAIN)
        .check(
            new ClassFileImporter()
                .importPaths(Path.of("target", "classes"), Path.of("target", "test-classes")));
  }

  @Test
  @DisplayName("Rule 8: nothing depends on examples; every package is @NullMarked")
  void rule8_core_holds() {
    ArchitectureRules.nothingUsesExamples(ArchitectureRules.EXAMPLES).check(MAIN);
    ArchitectureRules.packagesAreNullMarked().check(MAIN);
  }
}
