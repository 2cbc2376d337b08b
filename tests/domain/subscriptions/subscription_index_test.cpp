#include "domain/subscriptions/subscription_index.hpp"

#include <array>
#include <cstdint>
#include <ostream>
#include <random>
#include <set>
#include <unordered_map>

namespace tocsin::domain {
namespace {

const TenantId tenant{"acme"};

SubscriptionId numbered(std::uint32_t number) {
  SubscriptionId id;
  for (std::size_t byte = 0; byte < sizeof number; ++byte)
    id.value.data[15 - byte] = static_cast<std::uint8_t>(number >> (8 * byte));
  return id;
}

SharedSubscription subscription(std::uint32_t number,
                                std::string client,
                                AlertPattern pattern,
                                bool enabled = true) {
  Subscription made;
  made.tenant = tenant;
  made.id = numbered(number);
  made.client.value = std::move(client);
  made.pattern = std::move(pattern);
  made.enabled = enabled;
  return std::make_shared<const Subscription>(std::move(made));
}

SharedSubscription of_tenant(TenantId other, const SharedSubscription& subscription) {
  auto copy = *subscription;
  copy.tenant = std::move(other);
  return std::make_shared<const Subscription>(std::move(copy));
}

SharedSubscription disabled(const SharedSubscription& subscription) {
  auto copy = *subscription;
  copy.enabled = false;
  return std::make_shared<const Subscription>(std::move(copy));
}

SubscriptionIndex index_of(const std::vector<SharedSubscription>& subscriptions) {
  return SubscriptionIndex::of(subscriptions);
}

// What a match says, as values that a failing test can show.
struct Told {
  std::string client;
  std::vector<std::uint32_t> subscriptions;

  bool operator==(const Told&) const = default;
};

void PrintTo(const Told& told, std::ostream* out) {
  *out << told.client << testing::PrintToString(told.subscriptions);
}

std::uint32_t number_of(const SubscriptionId& id) {
  std::uint32_t number = 0;
  for (std::size_t byte = 12; byte < 16; ++byte)
    number = number << 8U | id.value.data[byte];
  return number;
}

// By name, for the index has an order of its own.
std::vector<Match> by_client(std::vector<Match> matches) {
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return a.client() < b.client();
  });
  return matches;
}

std::vector<Told> told(const std::vector<Match>& matches) {
  std::vector<Told> all;
  for (const auto& match : by_client(matches)) {
    all.push_back({match.client().value, {}});
    for (const auto* subscription : match.subscriptions())
      all.back().subscriptions.push_back(number_of(subscription->id));
  }
  return all;
}

using Tellings = std::vector<Told>;

TEST(SubscriptionIndexTest, tells_a_client_once_with_all_of_its_subscriptions_that_fit) {
  // L1: the order of the ids, not of the patterns
  const auto index = index_of({subscription(4, "web", {"LOW", "test-source", "test-name"}),
                               subscription(1, "web", {"", "test-source", "test-name"}),
                               subscription(3, "web", {"LOW", "", "test-name"}),
                               subscription(2, "web", {"LOW", "test-source", ""})});

  EXPECT_EQ(told(index.match(tenant, "LOW", "test-source", "test-name")),
            (Tellings{{"web", {1, 2, 3, 4}}}));
}

TEST(SubscriptionIndexTest, tells_words_apart_that_have_the_same_hash) {
  // Made for libstdc++ on 64 bits; anywhere else they are two words like others.
  const std::string one = "sqevvvfnfyiucijy";
  const std::string other = "sozuwdwmBXJH-<22";
#if defined(__GLIBCXX__) && defined(__x86_64__)
  ASSERT_EQ(std::hash<std::string>{}(one), std::hash<std::string>{}(other));
#endif
  const auto index =
      index_of({subscription(1, "web", {"", "", one}),
                subscription(2, "web", {"", "", other}),
                subscription(3, "web", {"", one, "slow"}),
                subscription(4, "web", {"", other, "slow"}),
                subscription(5, "web", {one, "api", "slow"}),
                subscription(6, "web", {other, "api", "slow"}),
                of_tenant({one}, subscription(7, "web", {"HIGH", "api", "slow"})),
                of_tenant({other}, subscription(8, "web", {"HIGH", "api", "slow"}))});

  EXPECT_EQ(index.size(), 8U);
  EXPECT_EQ(told(index.match(tenant, "LOW", "api", one)), (Tellings{{"web", {1}}}));
  EXPECT_EQ(told(index.match(tenant, "LOW", "api", other)), (Tellings{{"web", {2}}}));
  EXPECT_EQ(told(index.match(tenant, "LOW", one, "slow")), (Tellings{{"web", {3}}}));
  EXPECT_EQ(told(index.match(tenant, "LOW", other, "slow")), (Tellings{{"web", {4}}}));
  EXPECT_EQ(told(index.match(tenant, one, "api", "slow")), (Tellings{{"web", {5}}}));
  EXPECT_EQ(told(index.match(tenant, other, "api", "slow")), (Tellings{{"web", {6}}}));
  EXPECT_EQ(told(index.match({one}, "HIGH", "api", "slow")), (Tellings{{"web", {7}}}));
  EXPECT_EQ(told(index.match({other}, "HIGH", "api", "slow")), (Tellings{{"web", {8}}}));

  const auto without_one = index.without(*subscription(1, "web", {"", "", one}));
  EXPECT_EQ(told(without_one.match(tenant, "LOW", "api", one)), Tellings{});
  EXPECT_EQ(told(without_one.match(tenant, "LOW", "api", other)), (Tellings{{"web", {2}}}));
}

