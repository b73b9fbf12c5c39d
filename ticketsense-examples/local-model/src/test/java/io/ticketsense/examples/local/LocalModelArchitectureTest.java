package io.ticketsense.examples.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LocalModelArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  @DisplayName(
      "Only the model, what it predicts and throws, its trainer and what to compare it with are public")
  void classes_public_areTheModelAndItsTrainer() {
    classes()
        .that()
        .doNotHaveFullyQualifiedName(LocalTriageModel.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(LocalPrediction.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(Estimate.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(LocalModelTrainer.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(LocalBaseline.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(LocalModelException.class.getName())
        .and()
        .haveSimpleNameNotEndingWith("package-info")
        .should()
        .notBePublic()
        .check(MAIN);
  }

  @Test
  @DisplayName("Liblinear trains; labelling does without it")
  void classes_otherThanTrainer_doNotUseLiblinear() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.ExpertTrainer(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("de.bwaldvogel..")
        .check(MAIN);
  }

  @Test
  @DisplayName("Only the encoder sees the library that runs it")
  void classes_otherThanEncoder_doNotUseOnnxRuntime() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(SentenceEncoder.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.onnxruntime..")
        .check(MAIN);
  }

  @Test
  @DisplayName("Nothing depends on the locale, the charset or the clock of the machine")
  void classes_all_takeNothingFromTheMachine() {
    noClasses()
        .should()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(String.class, "getBytes")
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(Locale.class, "getDefault")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(MAIN);
  }
}
