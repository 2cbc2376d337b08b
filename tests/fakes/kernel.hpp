#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/uuid/uuid.hpp>

#include "domain/kernel/result.hpp"
#include "ports/kernel/catalogue.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/kernel/log.hpp"
#include "ports/kernel/metrics.hpp"

namespace tocsin::tests {

// The error of each fake port whose reads a test makes fail.
inline const Error store_gone{ErrorKind::unavailable, "the store is gone", {}};

// The result of a port that cannot do its work.
inline Failure gone() { return Failure{store_gone}; }

// A clock that goes only when it is told to.
struct ManualClock : ports::Clock {
  domain::Time now() const override { return time; }
  void advance(domain::Duration by) { time += by; }

  domain::Time time{std::chrono::milliseconds{1'767'225'600'000}};  // 2026-01-01T00:00:00Z
};

// 1, 2, 3 …, in the order of their making.
struct CountingIds : ports::IdGenerator {
  static boost::uuids::uuid nth(std::uint64_t n) {
    boost::uuids::uuid uuid{};
    for (std::size_t byte = 0; byte < 8; ++byte) {
      uuid.data[15 - byte] = static_cast<std::uint8_t>(n >> (8 * byte));
    }
    return uuid;
  }
  boost::uuids::uuid next() override { return nth(++made); }

  std::uint64_t made = 0;
};

struct FakeMetrics : ports::Metrics {
  void count(ports::Counter what) override { ++counts[what]; }
  int of(ports::Counter what) const {
    const auto found = counts.find(what);
    return found == counts.end() ? 0 : found->second;
  }

  std::map<ports::Counter, int> counts;
};

struct SilentLog : ports::Log {
  void write(ports::LogLevel, std::string_view, std::initializer_list<ports::LogField>) override {}
};

// Entries of one kind in a map. All reads fail while it is gone.
template <typename Entity>
struct FakeCatalogue : ports::Catalogue<Entity> {
  using Entry = typename ports::Catalogue<Entity>::Entry;
  using Snapshot = typename ports::Catalogue<Entity>::Snapshot;
  using Key = typename Entity::Id;

  Result<Entry> find(const domain::TenantId& tenant, const Key& id) override {
    if (is_gone) return gone();
    const auto found = kept.find({tenant, id});
    return found == kept.end() ? Entry{} : found->second;
  }

  Result<std::vector<Entry>> list(const domain::TenantId& tenant) override {
    if (is_gone) return gone();
    std::vector<Entry> entries;
    for (const auto& [key, entry] : kept) {
      if (key.first == tenant) entries.push_back(entry);
    }
    return entries;
  }

  Result<Snapshot> snapshot(const domain::TenantId& tenant) override {
    auto entries = list(tenant);
    if (!entries) return Failure{entries.error()};
    auto& shown = shown_[tenant];
    if (!shown || *shown != *entries) {
      shown = std::make_shared<const std::vector<Entry>>(*std::move(entries));
    }
    return shown;
  }

  void save(Entity entity) override {
    const std::pair key{entity.tenant, entity.id};
    kept.insert_or_assign(key, std::make_shared<const Entity>(std::move(entity)));
  }

  void remove(const domain::TenantId& tenant, const Key& id) override { kept.erase({tenant, id}); }

  std::map<std::pair<domain::TenantId, Key>, Entry> kept;
  bool is_gone = false;

 private:
  std::map<domain::TenantId, Snapshot> shown_;
};

}  // namespace tocsin::tests