TEST(SubscriptionIndexTest, fits_every_way_of_being_exact_or_any) {
  const auto index = index_of({subscription(0, "web", {"", "", ""}),
                               subscription(1, "web", {"LOW", "", ""}),
                               subscription(2, "web", {"", "api", ""}),
                               subscription(3, "web", {"LOW", "api", ""}),
                               subscription(4, "web", {"", "", "slow"}),
                               subscription(5, "web", {"LOW", "", "slow"}),
                               subscription(6, "web", {"", "api", "slow"}),
                               subscription(7, "web", {"LOW", "api", "slow"})});

  EXPECT_EQ(told(index.match(tenant, "LOW", "api", "slow")),
            (Tellings{{"web", {0, 1, 2, 3, 4, 5, 6, 7}}}));
  EXPECT_EQ(told(index.match(tenant, "HIGH", "api", "slow")), (Tellings{{"web", {0, 2, 4, 6}}}));
  EXPECT_EQ(told(index.match(tenant, "LOW", "db", "slow")), (Tellings{{"web", {0, 1, 4, 5}}}));
  EXPECT_EQ(told(index.match(tenant, "LOW", "api", "error")), (Tellings{{"web", {0, 1, 2, 3}}}));
  EXPECT_EQ(told(index.match(tenant, "HIGH", "db", "error")), (Tellings{{"web", {0}}}));
}

TEST(SubscriptionIndexTest, tells_each_client_of_several_patterns_once) {
  const auto index = index_of({subscription(1, "web", {"LOW", "api", "slow"}),
                               subscription(2, "app", {"LOW", "api", "slow"}),
                               subscription(3, "ops", {"", "api", "slow"}),
                               subscription(4, "web", {"", "api", "slow"}),
                               subscription(5, "dba", {"LOW", "api", ""})});

  EXPECT_EQ(told(index.match(tenant, "LOW", "api", "slow")),
            (Tellings{{"app", {2}}, {"dba", {5}}, {"ops", {3}}, {"web", {1, 4}}}));
}

std::vector<std::string> clients_told(const SubscriptionIndex& index) {
  std::vector<std::string> clients;
  for (const auto& match : index.match(tenant, "LOW", "api", "slow"))
    clients.push_back(match.client().value);
  return clients;
}

TEST(SubscriptionIndexTest, tells_the_clients_in_the_same_order_however_it_came_about) {
  std::vector<SharedSubscription> all;
  for (std::uint32_t number = 0; number < 20; ++number) {
    const AlertPattern pattern{number % 2 == 0 ? "LOW" : "", "api", "slow"};
    all.push_back(subscription(number, "client-" + std::to_string(number), pattern));
  }
  const auto order = clients_told(index_of(all));
  ASSERT_EQ(order.size(), all.size());

  std::reverse(all.begin(), all.end());
  EXPECT_EQ(clients_told(index_of(all)), order);
  EXPECT_EQ(clients_told(index_of(all).without(*all[7]).with(all[7])), order);
}

// Two names of which the index, too, sees the same hash at first.
std::pair<std::string, std::string> clients_of_the_same_hash() {
  std::unordered_map<std::uint32_t, std::string> seen;
  for (std::uint32_t number = 0;; ++number) {
    const auto name = "client-" + std::to_string(number);
    const auto hash = static_cast<std::uint32_t>(std::hash<std::string>{}(name));
    const auto [other, is_new] = seen.emplace(hash, name);
    if (!is_new) return {other->second, name};
  }
}

