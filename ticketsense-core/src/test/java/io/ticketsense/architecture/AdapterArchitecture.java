package io.ticketsense.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds an adapter to the rules. Extend it in the adapter's module and name its package. */
public abstract class AdapterArchitecture {

  private static final Path MAIN_FOLDER = Path.of("target", "classes");
  private static final JavaClasses MAIN = new ClassFileImporter().importPath(MAIN_FOLDER);

  private final String adapter;
  private final String[] driver;
  private final String[] passedIn;

  /**
   * Describes an adapter.
   *
   * @param adapter its package
   * @param driver packages that it may use besides core, such as {@code "org.jdbi.v3.."}
   * @param passedIn vendor types that its callers pass in
   */
  protected AdapterArchitecture(String adapter, String[] driver, String... passedIn) {
    this.adapter = adapter;
    this.driver = driver;
    this.passedIn = passedIn;
  }

  @Test
  @DisplayName("Rule 3: an adapter uses core and its own driver, from a package of its own")
  final void rule3_main_holds() {
    ArchitectureRules.adapterUsesCoreAndItsDriver(adapter, driver)
        .forEach(rule -> rule.check(MAIN));
  }

  @Test
  @DisplayName("Rule 4: only port implementations, builders and the schema are public")
  final void rule4_main_holds() {
    ArchitectureRules.onlyPortImplementationsArePublic().check(MAIN);
    ArchitectureRules.vendorTypesAreOnlyPassedIn(passedIn).check(MAIN);
  }

  @Test
  @DisplayName("Rule 5: no vendor exception crosses a port")
  final void rule5_main_holds() {
    ArchitectureRules.noVendorExceptions().check(MAIN);
  }

  @Test
  @DisplayName("Rule 6: no system clock, sleep, default locale or default charset")
  final void rule6_main_holds() {
    ArchitectureRules.nothingAmbient().check(MAIN);
  }

  @Test
  @DisplayName("Rule 7: every port implementation runs its port's contract")
  final void rule7_mainAndTests_holds() {
    ArchitectureRules.portImplementationsKeepTheirContract(ArchitectureRules.MAIN)
        .check(new ClassFileImporter().importPaths(MAIN_FOLDER, Path.of("target", "test-classes")));
  }

  @Test
  @DisplayName("Rule 8: nothing depends on examples; every package is @NullMarked")
  final void rule8_main_holds() {
    ArchitectureRules.nothingUsesExamples(ArchitectureRules.EXAMPLES).check(MAIN);
    ArchitectureRules.packagesAreNullMarked().check(MAIN);
  }
}
