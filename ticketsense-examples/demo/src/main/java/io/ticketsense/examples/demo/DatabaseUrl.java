package io.ticketsense.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Postgres is.
 *
 * @param jdbcUrl for the driver, without credentials
 * @param user empty to leave the choice to the driver
 * @param password empty when there is none
 */
record DatabaseUrl(String jdbcUrl, Optional<String> user, Optional<String> password) {

  private static final Pattern SCHEME =
      Pattern.compile("^(?:jdbc:)?(?:postgresql|postgres)(?:\\+\\w+)?://");
  // Not left to URI, which takes no underscore in a host.
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:([^@]*)@)?(\\[[^\\]]+]|[^:@\\[\\]]+)(?::(\\d{1,5}))?");
  private static final Pattern ADDRESS = Pattern.compile("//([^/?]+)");
  private static final int MAX_PORT = 65_535;
  private static final Pattern CREDENTIALS_IN_QUERY = Pattern.compile("[?&](?:user|password)=");

  /**
   * Reads an address.
   *
   * @param url {@code postgresql://user:password@host:port/database}, also with {@code jdbc:}
   *     before it, or a driver name after the scheme as Python tools write it
   * @throws ConfigurationException if it is malformed; the message does not quote it
   */
  static DatabaseUrl parse(String url) {
    if (url.startsWith("jdbc:postgresql:") && CREDENTIALS_IN_QUERY.matcher(url).find()) {
      return new DatabaseUrl(url, Optional.empty(), Optional.empty());
    }
    try {
      if (!SCHEME.matcher(url).find()) {
        throw malformed();
      }
      URI uri = new URI(SCHEME.matcher(url).replaceFirst("postgresql://"));
      Matcher authority = AUTHORITY.matcher(Objects.requireNonNullElse(uri.getRawAuthority(), ""));
      if (!authority.matches() || uri.getPath().length() < 2 || !isPort(authority.group(3))) {
        throw malformed();
      }
      String port = authority.group(3) == null ? "" : ":" + authority.group(3);
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String[] credentials =
          authority.group(1) == null ? new String[0] : authority.group(1).split(":", 2);
      return new DatabaseUrl(
          "jdbc:postgresql://" + authority.group(2) + port + uri.getRawPath() + query,
          part(credentials, 0),
          part(credentials, 1));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static boolean isPort(@Nullable String digits) {
    return digits == null
        || (Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= MAX_PORT);
  }

  /** An empty part is one that is not there. */
  private static Optional<String> part(String[] credentials, int index) {
    return credentials.length <= index || credentials[index].isEmpty()
        ? Optional.empty()
        : Optional.of(URLDecoder.decode(credentials[index].replace("+", "%2B"), UTF_8));
  }

  private static ConfigurationException malformed() {
    return new ConfigurationException(
        "DATABASE_URL must look like postgresql://user:password@host:port/database, with special"
            + " characters in the password percent-encoded");
  }

  /** Returns host and port for a message, without anything secret. */
  String address() {
    Matcher matcher = ADDRESS.matcher(jdbcUrl);
    return matcher.find() ? matcher.group(1) : "localhost";
  }

  /** Hides the password, and all else that a query may hold. */
  @Override
  public String toString() {
    return "DatabaseUrl[" + jdbcUrl.replaceFirst("\\?.*", "") + "]";
  }
}
