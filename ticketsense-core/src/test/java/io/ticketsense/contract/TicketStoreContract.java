package io.ticketsense.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.DuplicateTicketException;
import io.ticketsense.port.TicketStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link TicketStore} promises. */
public abstract class TicketStoreContract {

  private TicketStore store;

  /** For subclasses. */
  protected TicketStoreContract() {}

  /**
   * Makes the store under test.
   *
   * @return one without tickets
   */
  protected abstract TicketStore emptyStore();

  @BeforeEach
  final void makeStore() {
    store = emptyStore();
  }

  @Test
  @DisplayName("A stored ticket is found again, equal in every field")
  final void find_stored_isEqual() {
    Ticket plain = Samples.ticket(1);
    Ticket odd =
        new Ticket(
            "A.b_c:d-9",
            Samples.ODD_TEXT,
            Samples.ODD_TEXT.repeat(300),
            "Zoë \uD83D\uDC69\u200D\uD83D\uDCBB",
            "o'neil+x@moonpost.example",
            Instant.parse("1969-12-31T23:59:59.999999Z"));
    Ticket largest =
        new Ticket(
            "x".repeat(128),
            "\uD83D\uDE00".repeat(500),
            "\uD83D\uDE00".repeat(50_000),
            "\uD83D\uDE00".repeat(200),
            "a@" + "bcdefghi.".repeat(25) + "example",
            Instant.parse("9999-12-31T23:59:59.999999Z"));
    Ticket oldest = Samples.ticket("oldest", Instant.parse("0001-01-01T00:00:00Z"));
    List<Ticket> all = List.of(plain, odd, largest, oldest);

    all.forEach(store::insert);

    assertThat(all).allSatisfy(t -> assertThat(store.find(t.id())).contains(t));
    assertThat(store.stream()).containsExactly(largest, plain, odd, oldest);
  }

  @Test
  @DisplayName("What is not stored is not found, however odd its id")
  final void find_unknown_isEmpty() {
    store.insert(Samples.ticket(1));

    assertThat(List.of("ticket_002", "TICKET_001", "", " ", "'", "%", "a\u0000b", "x".repeat(9999)))
        .allSatisfy(id -> assertThat(store.find(id)).isEmpty());
  }

