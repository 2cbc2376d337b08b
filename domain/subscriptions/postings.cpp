#include "domain/subscriptions/postings.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace tocsin::domain {

Who who_is(const ClientId& client) {
  return {client, static_cast<std::uint32_t>(std::hash<std::string>{}(client.value))};
}

Posting::Posting(SharedSubscription of)
    : subscription{std::move(of)},
      client_hash{who_is(subscription->client).hash},
      enabled{subscription->enabled} {}

std::size_t Postings::place_of(const Who& who) const {
  const auto place = std::lower_bound(
      entries.begin(), entries.end(), who, [](const Posting& entry, const Who& sought) {
        return entry.who() < sought;
      });
  return static_cast<std::size_t>(place - entries.begin());
}

bool Postings::has_at(std::size_t place, const Who& who) const {
  return place < entries.size() && entries[place].who() == who;
}

std::vector<Match> FittingPostings::matches() {
  std::vector<Match> matches;
  matches.reserve(left());
  while (count_ != 0) {
    const auto match = take(next_client());
    if (!match.empty()) matches.push_back(match);
  }
  return matches;
}

std::size_t FittingPostings::left() {
  const auto runs = open();
  return std::accumulate(runs.begin(), runs.end(), std::size_t{0}, [](auto sum, PostingRun run) {
    return sum + run.size();
  });
}

Who FittingPostings::next_client() {
  const auto runs = open();
  const auto next = std::min_element(runs.begin(), runs.end(), [](PostingRun a, PostingRun b) {
    return a.front().who() < b.front().who();
  });
  return next->front().who();
}

Match FittingPostings::take(const Who& client) {
  Match match;
  for (auto& run : open()) {
    const auto& next = run.front();
    if (next.who() != client) continue;
    if (next.enabled) match.add(*next.subscription);
    run = run.subspan(1);
  }
  close_what_is_read();
  return match;
}

void FittingPostings::close_what_is_read() {
  const auto runs = open();
  const auto end =
      std::remove_if(runs.begin(), runs.end(), [](PostingRun run) { return run.empty(); });
  count_ = static_cast<std::size_t>(end - runs.begin());
}

}  // namespace tocsin::domain