TEST(SubscriptionIndexTest, tells_clients_apart_whose_hashes_agree) {
  const auto [one, other] = clients_of_the_same_hash();
  const auto exact = subscription(1, one, {"LOW", "api", "slow"});
  const auto loose = subscription(2, other, {"", "api", "slow"});
  const auto index = index_of({exact, loose, subscription(3, other, {"LOW", "api", "slow"})});

  const auto clients = clients_told(index);
  EXPECT_EQ(std::set(clients.begin(), clients.end()), (std::set{one, other}));
  EXPECT_EQ(clients.size(), 2U);
  EXPECT_EQ(index.find(tenant, exact->pattern, {one}), exact);
  EXPECT_EQ(index.find(tenant, loose->pattern, {one}), nullptr);
  EXPECT_EQ(clients_told(index.without(*exact)), std::vector{other});
}

TEST(SubscriptionIndexTest, tells_nobody_when_nothing_fits) {
  EXPECT_EQ(told(SubscriptionIndex{}.match(tenant, "LOW", "api", "slow")), Tellings{});

  const auto index = index_of({subscription(1, "web", {"LOW", "api", "slow"})});
  EXPECT_EQ(told(index.match(tenant, "LOW", "api", "error")), Tellings{});
}

TEST(SubscriptionIndexTest, compares_words_as_they_are_written) {
  const auto index = index_of({subscription(1, "web", {"LOW", "a", "bc"})});

  EXPECT_EQ(told(index.match(tenant, "LOW", "a", "bc")), (Tellings{{"web", {1}}}));
  EXPECT_EQ(told(index.match(tenant, "LOW", "ab", "c")), Tellings{});
  EXPECT_EQ(told(index.match(tenant, "LOW", "bc", "a")), Tellings{});
  EXPECT_EQ(told(index.match(tenant, "LOW", "A", "bc")), Tellings{});
  EXPECT_EQ(told(index.match(tenant, "low", "a", "bc")), Tellings{});
}

TEST(SubscriptionIndexTest, tells_of_an_alert_that_does_not_say_all_only_where_any_will_do) {
  const auto index = index_of({subscription(1, "web", {"LOW", "api", "slow"}),
                               subscription(2, "web", {"LOW", "", "slow"}),
                               subscription(3, "web", {"LOW", "", ""})});

  EXPECT_EQ(told(index.match(tenant, "LOW", "", "slow")), (Tellings{{"web", {2, 3}}}));
  EXPECT_EQ(told(index.match(tenant, "LOW", "", "")), (Tellings{{"web", {3}}}));
}

TEST(SubscriptionIndexTest, tells_nobody_by_a_disabled_subscription) {
  const auto index = index_of({subscription(1, "app", {"LOW", "api", "slow"}, false),
                               subscription(2, "web", {"LOW", "api", "slow"}),
                               subscription(3, "web", {"", "api", "slow"}, false)});

  EXPECT_EQ(told(index.match(tenant, "LOW", "api", "slow")), (Tellings{{"web", {2}}}));
}

TEST(SubscriptionIndexTest, lets_nothing_cross_tenants) {
  const TenantId other{"other"};
  const auto ours = subscription(1, "web", {"LOW", "api", "slow"});
  const auto theirs = of_tenant(other, subscription(2, "web", {"LOW", "api", "slow"}));
  const auto index = index_of({ours, theirs});

  EXPECT_EQ(told(index.match(tenant, "LOW", "api", "slow")), (Tellings{{"web", {1}}}));
  EXPECT_EQ(told(index.match(other, "LOW", "api", "slow")), (Tellings{{"web", {2}}}));
  EXPECT_EQ(told(index.match({"nobody"}, "LOW", "api", "slow")), Tellings{});
  EXPECT_EQ(index.find(other, theirs->pattern, theirs->client), theirs);
  EXPECT_EQ(told(index.without(*theirs).match(tenant, "LOW", "api", "slow")),
            (Tellings{{"web", {1}}}));
}

TEST(SubscriptionIndexTest, finds_what_a_client_has_for_a_pattern_enabled_or_not) {
  const auto exact = subscription(1, "web", {"LOW", "api", "slow"});
  const auto off = subscription(2, "web", {"", "api", "slow"}, false);
  const auto index = index_of({exact, off});

  EXPECT_EQ(index.find(tenant, exact->pattern, {"web"}), exact);
  EXPECT_EQ(index.find(tenant, off->pattern, {"web"}), off);
  EXPECT_EQ(index.find(tenant, exact->pattern, {"app"}), nullptr);
  EXPECT_EQ(index.find(tenant, exact->pattern, {"zoo"}), nullptr);
  EXPECT_EQ(index.find(tenant, {"LOW", "api", ""}, {"web"}), nullptr);
}

