#pragma once

#include <cstdint>

#include <boost/uuid/uuid.hpp>

#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::tests {

// Says how the scope of a command ended, and can refuse to keep it.
struct FakeUnitOfWork : ports::UnitOfWork {
  enum class End { none, committed, rolled_back, refused };

  void begin() override {
    ++begun;
    end = End::none;
  }
  Result<Done> commit() override {
    end = refuses ? End::refused : End::committed;
    if (refuses) return fail(ErrorKind::unavailable, "the store is gone");
    return Done{};
  }
  void rollback() override { end = End::rolled_back; }

  bool refuses = false;
  int begun = 0;
  End end = End::none;
};

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

}  // namespace tocsin::tests
