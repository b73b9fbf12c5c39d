package io.ticketsense.lettuce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate of our own for a Redis that speaks nothing but TLS. */
final class TestTls {

  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path keystore;

  private TestTls(Path folder, Path keystore) {
    this.folder = folder;
    this.keystore = keystore;
  }

  /** Makes a certificate for a name such as {@code ip:127.0.0.1}. */
  static TestTls certificate(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path keystore = folder.resolve("redis.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "EC",
                "-dname",
                "CN=redis",
                "-ext",
                "san=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray());
    TestTls tls = new TestTls(folder, keystore);
    tls.write("cert.pem", "CERTIFICATE", keys.getCertificate("redis").getEncoded());
    tls.write("key.pem", "PRIVATE KEY", keys.getKey("redis", PASSWORD.toCharArray()).getEncoded());
    return tls;
  }

  /** Starts a Redis that knows one user, who may use our keys only. */
  TestRedis startRedis() {
    int port = TestRedis.freePort();
    return TestRedis.start(
        port,
        List.of(
            "port 0",
            "tls-port " + port,
            "tls-cert-file " + folder.resolve("cert.pem"),
            "tls-key-file " + folder.resolve("key.pem"),
            "tls-auth-clients no",
            "databases 8",
            "user default off",
            "user admin on >admin-secret ~* +@all",
            "user triage on >triage-secret ~triage:* +get +set +mget +ping +hello +select +client"),
        uri(port, "admin", "admin-secret"));
  }

  static RedisURI uri(int port, String user, String password) {
    return RedisURI.create("rediss://" + user + ":" + password + "@127.0.0.1:" + port + "/5");
  }

  ClientOptions trusting() {
    return ClientOptions.builder()
        .sslOptions(
            SslOptions.builder().jdkSslProvider().truststore(keystore.toFile(), PASSWORD).build())
        .build();
  }

  private void write(String file, String what, byte[] content) throws IOException {
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN "
            + what
            + "-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(content)
            + "\n-----END "
            + what
            + "-----\n");
  }
}
