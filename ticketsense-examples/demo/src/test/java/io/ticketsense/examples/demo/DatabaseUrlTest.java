package io.ticketsense.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://user:secret@db.example:6543/tickets",
        "postgres://user:secret@db.example:6543/tickets",
        "postgresql+asyncpg://user:secret@db.example:6543/tickets",
        "postgresql+psycopg2://user:secret@db.example:6543/tickets",
        "jdbc:postgresql://user:secret@db.example:6543/tickets"
      })
  @DisplayName("All ways to write the scheme mean the same")
  void parse_anyScheme_isTheSame(String url) {
    assertThat(DatabaseUrl.parse(url))
        .isEqualTo(
            new DatabaseUrl(
                "jdbc:postgresql://db.example:6543/tickets",
                Optional.of("user"),
                Optional.of("secret")));
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://db.example/tickets,                  jdbc:postgresql://db.example/tickets",
    "postgresql://db_1:6543/tickets,                   jdbc:postgresql://db_1:6543/tickets",
    "postgresql://127.0.0.1:1/t,                       jdbc:postgresql://127.0.0.1:1/t",
    "postgresql://[::1]:6543/tickets,                  jdbc:postgresql://[::1]:6543/tickets",
    "postgresql://[2001:db8::1]/tickets,               jdbc:postgresql://[2001:db8::1]/tickets",
    "postgresql://h/my%20tickets,                      jdbc:postgresql://h/my%20tickets",
    "postgresql://h/t?sslmode=require&connectTimeout=1,"
        + "jdbc:postgresql://h/t?sslmode=require&connectTimeout=1",
    "postgresql://h/t?options=-c%20x%3Dy,              jdbc:postgresql://h/t?options=-c%20x%3Dy",
  })
  @DisplayName("Host, port, database and parameters reach the driver as they are")
  void parse_withoutCredentials_keepsAddress(String url, String jdbcUrl) {
    assertThat(DatabaseUrl.parse(url))
        .isEqualTo(new DatabaseUrl(jdbcUrl, Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "user,              user,     ",
    "user:,             user,     ",
    ":secret,           ,         secret",
    "user:p%40s%3As%2F, user,     p@s:s/",
    "u%25er:a:b,        u%er,     a:b",
    "user:a+b,          user,     a+b",
    "user:a%20b%2Bc,    user,     a b+c",
    "m%C3%BCller:%E2%82%AC, müller, €",
  })
  @DisplayName("Credentials are percent-decoded, and nothing else is done to them")
  void parse_credentials_areDecoded(String written, String user, String password) {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://" + written + "@h/t");

    assertThat(url.user()).isEqualTo(Optional.ofNullable(user));
    assertThat(url.password()).isEqualTo(Optional.ofNullable(password));
    assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://h/t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h:6543/t?user=u&password=s3cret",
        "jdbc:postgresql:t?user=u&password=s3cret",
        "jdbc:postgresql://h1:1,h2:2/t?user=u&password=s3cret&targetServerType=primary"
      })
  @DisplayName("An address in the driver's own form goes to the driver as it is")
  void parse_driversOwnForm_isKept(String url) {
    assertThat(DatabaseUrl.parse(url))
        .isEqualTo(new DatabaseUrl(url, Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret",
        "mysql://u:s3cret@h/t",
        "jdbc:mysql://h/t?password=s3cret",
        "http://u:s3cret@h/t",
        "u:s3cret@h:5432/t",
        "postgresql:u:s3cret@h/t",
        "postgresql://",
        "postgresql:///t",
        "postgresql://u:s3cret@/t",
        "postgresql://u:s3cret@h",
        "postgresql://u:s3cret@h/",
        "postgresql://u:s3cret@h:port/t",
        "postgresql://u:s3cret@h:0/t",
        "postgresql://u:s3cret@h:65536/t",
        "postgresql://u:s3cret@h:123456/t",
        "postgresql://u:s3cret@1@h/t",
        "postgresql://u:s3cret/1@h/t",
        "postgresql://u:s3cret#1@h/t",
        "postgresql://u:s3cret%@h/t",
        "postgresql://u:s3cret%zz@h/t",
        "postgresql://u:s3cret 1@h/t",
        "postgresql://u:s3cret@h/my tickets",
        "postgresql://u:s3cret@[::1/t",
        "postgresql://u:s3cret@h/t?a=%"
      })
  @DisplayName("A malformed address is told by variable and form, without the value")
  void parse_malformed_isToldWithoutValue(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("DATABASE_URL", "postgresql://user:password@host:port/database")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://u:s3cret@h:6543/t?password=s3cret, h:6543",
    "postgresql://h/t,                               h",
    "jdbc:postgresql://h:1/t?user=u&password=s3cret, h:1",
    "jdbc:postgresql:t?user=u&password=s3cret,       localhost",
  })
  @DisplayName("For a message there is the address without anything secret")
  void address_always_isHostAndPort(String url, String address) {
    assertThat(DatabaseUrl.parse(url).address()).isEqualTo(address);
  }

  @Test
  @DisplayName("As text it holds no password")
  void toString_always_holdsNoPassword() {
    assertThat(DatabaseUrl.parse("postgresql://u:s3cret@h/t")).asString().doesNotContain("s3cret");
    assertThat(DatabaseUrl.parse("jdbc:postgresql://h/t?user=u&password=s3cret"))
        .hasToString("DatabaseUrl[jdbc:postgresql://h/t]");
  }
}
