#include "adapters/sqlite/alerting/tallies.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/sqlite/database/pack.hpp"
#include "adapters/sqlite/ledger_statements.hpp"

namespace tocsin::adapters::sqlite {

using ports::RowKey;

namespace {

// The stored order: row, child_count, active_children, event_count, suppressed_count, updated_at,
// occurred_at, timeline.
using Numbers = std::array<std::int64_t, 8>;

domain::Time time_of(std::int64_t number) { return domain::Time{domain::Duration{number}}; }

Tallies::Newer newer_from(const Numbers& numbers) {
  const auto count = [&](std::size_t n) { return static_cast<std::uint32_t>(numbers[n]); };
  return {{count(1), count(2), count(3), count(4), time_of(numbers[5]), time_of(numbers[6])},
          numbers[7]};
}

bool take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

bool take(std::string_view& text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take(std::string_view& text, Numbers& numbers) {
  bool is_good = take(text, "[");
  for (auto& number : numbers)
    is_good = is_good && (&number == &numbers.front() || take(text, ",")) && take(text, number);
  return is_good && take(text, "]");
}

// Passes every tally of the list to `give`. Returns false if Tallies has not written the list.
template <typename Give>
bool give_tallies(std::string_view json, Give give) {
  Numbers numbers{};
  if (!take(json, "[")) return false;
  do {
    if (!take(json, numbers)) return false;
    give(numbers[0], newer_from(numbers));
  } while (take(json, ","));
  return json == "]";
}

void add_to(Pack& pack, RowKey key, const Tallies::Newer& newer) {
  const auto& tally = newer.tally;
  pack.add(key,
           tally.child_count,
           tally.active_children,
           tally.event_count,
           tally.suppressed_count,
           tally.updated_at,
           tally.occurred_at,
           newer.timeline);
}

// A pack is removed as a whole, so it must not take long.
constexpr std::size_t max_in_a_pack = 1'000;

}  // namespace

Result<Tallies::ByRow> Tallies::read() {
  packs_.clear();
  newest_.clear();
  without_row_ = 0;
  waiting_ = 0;

  ByRow tallies;
  auto rows = sql_.tallies.query();
  while (rows.next()) {
    std::string_view json;
    rows.read(last_, json);
    const bool is_ours = give_tallies(json, [&](RowKey key, const Newer& newer) {
      remember(last_, key, false);
      tallies.insert_or_assign(key, newer);
    });
    if (!is_ours) rows.misread();
    if (rows.failed()) break;
  }
  if (rows.failed()) return rows.failure();
  return tallies;
}

void Tallies::row_read(RowKey key) {
  const auto found = newest_.find(key);
  if (found == newest_.end() || std::exchange(found->second.has_row, true)) return;
  --without_row_;
}

void Tallies::put(RowKey key, const Newer& newer) { staged_.insert_or_assign(key, newer); }

void Tallies::row_put(RowKey key, const Newer& newer) {
  if (newest_.contains(key) || staged_.contains(key)) put(key, newer);
}

void Tallies::row_gone(RowKey key) {
  staged_.erase(key);
  if (newest_.contains(key)) gone_.insert(key);
}

std::optional<Fault> Tallies::write() {
  if (staged_.empty()) return std::nullopt;
  if (auto fault = remove_oldest()) return fault;
  return append_staged();
}

// Looks at a few tallies for each one that is written. So no batch waits for many, and more are
// removed than added as long as half of them are out of date.
std::optional<Fault> Tallies::remove_oldest() {
  constexpr std::size_t looks = 4;
  const auto most = std::max(waiting_most_, 2 * counting());
  auto may_look_at = looks * staged_.size();
  auto waiting = waiting_ + staged_.size();
  for (auto next = packs_.begin(); next != packs_.end() && waiting > most && may_look_at > 0;
       ++next) {
    const auto& [seq, pack] = *next;
    const auto staged = staged_.size();
    if (pack.newest > 0) {
      if (auto fault = stage_again(seq)) return fault;
    }
    if (!sql_.remove_tallies.run(seq)) return sql_.remove_tallies.fault();
    removed_.push_back(seq);
    waiting += staged_.size() - staged;
    waiting -= pack.size;
    may_look_at -= std::min(may_look_at, pack.size);
  }
  return std::nullopt;
}

// Stages the tallies of a pack that still count.
std::optional<Fault> Tallies::stage_again(Seq seq) {
  auto& find = sql_.find_tallies;
  auto rows = find.query(seq);
  std::string_view json;
  if (rows.next()) rows.read(seq, json);
  if (rows.failed()) return find.fault();

  give_tallies(json, [&](RowKey key, const Newer& newer) {
    const auto newest = newest_.find(key);
    const bool is_newest = newest != newest_.end() && newest->second.seq == seq;
    if (!is_newest || staged_.contains(key)) return;
    if (newest->second.has_row && !gone_.contains(key)) {
      staged_.emplace(key, newer);
    } else {
      forgotten_.push_back(key);
    }
  });
  return std::nullopt;
}

std::optional<Fault> Tallies::append_staged() {
  auto seq = last_;
  for (auto next = staged_.begin(); next != staged_.end();) {
    ++seq;
    Pack pack;
    for (; next != staged_.end() && pack.size() < max_in_a_pack; ++next) {
      add_to(pack, next->first, next->second);
      appended_.emplace_back(seq, next->first);
    }
    if (!sql_.add_tallies.run(seq, pack.json())) return sql_.add_tallies.fault();
  }
  return std::nullopt;
}

void Tallies::kept() {
  for (const auto key : gone_) {
    if (std::exchange(newest_.at(key).has_row, false)) ++without_row_;
  }
  for (const auto& [seq, key] : appended_) {
    remember(seq, key, true);
    last_ = seq;
  }
  for (const auto seq : removed_) {
    waiting_ -= packs_.at(seq).size;
    packs_.erase(seq);
  }
  for (const auto key : forgotten_) {
    newest_.erase(key);
    --without_row_;
  }
  discard();
}

void Tallies::discard() {
  staged_.clear();
  gone_.clear();
  removed_.clear();
  forgotten_.clear();
  appended_.clear();
}

void Tallies::remember(Seq seq, RowKey key, bool has_row) {
  auto& pack = packs_[seq];
  ++pack.size;
  ++pack.newest;
  ++waiting_;
  const auto [found, is_new] = newest_.try_emplace(key);
  auto& newest = found->second;
  if (!is_new) {
    if (!newest.has_row) --without_row_;
    if (const auto older = packs_.find(newest.seq); older != packs_.end()) --older->second.newest;
  }
  newest = {seq, has_row};
  if (!has_row) ++without_row_;
}

}  // namespace tocsin::adapters::sqlite
