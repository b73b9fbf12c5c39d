package io.ticketsense.examples.local;

import java.util.Arrays;
import java.util.List;

/**
 * A text in numbers: how often each word, pair of words and group of 3 to 5 letters occurs, and its
 * tone. Terms are hashed into buckets, the same on every machine, so no list of terms is kept.
 */
final class Features {

  /** Words and pairs of words are in the buckets below this one, groups of letters above. */
  static final int WORD_BUCKETS = 1 << 20;

  static final int BUCKETS = WORD_BUCKETS + (1 << 17);

  private static final int MIN_GROUP = 3;
  private static final int MAX_GROUP = 5;
  private static final int FNV_OFFSET = 0x811C9DC5;
  private static final int FNV_PRIME = 0x01000193;

  private final int[] buckets;
  private final int[] counts;
  private final float[] cues;

  private Features(int[] buckets, int[] counts, float[] cues) {
    this.buckets = buckets;
    this.counts = counts;
    this.cues = cues;
  }

  static Features of(Message message) {
    // What the sender put into the subject counts twice.
    String subject = message.subject() + "\n";
    String text = subject + subject + String.join("\n", message.sentences());
    List<List<String>> phrases = Words.phrases(text);
    BucketList found = new BucketList();
    for (List<String> phrase : phrases) {
      String previous = "";
      for (String word : phrase) {
        String term = withoutLongNumbers(word);
        found.add(wordBucket(term));
        if (!previous.isEmpty()) {
          found.add(wordBucket(previous + " " + term));
        }
        addGroups(" " + term + " ", found);
        previous = term;
      }
    }
    return found.toFeatures(Cues.standard().measure(text, phrases));
  }

  /** Returns the buckets of the terms that occur, ascending, none twice. */
  int[] buckets() {
    return buckets;
  }

  /** Returns how often each term occurs, in the order of {@link #buckets}. */
  int[] counts() {
    return counts;
  }

  /** Returns what {@link Cues} measured. */
  float[] cues() {
    return cues;
  }

  /** Returns the bucket of a folded word, or of two words with a space between them. */
  static int wordBucket(String term) {
    return hash(term, 0, term.length()) >>> 12;
  }

  private static void addGroups(String word, BucketList found) {
    for (int length = MIN_GROUP; length <= MAX_GROUP; length++) {
      for (int start = 0; start + length <= word.length(); start++) {
        found.add(WORD_BUCKETS + (hash(word, start, start + length) >>> 15));
      }
    }
  }

  /** An order number is a number, whichever it is; 404 and 500 have a meaning. */
  private static String withoutLongNumbers(String word) {
    boolean number = word.length() > 3 && word.chars().anyMatch(Character::isDigit);
    return number ? word.replaceAll("\\d", "0") : word;
  }

  /** FNV-1a, with the last mixing step of MurmurHash3 for even upper bits. */
  private static int hash(String text, int start, int end) {
    int hash = FNV_OFFSET;
    for (int i = start; i < end; i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return hash ^ (hash >>> 16);
  }

  /** A growing list of buckets, with repetitions. */
  private static final class BucketList {

    private int[] buckets = new int[1024];
    private int size;

    void add(int bucket) {
      if (size == buckets.length) {
        buckets = Arrays.copyOf(buckets, 2 * size);
      }
      buckets[size++] = bucket;
    }

    Features toFeatures(float[] cues) {
      Arrays.sort(buckets, 0, size);
      int[] distinct = new int[size];
      int[] counts = new int[size];
      int last = -1;
      for (int i = 0; i < size; i++) {
        if (last < 0 || distinct[last] != buckets[i]) {
          distinct[++last] = buckets[i];
        }
        counts[last]++;
      }
      return new Features(Arrays.copyOf(distinct, last + 1), Arrays.copyOf(counts, last + 1), cues);
    }
  }
}
