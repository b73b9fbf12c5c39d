package io.ticketsense.examples.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what is no proper HTTP, and therefore never comes to a route, with a problem too. */
final class JettyProblems extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Problem problem = Problem.of(status, "http-" + status, HttpStatus.getMessage(status) + ".");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    SecurityHeaders.add(response);
    byte[] body = problem.json(Optional.empty()).toString().getBytes(UTF_8);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
