package io.ticketsense.examples.demo.http;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.kind(), null, false, false);
    this.problem = problem;
  }

  static ProblemException of(int status, String kind, String detail) {
    return new ProblemException(Problem.of(status, kind, detail));
  }

  Problem problem() {
    return problem;
  }
}
