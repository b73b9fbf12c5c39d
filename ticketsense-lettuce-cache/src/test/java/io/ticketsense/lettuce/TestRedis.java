package io.ticketsense.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A real Redis on loopback, with a client to look at it. */
final class TestRedis implements AutoCloseable {

  private final RedisServer server;
  private final RedisURI uri;
  private final RedisClient client;

  private TestRedis(int port, String... settings) {
    var builder = RedisServer.builder().port(port).setting("bind 127.0.0.1").setting("save \"\"");
    for (String setting : settings) {
      builder.setting(setting);
    }
    server = builder.build();
    uri = RedisURI.create("redis://127.0.0.1:" + port);
    client = RedisClient.create(uri);
  }

  static TestRedis start(String... settings) {
    TestRedis redis = new TestRedis(freePort(), settings);
    redis.startServer();
    return redis;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startServer() {
    server.start();
  }

  void stopServer() {
    server.stop();
  }

  RedisClient client() {
    return client;
  }

  RedisURI uri() {
    return uri;
  }

  RedisCommands<String, String> commands() {
    return client.connect().sync();
  }

  @Override
  public void close() {
    client.shutdown();
    server.stop();
  }
}
