package io.ticketsense.architecture.bad.ambient;

@SuppressWarnings({
  "DefaultCharset",
  "StringCaseLocaleUsage",
  "JavaTimeDefaultTimeZone",
  "ThreadSleepMillis",
  "AnnotateFormatMethod"
})
final class Sleep {
  Object use() throws Exception {
    Thread.sleep(1);
    return "";
  }
}
