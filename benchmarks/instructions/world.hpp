#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "adapters/memory/store.hpp"
#include "adapters/re2/regexes.hpp"
#include "benchmarks/micro/empty_archives.hpp"
#include "main/engine/use_cases.hpp"

namespace tocsin::benchmarks {

// A millisecond later with each command, the same in each run.
class SteppingClock : public ports::Clock {
 public:
  domain::Time now() const override { return now_; }
  void step() { now_ += std::chrono::milliseconds{1}; }

 private:
  domain::Time now_{std::chrono::hours{24 * 365 * 50}};
};

// Grow, as those of the program do, and are the same in each run.
class CountedIds : public ports::IdGenerator {
 public:
  boost::uuids::uuid next() override;

 private:
  std::uint64_t last_ = 0;
};

struct CountedMetrics : ports::Metrics {
  void count(ports::Counter what) override { ++counts[static_cast<std::size_t>(what)]; }

  std::array<std::uint64_t, 64> counts{};
};

// The real use cases over the real working set, in batches as the writer makes them.
class World {
 public:
  enum class Journal { none, written };

  World(ports::Ledger& ledger, Journal journal);

  // Keeps what was saved straight into the store.
  void configured();

  // Adds the entry of a command, if this world has a journal.
  void journal(std::string_view command, const std::string& body, std::string_view result);

  // A command was carried out: the clock moves on, and a batch may be full.
  void done();

 private:
  Journal journal_;
  NoAlerts alert_archive_;
  NoNotifications notification_archive_;
  NoRuns run_archive_;
  NoJobs job_archive_;
  SteppingClock clock_;
  CountedIds ids_;
  CountedMetrics metrics_;
  adapters::re2::Re2Regexes regexes_;
  std::size_t commands_ = 0;

 public:
  adapters::memory::Store store;
  UseCases use_cases{store, clock_, ids_, regexes_, metrics_, {}};
};

// A workload that does something else than it says measures nothing.
inline void expect(bool is_so) {
  if (!is_so) throw std::logic_error{"not what was expected"};
}

}  // namespace tocsin::benchmarks