TEST(SubscriptionIndexTest, answers_as_before_after_a_change_that_was_made_of_it) {
  const auto first = subscription(1, "web", {"LOW", "api", "slow"});
  const auto second = subscription(2, "app", {"LOW", "api", "slow"});
  const auto before = index_of({first, second});
  const auto copy = before;

  const auto added = before.with(subscription(3, "dba", {"LOW", "", "slow"}));
  const auto toggled = before.with(disabled(first));
  const auto removed = before.without(*second);

  const Tellings as_before{{"app", {2}}, {"web", {1}}};
  EXPECT_EQ(told(before.match(tenant, "LOW", "api", "slow")), as_before);
  EXPECT_EQ(told(copy.match(tenant, "LOW", "api", "slow")), as_before);
  EXPECT_EQ(before.find(tenant, first->pattern, first->client), first);
  EXPECT_EQ(before.size(), 2U);
  EXPECT_EQ(before.probes(), 1U);
  EXPECT_EQ(told(added.match(tenant, "LOW", "api", "slow")),
            (Tellings{{"app", {2}}, {"dba", {3}}, {"web", {1}}}));
  EXPECT_EQ(told(toggled.match(tenant, "LOW", "api", "slow")), (Tellings{{"app", {2}}}));
  EXPECT_EQ(toggled.size(), 2U);
  EXPECT_EQ(told(removed.match(tenant, "LOW", "api", "slow")), (Tellings{{"web", {1}}}));
}

TEST(SubscriptionIndexTest, keeps_nothing_of_what_was_taken_out) {
  auto only = subscription(1, "web", {"LOW", "api", "slow"});
  auto index = index_of({only, subscription(2, "web", {"", "api", "slow"})});
  ASSERT_EQ(index.probes(), 2U);

  index = index.without(*only);

  EXPECT_EQ(index.size(), 1U);
  EXPECT_EQ(index.probes(), 1U);
  EXPECT_EQ(index.find(tenant, only->pattern, only->client), nullptr);
  const std::weak_ptr<const Subscription> trace{only};
  only.reset();
  EXPECT_TRUE(trace.expired());
}

TEST(SubscriptionIndexTest, takes_out_only_what_it_has) {
  const auto kept = subscription(1, "web", {"LOW", "api", "slow"});
  const auto index = index_of({kept});

  EXPECT_EQ(index.without(*subscription(1, "app", kept->pattern)).size(), 1U);
  EXPECT_EQ(index.without(*subscription(1, "web", {"LOW", "api", ""})).size(), 1U);
  EXPECT_EQ(index.without(*subscription(2, "web", kept->pattern)).size(), 1U);
}

TEST(SubscriptionIndexTest, takes_out_what_it_is_shown_by_a_match_of_its_own) {
  auto index = index_of({subscription(1, "web", {"LOW", "api", "slow"})});
  const auto matches = index.match(tenant, "LOW", "api", "slow");

  index = index.without(*matches.front().subscriptions().front());

  EXPECT_EQ(index.size(), 0U);
}

TEST(SubscriptionIndexTest, finds_each_of_very_many_patterns) {
  constexpr std::uint32_t many = 20'000;
  std::vector<SharedSubscription> all;
  for (std::uint32_t number = 0; number < many; ++number)
    all.push_back(subscription(number, "web", {"LOW", "host-" + std::to_string(number), "slow"}));
  const auto index = index_of(all);

  EXPECT_EQ(index.size(), many);
  for (const auto& one : all) {
    const auto matches = index.match(tenant, "LOW", one->pattern.source, "slow");
    ASSERT_EQ(told(matches), (Tellings{{"web", {number_of(one->id)}}}));
  }
}

// Few words, so that subscriptions and alerts meet often.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_{seed} {}

  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(engine_()) % limit; }

  template <std::size_t size>
  const std::string& one_of(const std::array<std::string, size>& words) {
    return words[below(size)];
  }

 private:
  std::mt19937 engine_;
};

const std::array<std::string, 4> severities{"LOW", "MEDIUM", "HIGH", "CRITICAL"};
const std::array<std::string, 4> sources{"a", "ab", "api", "db"};
const std::array<std::string, 4> names{"bc", "c", "slow", "error"};
const std::array<std::string, 6> clients{"app", "bot", "dba", "ops", "sre", "web"};
const std::array<std::string, 2> tenants{"acme", "other"};

template <std::size_t size>
std::string word_or_any(Dice& dice, const std::array<std::string, size>& words) {
  return dice.below(3) == 0 ? std::string{} : dice.one_of(words);
}

