#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/logs/regex.hpp"
#include "ports/logs/log_windows.hpp"
#include "ports/logs/regexes.hpp"
#include "ports/logs/seeded_tenants.hpp"
#include "tests/fakes/kernel.hpp"

namespace tocsin::tests {

// Finds a text that has no special letters; its named groups are always the same.
struct PlainRegex : domain::Regex {
  explicit PlainRegex(std::string text, domain::Fields named = {})
      : wanted(std::move(text)), groups(std::move(named)) {}

  bool is_in(std::string_view text) const override {
    return text.find(wanted) != std::string_view::npos;
  }
  domain::Fields groups_in(std::string_view text) const override {
    return is_in(text) ? groups : domain::Fields{};
  }
  bool has_group(std::string_view name) const override { return groups.find(name).has_value(); }

  std::string wanted;
  domain::Fields groups;
};

// Knows no special letters, and no text that begins with a parenthesis.
struct FakeRegexes : ports::Regexes {
  Result<Compiled> compile(std::string_view text) override {
    ++compiled;
    if (text.starts_with("(")) return fail(ErrorKind::invalid, "column 1: missing )");
    return Compiled{std::make_shared<const PlainRegex>(std::string{text})};
  }
  int compiled = 0;
};

struct FakeLogWindows : ports::LogWindows {
  using Key = std::pair<domain::TenantId, std::string>;
  struct Row {
    domain::ServiceLog log;
    std::optional<domain::Time> settles_at = domain::Time{};
  };

  domain::ServiceLog* find(const domain::TenantId& tenant, std::string_view service) override {
    const auto found = kept.find(Key{tenant, std::string{service}});
    return found == kept.end() ? nullptr : &found->second.log;
  }
  domain::ServiceLog* find_or_make(const domain::TenantId& tenant,
                                   std::string_view service) override {
    if (auto* const found = find(tenant, service)) return found;
    if (is_full) return nullptr;
    const Key key{tenant, std::string{service}};
    return &kept.emplace(key, Row{domain::ServiceLog{tenant, key.second}}).first->second.log;
  }
  void changed(domain::ServiceLog& log) override { waiting.insert(key_of(log)); }
  void write(domain::ServiceLog& log) override { written.push_back(key_of(log).second); }
  std::size_t write_changed(std::size_t limit) override {
    for (; limit > 0 && !waiting.empty(); --limit)
      written.push_back(waiting.extract(waiting.begin()).value().second);
    return waiting.size();
  }
  std::vector<domain::ServiceLog*> take_due(domain::Time now, std::size_t limit) override {
    std::vector<domain::ServiceLog*> due;
    for (auto& [key, row] : kept) {
      if (due.size() == limit || !row.settles_at || *row.settles_at > now) continue;
      row.settles_at.reset();
      due.push_back(&row.log);
    }
    return due;
  }
  void settle_by(domain::ServiceLog& log, domain::Time at) override {
    auto& settles_at = kept.at(key_of(log)).settles_at;
    settles_at = std::min(settles_at.value_or(at), at);
  }
  void settle_all(const domain::TenantId& tenant) override {
    for (auto& [key, row] : kept) {
      if (key.first == tenant) row.settles_at = domain::Time{};
    }
  }
  void forget(domain::ServiceLog& log) override { kept.erase(key_of(log)); }
  std::optional<domain::Time> next_turn() const override {
    if (!waiting.empty()) return domain::Time{};
    std::optional<domain::Time> next;
    for (const auto& [key, row] : kept) {
      if (row.settles_at) next = std::min(next.value_or(*row.settles_at), *row.settles_at);
    }
    return next;
  }

  static Key key_of(const domain::ServiceLog& log) { return {log.tenant(), log.service()}; }

  std::map<Key, Row> kept;
  std::set<Key> waiting;
  std::vector<std::string> written;  // services, in this order
  bool is_full = false;
};

struct FakeSeededTenants : ports::SeededTenants {
  bool contains(const domain::TenantId& tenant) override { return kept.contains(tenant); }
  void add(const domain::TenantId& tenant) override { kept.insert(tenant); }

  std::set<domain::TenantId> kept;
};

}  // namespace tocsin::tests
