#include "adapters/sqlite/alerting/tallies.hpp"

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

std::string tally_json_of(const Tallies::ByRow& tallies) {
  Pack pack;
  for (const auto& [key, newer] : tallies) {
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
  return pack.json();
}

}  // namespace

Result<Tallies::ByRow> Tallies::read() {
  packs_.clear();
  newest_.clear();
  waiting_ = 0;

  ByRow tallies;
  auto rows = sql_.tallies.query();
  while (rows.next()) {
    std::string_view json;
    rows.read(last_, json);
    const bool is_ours = give_tallies(json, [&](RowKey key, const Newer& newer) {
      remember(last_, key);
      tallies.insert_or_assign(key, newer);
    });
    if (!is_ours) rows.misread();
    if (rows.failed()) break;
  }
  if (rows.failed()) return rows.failure();
  return tallies;
}

void Tallies::put(RowKey key, const Newer& newer) { staged_.insert_or_assign(key, newer); }

void Tallies::row_put(RowKey key, const Newer& newer) {
  if (newest_.contains(key) || staged_.contains(key)) put(key, newer);
}

std::optional<Fault> Tallies::write() {
  if (staged_.empty()) return std::nullopt;

  auto& add = sql_.add_tallies;
  if (!add.run(last_ + 1, tally_json_of(staged_))) return add.fault();
  auto waiting = waiting_ + staged_.size();
  for (auto next = packs_.begin(); next != packs_.end() && waiting > waiting_most_; ++next) {
    const auto& [seq, pack] = *next;
    if (auto fault = fold(seq, pack)) return fault;
    folded_.push_back(seq);
    waiting -= pack.size;
  }
  return std::nullopt;
}

std::optional<Fault> Tallies::fold(Seq seq, const Appended& pack) {
  if (pack.newest > 0) {
    if (auto fault = update_rows(seq)) return fault;
  }
  auto& remove = sql_.remove_tallies;
  if (!remove.run(seq)) return remove.fault();
  return std::nullopt;
}

std::optional<Fault> Tallies::update_rows(Seq seq) {
  auto& find = sql_.find_tallies;
  auto& update = sql_.update_tally;
  auto rows = find.query(seq);
  std::string_view json;
  if (rows.next()) rows.read(seq, json);
  if (rows.failed()) return find.fault();

  bool is_done = true;
  give_tallies(json, [&](RowKey key, const Newer& newer) {
    const auto newest = newest_.find(key);
    const bool is_newest = newest != newest_.end() && newest->second == seq;
    if (!is_newest || !is_done) return;
    folded_keys_.push_back(key);
    const auto& tally = newer.tally;
    is_done = update.run(tally.child_count,
                         tally.active_children,
                         tally.event_count,
                         tally.suppressed_count,
                         tally.updated_at,
                         tally.occurred_at,
                         newer.timeline,
                         key);
  });
  return is_done ? std::nullopt : std::optional{update.fault()};
}

void Tallies::kept() {
  for (const auto key : folded_keys_)
    newest_.erase(key);
  for (const auto seq : folded_) {
    waiting_ -= packs_.at(seq).size;
    packs_.erase(seq);
  }
  if (!staged_.empty()) ++last_;
  for (const auto& [key, newer] : staged_)
    remember(last_, key);
  discard();
}

void Tallies::discard() {
  staged_.clear();
  folded_.clear();
  folded_keys_.clear();
}

void Tallies::remember(Seq seq, RowKey key) {
  auto& pack = packs_[seq];
  ++pack.size;
  ++pack.newest;
  ++waiting_;
  const auto older = packs_.find(std::exchange(newest_[key], seq));
  if (older != packs_.end()) --older->second.newest;
}

}  // namespace tocsin::adapters::sqlite
