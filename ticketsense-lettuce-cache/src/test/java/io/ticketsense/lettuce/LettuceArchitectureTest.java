package io.ticketsense.lettuce;

import io.ticketsense.architecture.AdapterArchitecture;

final class LettuceArchitectureTest extends AdapterArchitecture {

  LettuceArchitectureTest() {
    super(
        "io.ticketsense.lettuce",
        new String[] {"io.lettuce.core.."},
        "io.lettuce.core.RedisClient",
        "io.lettuce.core.RedisURI",
        "io.lettuce.core.cluster.RedisClusterClient");
  }
}
