package io.ticketsense.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.ticketsense.domain.Ticker;
import io.ticketsense.port.OverviewStore;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageCache;
import io.ticketsense.port.TriageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules, each one a sentence. {@link ArchitectureRulesTest} sees each of them fail. */
public final class ArchitectureRules {

  static final Set<Class<?>> PORTS =
      Set.of(TriageModel.class, TicketStore.class, TriageCache.class, OverviewStore.class);

  private static final List<String> EVERYONE_MAY_USE =
      List.of("java..", "org.jspecify.annotations..", "org.slf4j..");

  private static final List<String> CORE =
      List.of(
          "io.ticketsense",
          "io.ticketsense.domain..",
          "io.ticketsense.error..",
          "io.ticketsense.json..",
          "io.ticketsense.memory..",
          "io.ticketsense.port..");

  private ArchitectureRules() {}

  /**
   * Rule 1, the arrows: error, then domain, then port and json, then memory, evaluation and the
   * root.
   */
  static List<ArchRule> arrowsGoOneWay(String root) {
    return List.of(
        mayUse(root, "error"),
        mayUse(root, "domain", "error"),
        mayUse(root, "port", "error", "domain"),
        mayUse(root, "json", "error", "domain"),
        mayUse(root, "memory", "error", "domain", "port", "json"),
        mayUse(root, "evaluation", "error", "domain", "port", "json"));
  }

  private static ArchRule mayUse(String root, String layer, String... others) {
    DescribedPredicate<JavaClass> allowed =
        resideInAPackage(root + "." + layer).or(not(resideInAPackage(root + "..")));
    for (String other : others) {
      allowed = allowed.or(resideInAPackage(root + "." + other));
    }
    return classes()
        .that()
        .resideInAPackage(root + "." + layer)
        .should()
        .onlyDependOnClassesThat(allowed)
        .allowEmptyShould(true)
        .as("Rule 1: " + layer + " uses nothing of TicketSense but " + List.of(others));
  }

