package io.ticketsense.contract;

import io.ticketsense.domain.Cursor;
import io.ticketsense.domain.Page;
import io.ticketsense.domain.Ticket;
import io.ticketsense.error.DuplicateTicketException;
import io.ticketsense.memory.InMemoryTicketStore;
import io.ticketsense.port.TicketStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stores that each break one promise. */
final class BrokenTicketStores {

  private BrokenTicketStores() {}

  /** Does what a good store does, but for what a subclass spoils. */
  private static class Spoiled implements TicketStore {

    final TicketStore good = new InMemoryTicketStore();

    @Override
    public void insert(Ticket ticket) {
      good.insert(ticket);
    }

    @Override
    public Set<String> insertAll(Collection<Ticket> tickets) {
      return good.insertAll(tickets);
    }

    @Override
    public Optional<Ticket> find(String id) {
      return good.find(id);
    }

    @Override
    public Page<Ticket> page(Optional<Cursor> after, int limit) {
      return good.page(after, limit);
    }

    @Override
    public List<Ticket> page(long offset, int limit) {
      return good.page(offset, limit);
    }

    @Override
    public Page<String> pageIds(Optional<Cursor> after, int limit) {
      return page(after, limit).map(tickets -> tickets.stream().map(Ticket::id).toList());
    }

    @Override
    public long count() {
      return good.count();
    }

    @Override
    public List<Ticket> sample(int size) {
      return good.sample(size);
    }
  }

