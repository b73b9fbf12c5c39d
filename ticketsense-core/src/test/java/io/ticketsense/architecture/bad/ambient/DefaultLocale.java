package io.ticketsense.architecture.bad.ambient;

@SuppressWarnings({
  "DefaultCharset",
  "StringCaseLocaleUsage",
  "JavaTimeDefaultTimeZone",
  "ThreadSleepMillis",
  "AnnotateFormatMethod"
})
final class DefaultLocale {
  Object use() throws Exception {
    return java.util.Locale.getDefault();
  }
}
