package io.ticketsense.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Results go to standard output, for people or as JSON; the rest does not get in their way. */
final class Output {

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  Output(CommandLine command, boolean json) {
    this.out = command.getOut();
    this.err = command.getErr();
    this.json = json;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Says what is going on. */
  void note(String line) {
    PrintWriter writer = json ? err : out;
    writer.println(line);
    writer.flush();
  }

  /** Says what went wrong. */
  void problem(String line) {
    err.println(line);
    err.flush();
  }

  /** Prints what the command was run for. */
  void result(String text, JsonNode asJson) {
    out.println(json ? asJson.toString() : text);
    out.flush();
  }

  /** Tells whether a result got lost, as on a full disk. */
  boolean hasLostResult() {
    // Picocli's writer does not hear of what the stream below it could not write.
    return out.checkError() || System.out.checkError();
  }
}
