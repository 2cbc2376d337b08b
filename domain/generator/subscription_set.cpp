#include "domain/generator/subscription_set.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "domain/generator/alert_generator.hpp"

namespace tocsin::domain {
namespace {

constexpr std::size_t max_clients = 10'000;
constexpr std::size_t combinations = 320;
constexpr std::string_view balanced = "balanced:";

std::vector<SubscriptionTuple> first_combinations(std::size_t count) {
  const auto sources = GeneratorSettings::default_sources();
  const auto names = GeneratorSettings::default_names();
  std::vector<SubscriptionTuple> all;
  for (const auto& name : names.shares()) {
    for (const auto& source : sources.shares()) {
      for (const auto severity : generated_severities) {
        all.push_back({std::string{severity}, source.value, name.value});
      }
    }
  }
  all.resize(count);
  return all;
}

std::optional<std::size_t> number_up_to(std::size_t greatest, std::string_view text) {
  std::size_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end || number < 1 || number > greatest) return std::nullopt;
  return number;
}

Failure refusal() {
  return fail(ErrorKind::invalid,
              "must be CLIENTSxRULES with up to 10000 clients and 320 rules each, or "
              "balanced:CLIENTS");
}

}  // namespace

Result<SubscriptionSet> SubscriptionSet::parse(std::string_view text) {
  if (text.starts_with(balanced)) {
    const auto clients = number_up_to(max_clients, text.substr(balanced.size()));
    if (!clients) return refusal();
    return SubscriptionSet{*clients,
                           {{"LOW", "api", "timeout"},
                            {"MEDIUM", "db", "error"},
                            {"HIGH", "cache", "slow"},
                            {"CRITICAL", "monitor", "crash"}}};
  }
  const auto cross = std::min(text.find('x'), text.size());
  const auto clients = number_up_to(max_clients, text.substr(0, cross));
  if (!clients || cross == text.size()) return refusal();
  const auto rules = number_up_to(combinations, text.substr(cross + 1));
  if (!rules) return refusal();
  return SubscriptionSet{*clients, first_combinations(*rules)};
}

std::string SubscriptionSet::client_id(std::size_t n) {
  constexpr std::size_t width = 4;
  auto number = std::to_string(n + 1);
  if (number.size() < width) number.insert(0, width - number.size(), '0');
  return "client-" + number;
}

}  // namespace tocsin::domain