SharedSubscription random_subscription(Dice& dice, std::uint32_t number) {
  auto made = subscription(
      number,
      dice.one_of(clients),
      {word_or_any(dice, severities), word_or_any(dice, sources), word_or_any(dice, names)},
      dice.below(5) != 0);
  return of_tenant({dice.one_of(tenants)}, made);
}

struct RandomAlert {
  explicit RandomAlert(Dice& dice)
      : tenant{dice.one_of(tenants)},
        severity{dice.one_of(severities)},
        source{dice.one_of(sources)},
        name{dice.one_of(names)} {}

  TenantId tenant;
  const std::string& severity;
  const std::string& source;
  const std::string& name;

  bool fits(const Subscription& subscription) const {
    const auto fits = [](const std::string& wanted, const std::string& said) {
      return wanted.empty() || wanted == said;
    };
    const auto& pattern = subscription.pattern;
    return subscription.enabled && fits(pattern.severity, severity) &&
           fits(pattern.source, source) && fits(pattern.name, name) &&
           subscription.tenant == tenant;
  }
};

// The same as the index, in the plainest way: a list in the order of clients and ids.
class PlainList {
 public:
  void put(const SharedSubscription& subscription) {
    remove(*subscription);
    entries_.push_back(subscription);
    std::sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
      return std::tie(a->client, a->id) < std::tie(b->client, b->id);
    });
  }

  // Whatever the client has for that pattern.
  void remove(const Subscription& subscription) {
    std::erase_if(entries_, [&](const auto& entry) {
      return entry->tenant == subscription.tenant && entry->client == subscription.client &&
             entry->pattern == subscription.pattern;
    });
  }

  const std::vector<SharedSubscription>& all() const { return entries_; }

  std::vector<const Subscription*> match(const RandomAlert& alert) const {
    std::vector<const Subscription*> fitting;
    for (const auto& entry : entries_)
      if (alert.fits(*entry)) fitting.push_back(entry.get());
    return fitting;
  }

 private:
  std::vector<SharedSubscription> entries_;
};

std::vector<const Subscription*> match(const SubscriptionIndex& index, const RandomAlert& alert) {
  std::vector<const Subscription*> all;
  const auto matches =
      by_client(index.match(alert.tenant, alert.severity, alert.source, alert.name));
  for (const auto& match : matches) {
    const auto of_client = match.subscriptions();
    // A client is told once: the next one is another.
    EXPECT_TRUE(all.empty() || all.back()->client < match.client());
    for (const auto* subscription : of_client)
      EXPECT_EQ(subscription->client, match.client());
    all.insert(all.end(), of_client.begin(), of_client.end());
  }
  return all;
}

void expect_agreement(const SubscriptionIndex& index,
                      const PlainList& list,
                      Dice& dice,
                      std::size_t alerts) {
  EXPECT_EQ(index.size(), list.all().size());
  for (std::size_t count = 0; count < alerts; ++count) {
    const RandomAlert alert{dice};
    ASSERT_EQ(match(index, alert), list.match(alert))
        << alert.tenant.value << ' ' << alert.severity << '/' << alert.source << '/' << alert.name;
  }
}

TEST(SubscriptionIndexTest, matches_200_000_random_alerts_as_a_look_at_each_subscription_does) {
  constexpr std::uint32_t sets = 20;
  for (std::uint32_t set = 0; set < sets; ++set) {
    SCOPED_TRACE("seed " + std::to_string(set));
    Dice dice{set};
    PlainList list;
    for (std::uint32_t number = 0; number < 50 + 10 * set; ++number)
      list.put(random_subscription(dice, number));

    expect_agreement(index_of(list.all()), list, dice, 10'000);
  }
}

TEST(SubscriptionIndexTest, agrees_with_a_plain_list_after_any_changes_and_after_going_back) {
  for (std::uint32_t seed = 0; seed < 10; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice{seed};
    SubscriptionIndex index;
    PlainList list;
    std::vector<std::pair<SubscriptionIndex, PlainList>> versions;
    for (std::uint32_t number = 0; number < 300; ++number) {
      if (number % 30 == 0) versions.emplace_back(index, list);
      if (dice.below(3) == 0 && !list.all().empty()) {
        const auto gone = list.all()[dice.below(static_cast<std::uint32_t>(list.all().size()))];
        index = index.without(*gone);
        list.remove(*gone);
      } else {
        const auto made = random_subscription(dice, number);
        index = index.with(made);
        list.put(made);
      }
    }

    expect_agreement(index, list, dice, 100);
    for (const auto& [then, expected] : versions)
      expect_agreement(then, expected, dice, 100);
  }
}

}  // namespace
}  // namespace tocsin::domain