  /** Rule 1, second half. */
  static ArchRule noCycles(String root) {
    return slices()
        .matching(root + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .as("Rule 1: packages have no cycles");
  }

  /** Rule 2: core uses what is on the allow-list. */
  static ArchRule coreUsesAllowListOnly() {
    return usesOnly(
        "Rule 2: core uses its allow-list only",
        "io.ticketsense..",
        "com.fasterxml.jackson..",
        "jakarta.validation..",
        "org.hibernate.validator..",
        "dev.failsafe..");
  }

  /** Rule 3: an adapter uses core and its own driver, and lives in its own package. */
  static List<ArchRule> adapterUsesCoreAndItsDriver(String adapter, String... driver) {
    List<String> allowed = new ArrayList<>(CORE);
    allowed.add(adapter);
    allowed.addAll(List.of(driver));
    return List.of(
        usesOnly(
            "Rule 3: an adapter uses core and its own driver only", allowed.toArray(String[]::new)),
        classes()
            .should()
            .resideInAPackage(adapter)
            .as("Rule 3: an adapter does not slip into packages of others"));
  }

  /** Rule 4, first half: only what implements a port, its builder and the schema are public. */
  static ArchRule onlyPortImplementationsArePublic() {
    return classes()
        .that(DescribedPredicate.describe("are public to others", ArchitectureRules::isPublic))
        .should(
            new ArchCondition<>(
                "implement a port, or be its builder, an enum for that or a schema") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                JavaClass outermost = type.getEnclosingClass().orElse(type);
                boolean isPublicApi =
                    isPort(outermost)
                        && (type.equals(outermost)
                            || type.getSimpleName().equals("Builder")
                            || type.isEnum());
                events.add(
                    new SimpleConditionEvent(
                        type,
                        isPublicApi || type.getSimpleName().endsWith("Schema"),
                        type.getName() + " is public"));
              }
            })
        .as("Rule 4: in an adapter only port implementations, builders and the schema are public");
  }

  /** Rule 4, second half: vendor types come in, they do not go out. */
  static ArchRule vendorTypesAreOnlyPassedIn(String... passedIn) {
    Set<String> welcome = Set.of(passedIn);
    return methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should(
            new ArchCondition<>("mention vendor types only as parameters that are passed in") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                events.add(
                    new SimpleConditionEvent(
                        method,
                        isOurs(method.getRawReturnType())
                            && method.getRawParameterTypes().stream()
                                .allMatch(p -> isOurs(p) || welcome.contains(p.getName())),
                        method.getFullName() + " shows a vendor type"));
              }
            })
        .as("Rule 4: vendor types appear only as what the caller passes in");
  }

  /** Rule 5, the part that signatures show; the fault tests show the rest. */
  static ArchRule noVendorExceptions() {
    return methods()
        .that()
        .arePublic()
        .should(
            new ArchCondition<>("declare no vendor exception") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                method
                    .getThrowsClause()
                    .getTypes()
                    .forEach(
                        type ->
                            events.add(
                                new SimpleConditionEvent(
                                    method,
                                    type.getPackageName().startsWith("io.ticketsense"),
                                    method.getFullName() + " throws " + type.getName())));
              }
            })
        .as("Rule 5: no vendor exception crosses a port");
  }

  /** Rule 6: time, locale and charset are given, not taken from the machine. */
  static ArchRule nothingAmbient() {
    return noClasses()
        .that()
        .doNotBelongToAnyOf(Ticker.class)
        .should()
        .callCodeUnitWhere(
            DescribedPredicate.describe("takes from the machine", ArchitectureRules::isAmbient))
        .as("Rule 6: no system clock, sleep, default locale or default charset");
  }

  private static boolean isAmbient(JavaCall<?> call) {
    CodeUnitCallTarget target = call.getTarget();
    String method = target.getOwner().getName() + "." + target.getName();
    List<String> parameters =
        target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
    return switch (method) {
      case "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.Thread.sleep",
          "java.util.concurrent.TimeUnit.sleep",
          "java.util.Locale.getDefault",
          "java.util.TimeZone.getDefault",
          "java.time.ZoneId.systemDefault",
          "java.time.Clock.systemDefaultZone",
          "java.nio.charset.Charset.defaultCharset",
          "java.lang.String.formatted" ->
          true;
      case "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.lang.String.toLowerCase",
          "java.lang.String.toUpperCase",
          "java.lang.String.getBytes",
          "java.util.Date.<init>" ->
          parameters.isEmpty();
      case "java.lang.String.format" -> parameters.get(0).equals("java.lang.String");
      case "java.lang.String.<init>" -> parameters.equals(List.of("[B"));
      case "java.io.InputStreamReader.<init>",
          "java.io.OutputStreamWriter.<init>",
          "java.io.FileReader.<init>",
          "java.io.FileWriter.<init>",
          "java.util.Scanner.<init>" ->
          parameters.size() == 1;
      default -> false;
    };
  }

  /** Where Maven puts the classes of main. */
  static final String MAIN = "/target/classes/";

  /** Rule 7: every port implementation in main is made by a test that is its port's contract. */
  static ArchRule portImplementationsKeepTheirContract(String mainFolder) {
    return classes()
        .that(
            DescribedPredicate.describe(
                "implement a port in main",
                type ->
                    isPort(type)
                        && type.getSource()
                            .filter(source -> source.getUri().getPath().contains(mainFolder))
                            .isPresent()))
        .should(
            new ArchCondition<>("be made by a contract test") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean proved =
                    type.getDirectDependenciesToSelf().stream()
                        .map(d -> d.getOriginClass())
                        .anyMatch(ArchitectureRules::isContractTest);
                events.add(
                    new SimpleConditionEvent(
                        type, proved, type.getName() + " is made by no contract test"));
              }
            })
        .as("Rule 7: every port implementation runs its port's contract");
  }

  /** Where the examples live. */
  static final String EXAMPLES = "io.ticketsense.examples";

  /** Rule 8. */
  static ArchRule nothingUsesExamples(String examples) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(examples + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(examples + "..")
        .as("Rule 8: nothing depends on examples");
  }

  /** Every package says that nothing in it is null unless it says so. */
  static ArchRule packagesAreNullMarked() {
    return classes()
        .should(
            new ArchCondition<>("reside in a @NullMarked package") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                events.add(
                    new SimpleConditionEvent(
                        type,
                        type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"),
                        type.getPackageName() + " is not @NullMarked"));
              }
            })
        .as("Packages are @NullMarked");
  }

  private static ArchRule usesOnly(String sentence, String... packages) {
    String[] allowed =
        Stream.concat(EVERYONE_MAY_USE.stream(), Arrays.stream(packages)).toArray(String[]::new);
    return classes()
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(arePrimitiveOrArray()))
        .as(sentence);
  }

  private static DescribedPredicate<JavaClass> arePrimitiveOrArray() {
    return DescribedPredicate.describe(
        "are primitive", type -> type.getBaseComponentType().isPrimitive());
  }

  /** A public class within one that is not cannot be reached. */
  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureRules::isPublic).orElse(true);
  }

  private static boolean isOurs(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    return base.isPrimitive()
        || base.getPackageName().startsWith("java.")
        || base.getPackageName().startsWith("io.ticketsense");
  }

  private static boolean isPort(JavaClass type) {
    return !type.isInterface() && PORTS.stream().anyMatch(type::isAssignableTo);
  }

  private static boolean isContractTest(JavaClass type) {
    return !type.getModifiers().contains(JavaModifier.ABSTRACT)
        && type.getAllRawSuperclasses().stream()
            .anyMatch(s -> s.getName().matches("io\\.ticketsense\\.contract\\.\\w+Contract"));
  }
}
