package io.ticketsense.examples.local;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that names what was learnt from. */
final class Sha256 {

  private Sha256() {}

  static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
