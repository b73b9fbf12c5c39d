package io.ticketsense.architecture.bad.ambient;

@SuppressWarnings({
  "DefaultCharset",
  "StringCaseLocaleUsage",
  "JavaTimeDefaultTimeZone",
  "ThreadSleepMillis",
  "AnnotateFormatMethod"
})
final class Decode {
  Object use() throws Exception {
    return new String(new byte[0]);
  }
}