  static List<Broken<TicketStore>> all() {
    return Stream.of(reading(), writing(), together(), paging(), streaming(), sampling())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Broken<TicketStore>> reading() {
    return List.of(
        new Broken<>(
            "find_stored_isEqual",
            "keeps milliseconds only",
            () ->
                new Spoiled() {
                  @Override
                  public void insert(Ticket ticket) {
                    good.insert(at(ticket, ticket.createdAt().truncatedTo(ChronoUnit.MILLIS)));
                  }
                }),
        new Broken<>(
            "find_stored_isEqual",
            "shortens bodies",
            () ->
                new Spoiled() {
                  @Override
                  public void insert(Ticket ticket) {
                    String body = ticket.body();
                    good.insert(
                        new Ticket(
                            ticket.id(),
                            ticket.subject(),
                            body.length() > 80_000 ? body.substring(0, 80_000) : body,
                            ticket.fromName(),
                            ticket.fromEmail(),
                            ticket.createdAt()));
                  }
                }),
        new Broken<>(
            "find_unknown_isEmpty",
            "takes ids for the same whatever their case",
            () ->
                new Spoiled() {
                  @Override
                  public Optional<Ticket> find(String id) {
                    return good.find(id.toLowerCase(Locale.ROOT));
                  }
                }),
        new Broken<>(
            "find_unknown_isEmpty",
            "refuses ids that are malformed",
            () ->
                new Spoiled() {
                  @Override
                  public Optional<Ticket> find(String id) {
                    return good.find(Samples.ticket(id, Samples.START).id());
                  }
                }));
  }

  private static List<Broken<TicketStore>> writing() {
    return List.of(
        new Broken<>(
            "insert_taken_throwsAndKeepsFirst",
            "says nothing of an id that is taken",
            () ->
                new Spoiled() {
                  @Override
                  public void insert(Ticket ticket) {
                    Set<String> unused = good.insertAll(List.of(ticket));
                  }
                }),
        new Broken<>(
            "insert_taken_throwsAndKeepsFirst",
            "throws what is not typed",
            () ->
                new Spoiled() {
                  @Override
                  public void insert(Ticket ticket) {
                    if (good.insertAll(List.of(ticket)).isEmpty()) {
                      throw new IllegalStateException("Taken");
                    }
                  }
                }),
        new Broken<>(
            "insert_taken_throwsAndKeepsFirst",
            "replaces the ticket it complains about",
            () ->
                new Spoiled() {
                  private final Map<String, Ticket> latest = new ConcurrentHashMap<>();

                  @Override
                  public void insert(Ticket ticket) {
                    latest.put(ticket.id(), ticket);
                    good.insert(ticket);
                  }

                  @Override
                  public Optional<Ticket> find(String id) {
                    return Optional.ofNullable(latest.get(id));
                  }
                }),
        new Broken<>(
            "insertAll_someTaken_returnsTheNew",
            "calls every ticket of a batch new",
            () ->
                new Spoiled() {
                  @Override
                  public Set<String> insertAll(Collection<Ticket> tickets) {
                    Set<String> unused = good.insertAll(tickets);
                    return tickets.stream().map(Ticket::id).collect(Collectors.toUnmodifiableSet());
                  }
                }),
        new Broken<>(
            "insertAll_someTaken_returnsTheNew",
            "stores the last of two tickets with one id",
            () ->
                new Spoiled() {
                  @Override
                  public Set<String> insertAll(Collection<Ticket> tickets) {
                    List<Ticket> reversed = new ArrayList<>(tickets);
                    Collections.reverse(reversed);
                    return good.insertAll(reversed);
                  }
                }),
        new Broken<>(
            "insertAll_someTaken_returnsTheNew",
            "hands out a set that can be changed",
            () ->
                new Spoiled() {
                  @Override
                  public Set<String> insertAll(Collection<Ticket> tickets) {
                    return new HashSet<>(good.insertAll(tickets));
                  }
                }),
        new Broken<>(
            "insertAll_anySize_isIdempotent",
            "stores a thousand tickets of a batch",
            () ->
                new Spoiled() {
                  @Override
                  public Set<String> insertAll(Collection<Ticket> tickets) {
                    return good.insertAll(tickets.stream().limit(1_000).toList());
                  }
                }),
        new Broken<>(
            "insertAll_anySize_isIdempotent",
            "cannot store an empty batch",
            () ->
                new Spoiled() {
                  @Override
                  public Set<String> insertAll(Collection<Ticket> tickets) {
                    Ticket unused = tickets.iterator().next();
                    return good.insertAll(tickets);
                  }
                }));
  }

  private static List<Broken<TicketStore>> together() {
    return List.of(
        new Broken<>(
            "insert_sameIdOnFiftyThreads_oneWins",
            "looks before it stores",
            () ->
                new Spoiled() {
                  private final Broken.Meeting meeting = new Broken.Meeting();

                  @Override
                  public void insert(Ticket ticket) {
                    if (good.find(ticket.id()).isPresent()) {
                      throw new DuplicateTicketException(ticket.id());
                    }
                    meeting.await();
                    Set<String> unused = good.insertAll(List.of(ticket));
                  }
                }),
        new Broken<>(
            "insertAll_overlappingOnManyThreads_eachIdOnce",
            "looks before it stores a batch",
            () ->
                new Spoiled() {
                  private final Broken.Meeting meeting = new Broken.Meeting();

                  @Override
                  public Set<String> insertAll(Collection<Ticket> tickets) {
                    Set<String> missing = new LinkedHashSet<>();
                    tickets.stream()
                        .map(Ticket::id)
                        .filter(id -> good.find(id).isEmpty())
                        .forEach(missing::add);
                    meeting.await();
                    Set<String> unused = good.insertAll(tickets);
                    return missing;
                  }
                }),
        new Broken<>(
            "find_whileInserting_seesWhatIsStored",
            "finds a ticket only when asked again",
            () ->
                new Spoiled() {
                  private final Set<String> asked = ConcurrentHashMap.newKeySet();

                  @Override
                  public Optional<Ticket> find(String id) {
                    return asked.add(id) ? Optional.empty() : good.find(id);
                  }
                }));
  }

  private static List<Broken<TicketStore>> paging() {
    return List.of(
        new Broken<>(
            "page_ties_areOrderedById",
            "sorts ids as people do",
            () ->
                new Spoiled() {
                  @Override
                  public Page<Ticket> page(Optional<Cursor> after, int limit) {
                    return good.page(after, limit)
                        .map(
                            tickets ->
                                tickets.stream()
                                    .sorted(
                                        Comparator.comparing(Ticket::createdAt)
                                            .thenComparing(
                                                Ticket::id, String.CASE_INSENSITIVE_ORDER)
                                            .reversed())
                                    .toList());
                  }
                }),
        new Broken<>(
            "page_followed_visitsAllOnce",
            "goes on after a time and skips its other tickets",
            () ->
                new Spoiled() {
                  @Override
                  public Page<Ticket> page(Optional<Cursor> after, int limit) {
                    return good.page(after.map(c -> new Cursor(c.createdAt(), "0")), limit);
                  }
                }),
        new Broken<>(
            "page_followed_visitsAllOnce",
            "leaves pages short",
            () ->
                new Spoiled() {
                  @Override
                  public Page<Ticket> page(Optional<Cursor> after, int limit) {
                    return good.page(after, Math.min(limit, 10));
                  }
                }),
        new Broken<>(
            "page_followed_visitsAllOnce",
            "lists ids in another order than tickets",
            () ->
                new Spoiled() {
                  @Override
                  public Page<String> pageIds(Optional<Cursor> after, int limit) {
                    return super.pageIds(after, limit).map(ids -> ids.stream().sorted().toList());
                  }
                }),
        new Broken<>(
            "page_byOffset_isTheSameOrder",
            "counts offsets from one",
            () ->
                new Spoiled() {
                  @Override
                  public List<Ticket> page(long offset, int limit) {
                    return good.page(offset == 0 ? 0 : offset - 1, limit);
                  }
                }),
        new Broken<>(
            "page_byOffset_isTheSameOrder",
            "hands out a list that can be changed",
            () ->
                new Spoiled() {
                  @Override
                  public List<Ticket> page(long offset, int limit) {
                    return new ArrayList<>(good.page(offset, limit));
                  }
                }),
        new Broken<>(
            "page_nothingThere_isEmpty",
            "starts again after the last ticket",
            () ->
                new Spoiled() {
                  @Override
                  public Page<Ticket> page(Optional<Cursor> after, int limit) {
                    Page<Ticket> page = good.page(after, limit);
                    return page.items().isEmpty() ? good.page(Optional.empty(), limit) : page;
                  }
                }),
        new Broken<>(
            "limits_outOfBounds_areRefused",
            "mends a limit that is too low",
            () ->
                new Spoiled() {
                  @Override
                  public Page<Ticket> page(Optional<Cursor> after, int limit) {
                    return good.page(after, Math.max(1, limit));
                  }
                }),
        new Broken<>(
            "limits_outOfBounds_areRefused",
            "reads one more than the largest number",
            () ->
                new Spoiled() {
                  @Override
                  public Page<Ticket> page(Optional<Cursor> after, int limit) {
                    return good.page(after, Math.addExact(limit, 1) - 1);
                  }
                }));
  }

  private static List<Broken<TicketStore>> streaming() {
    return List.of(
        new Broken<>(
            "stream_manyChunks_readsAll",
            "streams the first chunk",
            () ->
                new Spoiled() {
                  @Override
                  public Stream<String> streamIds() {
                    return pageIds(Optional.empty(), ID_CHUNK).items().stream();
                  }
                }),
        new Broken<>(
            "stream_storedMeanwhile_readsTheOthersOnce",
            "streams by position",
            () ->
                new Spoiled() {
                  @Override
                  public Stream<String> streamIds() {
                    return Stream.iterate(0L, offset -> offset + ID_CHUNK)
                        .map(offset -> good.page(offset, ID_CHUNK))
                        .takeWhile(page -> !page.isEmpty())
                        .flatMap(List::stream)
                        .map(Ticket::id);
                  }
                }));
  }

  private static List<Broken<TicketStore>> sampling() {
    return List.of(
        new Broken<>(
            "sample_anySize_isDistinct",
            "draws a ticket twice",
            () ->
                new Spoiled() {
                  @Override
                  public List<Ticket> sample(int size) {
                    return Stream.generate(() -> good.sample(1))
                        .limit(good.count() == 0 ? 0 : Math.min(size, good.count()))
                        .flatMap(List::stream)
                        .toList();
                  }
                }),
        new Broken<>(
            "sample_repeated_drawsEveryTicket",
            "draws the newest tickets",
            () ->
                new Spoiled() {
                  @Override
                  public List<Ticket> sample(int size) {
                    return size == 0 ? List.of() : good.page(0, size);
                  }
                }));
  }

  private static Ticket at(Ticket ticket, Instant createdAt) {
    return new Ticket(
        ticket.id(),
        ticket.subject(),
        ticket.body(),
        ticket.fromName(),
        ticket.fromEmail(),
        createdAt);
  }
}
