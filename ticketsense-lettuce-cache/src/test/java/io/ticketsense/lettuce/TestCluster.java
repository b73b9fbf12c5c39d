package io.ticketsense.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A real Redis Cluster of three nodes on loopback. */
final class TestCluster implements AutoCloseable {

  private static final int NODES = 3;

  private final List<TestRedis> nodes;
  private final RedisClusterClient client;

  private TestCluster(List<TestRedis> nodes) {
    this.nodes = nodes;
    this.client = RedisClusterClient.create(nodes.stream().map(TestRedis::uri).toList());
  }

  static TestCluster start() {
    List<TestRedis> nodes =
        Stream.generate(
                () -> TestRedis.start("cluster-enabled yes", "cluster-require-full-coverage no"))
            .limit(NODES)
            .toList();
    int slots = SlotHash.SLOT_COUNT;
    for (int i = 0; i < NODES; i++) {
      nodes
          .get(i)
          .commands()
          .clusterAddSlots(IntStream.range(slots * i / NODES, slots * (i + 1) / NODES).toArray());
      nodes.get(0).commands().clusterMeet("127.0.0.1", nodes.get(i).port());
    }
    for (TestRedis node : nodes) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(node.commands().clusterInfo())
                      .contains("cluster_state:ok", "cluster_slots_ok:" + slots));
    }
    return new TestCluster(nodes);
  }

  RedisClusterClient client() {
    return client;
  }

  List<TestRedis> nodes() {
    return nodes;
  }

  void flushAll() {
    nodes.forEach(node -> node.commands().flushall());
  }

  @Override
  public void close() {
    client.shutdown();
    nodes.forEach(TestRedis::close);
  }
}
