package io.ticketsense.groq;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;
import io.ticketsense.domain.Taxonomy;
import io.ticketsense.domain.TriageOutput;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Derives the JSON schema of an answer from {@link TriageOutput} and a taxonomy. Groq's strict mode
 * knows types and enums only, so what else the record demands goes into descriptions, in the words
 * of its annotations.
 */
final class TriageSchema {

  private static final List<String> COMPONENTS =
      Arrays.stream(TriageOutput.class.getRecordComponents())
          .map(RecordComponent::getName)
          .toList();

  private final Taxonomy taxonomy;

  private TriageSchema(Taxonomy taxonomy) {
    this.taxonomy = taxonomy;
  }

  /** Returns a flat object schema in which every property is required and no other allowed. */
  static ObjectNode of(Taxonomy taxonomy) {
    TriageSchema schema = new TriageSchema(taxonomy);
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .without(Option.SCHEMA_VERSION_INDICATOR)
            .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.INLINE_ALL_SCHEMAS);
    config
        .forFields()
        .withCustomDefinitionProvider(schema::labels)
        .withDescriptionResolver(TriageSchema::demands)
        .withRequiredCheck(field -> true);
    config
        .forTypesInGeneral()
        .withPropertySorter(Comparator.comparing(m -> COMPONENTS.indexOf(m.getName())));
    return new SchemaGenerator(config.build()).generateSchema(TriageOutput.class);
  }

  private @Nullable CustomPropertyDefinition labels(
      FieldScope field, SchemaGenerationContext context) {
    Class<?> type = field.getRawMember().getType();
    Stream<String> labels;
    if (type == Priority.class) {
      labels = Arrays.stream(Priority.values()).map(Priority::label);
    } else if (type == Sentiment.class) {
      labels = Arrays.stream(Sentiment.values()).map(Sentiment::label);
    } else if (type == Category.class) {
      labels = taxonomy.categories().stream().map(Category::label);
    } else {
      return null;
    }
    ObjectNode node = context.getGeneratorConfig().createObjectNode().put("type", "string");
    ArrayNode values = node.putArray("enum");
    labels.forEach(values::add);
    return new CustomPropertyDefinition(node, AttributeInclusion.YES);
  }

  private static @Nullable String demands(FieldScope scope) {
    Field field = scope.getRawMember();
    Annotation[] annotations =
        scope.isFakeContainerItemScope()
                && field.getAnnotatedType() instanceof AnnotatedParameterizedType type
            ? type.getAnnotatedActualTypeArguments()[0].getAnnotations()
            : field.getAnnotations();
    String demands =
        Arrays.stream(annotations)
            .filter(a -> a.annotationType().isAnnotationPresent(Constraint.class))
            .filter(a -> !(a instanceof NotNull))
            .map(TriageSchema::message)
            .collect(Collectors.joining("; "));
    return demands.isEmpty() ? null : demands;
  }

  private static String message(Annotation constraint) {
    try {
      return (String) constraint.annotationType().getMethod("message").invoke(constraint);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("A constraint has a message", e);
    }
  }
}
