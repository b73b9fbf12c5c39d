package io.ticketsense.architecture.bad.ambient;

@SuppressWarnings({
  "DefaultCharset",
  "StringCaseLocaleUsage",
  "JavaTimeDefaultTimeZone",
  "ThreadSleepMillis",
  "AnnotateFormatMethod"
})
final class LowerCase {
  Object use() throws Exception {
    return "I".toLowerCase();
  }
}
