package io.ticketsense.architecture.bad.ambient;

@SuppressWarnings({
  "DefaultCharset",
  "StringCaseLocaleUsage",
  "JavaTimeDefaultTimeZone",
  "ThreadSleepMillis",
  "AnnotateFormatMethod"
})
final class Millis {
  Object use() throws Exception {
    return System.currentTimeMillis();
  }
}
