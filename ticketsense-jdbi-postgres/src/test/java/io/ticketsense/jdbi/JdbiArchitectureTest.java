package io.ticketsense.jdbi;

import io.ticketsense.architecture.AdapterArchitecture;

final class JdbiArchitectureTest extends AdapterArchitecture {

  JdbiArchitectureTest() {
    super(
        "io.ticketsense.jdbi",
        new String[] {"org.jdbi.v3..", "org.postgresql..", "javax.sql.."},
        "org.jdbi.v3.core.Jdbi",
        "javax.sql.DataSource");
  }
}
