#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <malloc.h>

#include "domain/subscriptions/subscription_index.hpp"

namespace tocsin::benchmarks {
namespace {

using domain::SharedSubscription;
using domain::Subscription;
using domain::SubscriptionIndex;

const domain::TenantId tenant{"default"};
constexpr std::array severities{"LOW", "MEDIUM", "HIGH"};

std::string numbered(const char* prefix, std::size_t number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%s%05zu", prefix, number);
  return text.data();
}

// An alert that exactly so many clients want to hear of, and everybody's pattern for it.
domain::AlertPattern topic(std::size_t number) {
  return {severities[number % severities.size()],
          numbered("source-", number),
          numbered("name-", number)};
}

// The same alert by one of six patterns that fit no other: as exact as can be first.
domain::AlertPattern loosened(domain::AlertPattern pattern, std::size_t way) {
  if (way == 1 || way == 4 || way == 5) pattern.severity.clear();
  if (way == 2 || way == 4) pattern.source.clear();
  if (way == 3 || way == 5) pattern.name.clear();
  return pattern;
}

// As rules are kept: each with an e-mail and a webhook endpoint.
SharedSubscription subscription(std::size_t number,
                                std::size_t client,
                                domain::AlertPattern pattern) {
  Subscription made;
  made.tenant = tenant;
  for (std::size_t byte = 0; byte < sizeof number; ++byte)
    made.id.value.data[15 - byte] = static_cast<std::uint8_t>(number >> (8 * byte));
  made.client.value = numbered("client-", client);
  made.pattern = std::move(pattern);
  for (const auto channel : {domain::Channel::email, domain::Channel::webhook})
    made.endpoints.push_back({{}, channel, made.client.value + "@example.org", true, {}, {}});
  return std::make_shared<const Subscription>(std::move(made));
}

enum class Patterns { exact, all_ways };

// So many alerts that somebody wants to hear of, each wanted by so many clients.
std::vector<SharedSubscription> subscriptions(std::size_t topics,
                                              std::size_t fan_out,
                                              Patterns patterns) {
  std::vector<SharedSubscription> all;
  for (std::size_t number = 0; number < topics; ++number) {
    for (std::size_t client = 0; client < fan_out; ++client) {
      const auto way = patterns == Patterns::exact ? 0 : client % 6;
      all.push_back(subscription(all.size(), client, loosened(topic(number), way)));
    }
  }
  // Fits none of the alerts, and costs each of them the seventh look-up.
  if (patterns == Patterns::all_ways)
    all.push_back(subscription(all.size(), 0, {"CRITICAL", "", ""}));
  // In memory they lie as they come over the years, not in the order of what they are for.
  std::shuffle(all.begin(), all.end(), std::mt19937_64{1});
  return all;
}

// Random ones, so that little of what they need is in the caches by chance.
std::vector<domain::AlertPattern> alerts(std::size_t topics, bool wanted) {
  constexpr std::size_t many = 100'000;
  std::mt19937_64 engine{2};
  std::vector<domain::AlertPattern> all;
  for (std::size_t number = 0; number < many; ++number) {
    all.push_back(topic(engine() % topics));
    if (!wanted) all.back().name = "validation";
  }
  return all;
}

std::size_t bytes_in_use() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

// The mean hides the slow ones, so a sample of single calls is timed; each figure includes some 20
// ns for reading the clock.
template <typename Call>
void report_single_calls(benchmark::State& state, std::size_t calls, Call call) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> nanoseconds;
  for (std::size_t number = 0; number < calls; ++number) {
    const auto begin = Clock::now();
    call(number);
    nanoseconds.push_back(std::chrono::duration<double, std::nano>(Clock::now() - begin).count());
  }
  std::sort(nanoseconds.begin(), nanoseconds.end());
  state.counters["p50_ns"] = nanoseconds[calls / 2];
  state.counters["p99_ns"] = nanoseconds[calls * 99 / 100];
}

// Arguments: rules, fan-out of an alert (0: nobody wants it), patterns.
void match(benchmark::State& state) {
  const auto rules = static_cast<std::size_t>(state.range(0));
  const auto wanted = state.range(1) != 0;
  const auto fan_out = static_cast<std::size_t>(wanted ? state.range(1) : 1);
  const auto topics = rules / fan_out;
  const auto patterns = state.range(2) == 0 ? Patterns::exact : Patterns::all_ways;
  const auto index = SubscriptionIndex::of(subscriptions(topics, fan_out, patterns));
  const auto sent = alerts(topics, wanted);

  const auto match_one = [&](std::size_t number) {
    const auto& alert = sent[number % sent.size()];
    const auto matches = index.match(tenant, alert.severity, alert.source, alert.name);
    if (matches.size() != (wanted ? fan_out : 0)) state.SkipWithError("not what was expected");
  };
  std::size_t number = 0;
  for (auto _ : state)
    match_one(number++);
  state.counters["probes"] = static_cast<double>(index.probes());
  report_single_calls(state, fan_out > 1'000 ? 10'000 : sent.size(), match_one);
}
BENCHMARK(match)
    ->ArgNames({"rules", "fan_out", "wildcards"})
    ->ArgsProduct({{28'800}, {0, 1, 10, 100}, {0, 1}})
    ->ArgsProduct({{450'000}, {0, 1, 10, 100}, {0, 1}})
    ->Args({450'000, 1'500, 0})
    ->ArgsProduct({{1'000'000}, {1, 10, 100}, {0, 1}})
    ->Iterations(100'000);

// The index of what is there at start; reports what it keeps in memory for a rule.
void build(benchmark::State& state) {
  const auto rules = static_cast<std::size_t>(state.range(0));
  const auto fan_out = static_cast<std::size_t>(state.range(1));
  const auto empty = bytes_in_use();
  const auto all = subscriptions(rules / fan_out, fan_out, Patterns::exact);
  const auto loaded = bytes_in_use();
  {
    const auto index = SubscriptionIndex::of(all);
    const auto of_each = [&](std::size_t bytes) {
      return static_cast<double>(bytes) / static_cast<double>(rules);
    };
    const auto list = all.capacity() * sizeof all.front();
    state.counters["index_bytes_per_rule"] = of_each(bytes_in_use() - loaded);
    state.counters["rule_bytes"] = of_each(loaded - empty - list);
  }
  for (auto _ : state)
    benchmark::DoNotOptimize(SubscriptionIndex::of(all));
}
BENCHMARK(build)
    ->ArgNames({"rules", "fan_out"})
    ->ArgsProduct({{28'800}, {1, 100}})
    ->ArgsProduct({{450'000}, {1, 10, 100, 1'500}})
    ->ArgsProduct({{1'000'000}, {1, 100}})
    ->Iterations(3)
    ->Unit(benchmark::kMillisecond);

// A rule is taken out and another put in its place: two new indexes, and the end of two old ones.
void swap(benchmark::State& state) {
  const auto rules = static_cast<std::size_t>(state.range(0));
  const auto fan_out = static_cast<std::size_t>(state.range(1));
  const auto all = subscriptions(rules / fan_out, fan_out, Patterns::exact);
  auto index = SubscriptionIndex::of(all);

  const auto swap_one = [&](std::size_t number) {
    const auto& rule = all[number % all.size()];
    index = index.without(*rule);
    index = index.with(rule);
  };
  std::size_t number = 0;
  for (auto _ : state)
    swap_one(number++);
  report_single_calls(state, 10'000, swap_one);
}
BENCHMARK(swap)
    ->ArgNames({"rules", "fan_out"})
    ->Args({28'800, 100})
    ->ArgsProduct({{450'000}, {1, 10, 100, 1'500}})
    ->ArgsProduct({{1'000'000}, {1, 100}})
    ->Iterations(10'000);

}  // namespace
}  // namespace tocsin::benchmarks