  @Test
  @DisplayName("An id is taken once; the ticket stored first stays")
  final void insert_taken_throwsAndKeepsFirst() {
    Ticket first = Samples.ticket(1);
    store.insert(first);
    Ticket second = Samples.ticket(first.id(), Samples.START.plusSeconds(99));

    assertThatThrownBy(() -> store.insert(second))
        .isInstanceOfSatisfying(
            DuplicateTicketException.class, e -> assertThat(e.ticketId()).isEqualTo(first.id()));

    assertThat(store.find(first.id())).contains(first);
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  @DisplayName("Of 50 threads that insert one id, one wins and 49 are told")
  final void insert_sameIdOnFiftyThreads_oneWins() throws Exception {
    List<Boolean> won =
        Threads.together(
            50,
            i -> {
              try {
                store.insert(Samples.ticket("same", Samples.START.plusSeconds(i)));
                return true;
              } catch (DuplicateTicketException e) {
                return false;
              }
            });

    assertThat(won.stream().filter(w -> w)).hasSize(1);
    assertThat(store.count()).isEqualTo(1);
    assertThat(store.find("same"))
        .contains(Samples.ticket("same", Samples.START.plusSeconds(won.indexOf(true))));
  }

  @Test
  @DisplayName("A stored ticket is found at once, while others are stored")
  final void find_whileInserting_seesWhatIsStored() throws Exception {
    List<Boolean> found =
        Threads.together(
            16,
            i -> {
              boolean all = true;
              for (int round = 0; round < 10; round++) {
                Ticket one = Samples.ticket(1_000 + 100 * i + round);
                Ticket other = Samples.ticket(100_000 + 100 * i + round);
                store.insert(one);
                all &= store.find(one.id()).equals(Optional.of(one));
                all &= store.insertAll(List.of(one, other)).equals(Set.of(other.id()));
                all &= store.find(other.id()).equals(Optional.of(other));
              }
              return all;
            });

    assertThat(found).doesNotContain(false);
    assertThat(store.count()).isEqualTo(320);
  }

  @Test
  @DisplayName("A batch stores what is new and says which that is")
  final void insertAll_someTaken_returnsTheNew() {
    store.insert(Samples.ticket(1));
    Ticket firstOfTwo = Samples.ticket(3);
    Ticket secondOfTwo = Samples.ticket(firstOfTwo.id(), Samples.START.plusSeconds(99));

    Set<String> inserted =
        store.insertAll(
            List.of(
                Samples.ticket(2),
                Samples.ticket("ticket_001", Samples.START),
                firstOfTwo,
                secondOfTwo));

    assertThat(inserted).containsExactlyInAnyOrder("ticket_002", "ticket_003").isUnmodifiable();
    assertThat(store.find("ticket_001")).contains(Samples.ticket(1));
    assertThat(store.find("ticket_003")).contains(firstOfTwo);
    assertThat(store.count()).isEqualTo(3);
  }

  @Test
  @DisplayName("A batch may be empty, large, or stored twice")
  final void insertAll_anySize_isIdempotent() {
    List<Ticket> many = Samples.tickets(2_345);

    assertThat(store.insertAll(List.of())).isEmpty();
    assertThat(store.insertAll(many)).hasSize(2_345);
    assertThat(store.insertAll(many)).isEmpty();
    assertThat(store.count()).isEqualTo(2_345);
  }

  @Test
  @DisplayName("Overlapping batches in different orders neither block each other nor store twice")
  final void insertAll_overlappingOnManyThreads_eachIdOnce() throws Exception {
    List<Set<String>> inserted =
        Threads.together(
            8,
            i -> {
              List<Ticket> mine = new ArrayList<>();
              for (int number = 0; number < 400; number++) {
                mine.add(Samples.ticket("ticket_" + number, Samples.START.plusSeconds(i)));
              }
              Collections.shuffle(mine, new Random(i));
              return store.insertAll(mine);
            });

    assertThat(inserted.stream().flatMap(Set::stream)).hasSize(400).doesNotHaveDuplicates();
    assertThat(store.count()).isEqualTo(400);
    for (int i = 0; i < inserted.size(); i++) {
      Instant mine = Samples.START.plusSeconds(i);
      assertThat(inserted.get(i))
          .as("those that thread %s says it stored", i)
          .allSatisfy(id -> assertThat(store.find(id)).contains(Samples.ticket(id, mine)));
    }
  }

  @Test
  @DisplayName("Pages come newest first, ties by id in ASCII order from the end")
  final void page_ties_areOrderedById() {
    Instant tie = Samples.START;
    for (String id : List.of("b", "B", "a-1", "a.1", "a_1", "a1", "Z", "10", "9", "a:1")) {
      store.insert(Samples.ticket(id, tie));
    }
    store.insert(Samples.ticket("newer", tie.plusNanos(1_000)));
    store.insert(Samples.ticket("older", tie.minusNanos(1_000)));

    assertThat(store.page(Optional.empty(), 100).items())
        .extracting(Ticket::id)
        .containsExactly(
            "newer", "b", "a_1", "a:1", "a1", "a.1", "a-1", "Z", "B", "9", "10", "older");
  }

  @Test
  @DisplayName("Following the cursors visits every ticket once, whatever the page size")
  final void page_followed_visitsAllOnce() {
    List<Ticket> tickets =
        IntStream.range(0, 50)
            .mapToObj(i -> Samples.ticket("t" + i, Samples.START.plusSeconds(i / 7)))
            .toList();
    store.insertAll(tickets);
    List<String> expected =
        tickets.stream()
            .sorted(Comparator.comparing(Ticket::createdAt).thenComparing(Ticket::id).reversed())
            .map(Ticket::id)
            .toList();

    for (int limit : new int[] {1, 7, 49, 50, 51}) {
      assertThat(follow(limit)).as("page size " + limit).isEqualTo(expected);
    }
  }

  private List<String> follow(int limit) {
    List<String> seen = new ArrayList<>();
    Optional<Cursor> start = Optional.empty();
    do {
      Page<Ticket> page = store.page(start, limit);
      Page<String> ids = store.pageIds(start, limit);
      assertThat(ids.items()).isEqualTo(page.items().stream().map(Ticket::id).toList());
      assertThat(ids.next()).isEqualTo(page.next());
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      if (page.next().isPresent()) {
        assertThat(page.items()).as("a page that is not the last one").hasSize(limit);
      }
      seen.addAll(ids.items());
      start = page.next();
    } while (start.isPresent());
    return seen;
  }

  @Test
  @DisplayName("A page by position is what following the cursors comes to")
  final void page_byOffset_isTheSameOrder() {
    store.insertAll(Samples.tickets(25));
    List<Ticket> expected = store.page(Optional.empty(), 100).items();
    assertThat(store.page(0, 10)).isEqualTo(expected.subList(0, 10));
    assertThat(store.page(20, 10)).isEqualTo(expected.subList(20, 25));
    assertThat(store.page(5, 3)).isEqualTo(expected.subList(5, 8)).isUnmodifiable();
    assertThat(store.page(25, 10)).isEmpty();
    assertThat(store.page(Long.MAX_VALUE, Integer.MAX_VALUE)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> store.page(-1, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> store.page(0, 0));
  }

  @Test
  @DisplayName("A page of an empty store, or one after the last ticket, is empty")
  final void page_nothingThere_isEmpty() {
    assertThat(store.page(Optional.empty(), 10)).isEqualTo(new Page<>(List.of(), Optional.empty()));

    Ticket only = Samples.ticket(1);
    store.insert(only);

    assertThat(store.page(Optional.of(Cursor.after(only)), 10).items()).isEmpty();
    Instant later = only.createdAt().plusSeconds(1);
    assertThat(store.page(Optional.of(new Cursor(later, "x")), 10).items()).containsExactly(only);
  }

  @Test
  @DisplayName("Limits below 1 and negative sample sizes are refused")
  final void limits_outOfBounds_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> store.page(Optional.empty(), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> store.pageIds(Optional.empty(), -1));
    assertThatIllegalArgumentException().isThrownBy(() -> store.sample(-1));
    assertThat(store.page(Optional.empty(), Integer.MAX_VALUE).items()).isEmpty();
  }

  @Test
  @DisplayName("Streams read everything in order, across chunks, as slowly as one likes")
  final void stream_manyChunks_readsAll() {
    int count = 2 * TicketStore.ID_CHUNK + 5;
    store.insertAll(Samples.tickets(count));

    List<String> ids = store.streamIds().toList();

    assertThat(ids).hasSize(count).startsWith("ticket_" + (count - 1)).endsWith("ticket_000");
    assertThat(store.stream().map(Ticket::id)).isEqualTo(ids);
    assertThat(store.streamIds().limit(3)).isEqualTo(ids.subList(0, 3));
  }

  @Test
  @DisplayName("What is stored while a stream is read neither hides nor repeats what was there")
  final void stream_storedMeanwhile_readsTheOthersOnce() {
    List<Ticket> before = Samples.tickets(2 * TicketStore.ID_CHUNK + 5);
    store.insertAll(before);
    List<String> read = new ArrayList<>();

    store
        .streamIds()
        .forEach(
            id -> {
              if (read.size() % 500 == 0) {
                int round = read.size();
                store.insert(Samples.ticket("newer" + round, Samples.START.plusSeconds(99_999)));
                store.insert(
                    Samples.ticket("older" + round, Samples.START.minusSeconds(round + 1)));
              }
              read.add(id);
            });

    assertThat(read).doesNotHaveDuplicates();
    assertThat(read.stream().filter(id -> id.startsWith("ticket_")))
        .hasSize(before.size())
        .startsWith("ticket_" + (before.size() - 1))
        .endsWith("ticket_000");
  }

  @Test
  @DisplayName("A sample has as many different tickets as asked for, or all there are")
  final void sample_anySize_isDistinct() {
    assertThat(store.sample(5)).isEmpty();
    List<Ticket> tickets = Samples.tickets(20);
    store.insertAll(tickets);

    for (int size : new int[] {0, 1, 10, 19, 20, 21, 100}) {
      for (int i = 0; i < 20; i++) {
        assertThat(store.sample(size))
            .hasSize(Math.min(size, 20))
            .doesNotHaveDuplicates()
            .isSubsetOf(tickets);
      }
    }
  }

  @Test
  @DisplayName("Samples differ, and in time every ticket is drawn")
  final void sample_repeated_drawsEveryTicket() {
    store.insertAll(Samples.tickets(20));
    Set<String> drawn = new HashSet<>();
    Set<List<String>> samples = new HashSet<>();

    // A fair draw of 3 of 20 misses some ticket 500 times in a row with odds below 1e-33.
    for (int i = 0; i < 500; i++) {
      List<String> ids = store.sample(3).stream().map(Ticket::id).toList();
      drawn.addAll(ids);
      samples.add(ids);
    }

    assertThat(samples).hasSizeGreaterThan(20);
    assertThat(drawn).hasSize(20);
  }
}
