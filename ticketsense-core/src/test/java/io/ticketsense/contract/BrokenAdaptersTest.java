package io.ticketsense.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.ticketsense.domain.Ticker;
import io.ticketsense.memory.InMemoryOverviewStore;
import io.ticketsense.memory.InMemoryTicketStore;
import io.ticketsense.memory.InMemoryTriageCache;
import io.ticketsense.port.OverviewStore;
import io.ticketsense.port.QuotaGate;
import io.ticketsense.port.QuotaGate.Limit;
import io.ticketsense.port.TicketStore;
import io.ticketsense.port.TriageCache;
import io.ticketsense.port.TriageModel;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Sees every test of every contract fail, each on an adapter that breaks what it is there for. */
final class BrokenAdaptersTest {

  // JUnit makes the contracts, so what they are run against can only lie where they find it.
  private static final AtomicReference<Supplier<? extends TicketStore>> TICKETS =
      new AtomicReference<>();
  private static final AtomicReference<Supplier<? extends TriageCache>> TRIAGES =
      new AtomicReference<>();
  private static final AtomicReference<Supplier<? extends OverviewStore>> OVERVIEWS =
      new AtomicReference<>();
  private static final AtomicReference<Supplier<? extends TriageModel>> MODELS =
      new AtomicReference<>();
  private static final AtomicReference<Supplier<? extends BrokenQuotaGates.Kind>> GATES =
      new AtomicReference<>();

  // Nested and static: neither Surefire nor JUnit takes these for tests to run by themselves.

  static final class Tickets extends TicketStoreContract {
    @Override
    protected TicketStore emptyStore() {
      return TICKETS.get().get();
    }
  }

  static final class Triages extends TriageCacheContract {
    @Override
    protected TriageCache emptyCache() {
      return TRIAGES.get().get();
    }
  }

  static final class Overviews extends OverviewStoreContract {
    @Override
    protected OverviewStore emptyStore() {
      return OVERVIEWS.get().get();
    }
  }

  static final class Models extends TriageModelContract {
    @Override
    protected TriageModel model() {
      return MODELS.get().get();
    }
  }

  static final class Gates extends QuotaGateContract {

    private final VirtualClock clock = new VirtualClock();
    private final BrokenQuotaGates.Kind kind = GATES.get().get();

    @Override
    protected QuotaGate gate(Map<Limit, Long> limits) {
      return kind.gate(limits, clock);
    }

    @Override
    protected Ticker ticker() {
      return clock;
    }

    @Override
    protected void advance(Duration time) {
      clock.advance(time);
    }
  }

  /** A contract, a good adapter, the broken ones, and where the contract looks for its adapter. */
  record Contract<A>(
      Class<?> tests,
      Supplier<? extends A> good,
      List<Broken<A>> broken,
      AtomicReference<Supplier<? extends A>> adapter) {

    Events run(DiscoverySelector selector, Supplier<? extends A> subject) {
      adapter.set(subject);
      return EngineTestKit.engine("junit-jupiter").selectors(selector).execute().testEvents();
    }

    Events runOn(Broken<A> subject) {
      return run(selectMethod(tests, subject.caughtBy()), subject.adapter());
    }

    Events runOnGood() {
      return run(selectClass(tests), good);
    }

    /** The tests of the contract, which is what the class above extends. */
    Set<String> names() {
      return Arrays.stream(tests.getSuperclass().getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Test.class))
          .map(Method::getName)
          .collect(Collectors.toSet());
    }

    Stream<Arguments> cases() {
      return broken.stream().map(subject -> Arguments.of(subject, this));
    }

    @Override
    public String toString() {
      return tests.getSuperclass().getSimpleName();
    }
  }

  static Stream<Contract<?>> contracts() {
    return Stream.of(
        new Contract<>(Tickets.class, InMemoryTicketStore::new, BrokenTicketStores.all(), TICKETS),
        new Contract<>(Triages.class, InMemoryTriageCache::new, BrokenTriageCaches.all(), TRIAGES),
        new Contract<>(
            Overviews.class, InMemoryOverviewStore::new, BrokenOverviewStores.all(), OVERVIEWS),
        new Contract<>(
            Models.class, BrokenTriageModels.Spoiled::new, BrokenTriageModels.all(), MODELS),
        new Contract<BrokenQuotaGates.Kind>(
            Gates.class, () -> BrokenQuotaGates.Spoiled::new, BrokenQuotaGates.all(), GATES));
  }

  static Stream<Arguments> broken() {
    return contracts().flatMap(Contract::cases);
  }

  @ParameterizedTest
  @MethodSource("broken")
  @DisplayName("An adapter that breaks a promise fails the test that is there for it")
  <A> void contract_brokenAdapter_fails(Broken<A> broken, Contract<A> contract) {
    Events events = contract.runOn(broken);

    assertThat(events.started().count()).isEqualTo(1);
    assertThat(events.failed().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("contracts")
  @DisplayName("An adapter that keeps its promises passes, however it is wrapped")
  void contract_goodAdapter_passes(Contract<?> contract) {
    Events events = contract.runOnGood();

    assertThat(events.succeeded().count()).isEqualTo(contract.names().size());
    assertThat(events.failed().count()).isZero();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  @DisplayName("Every test of a contract is seen to fail")
  void contract_everyTest_hasABrokenAdapter(Contract<?> contract) {
    assertThat(contract.broken().stream().map(Broken::caughtBy).collect(Collectors.toSet()))
        .isEqualTo(contract.names());
  }

  @ParameterizedTest
  @MethodSource("contracts")
  @DisplayName("No adapter can override a test away")
  void contract_everyMethod_isFinalOrAHook(Contract<?> contract) {
    assertThat(contract.tests().getSuperclass().getDeclaredMethods())
        .filteredOn(method -> method.getAnnotations().length > 0)
        .isNotEmpty()
        .allSatisfy(method -> assertThat(Modifier.isFinal(method.getModifiers())).isTrue());
  }
}
