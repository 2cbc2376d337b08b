#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "tests/simulation/audit/violation.hpp"
#include "tests/simulation/sqlite/machine/troubles.hpp"

namespace tocsin::simulation {

// What the program was doing when it was stopped.
#define TOCSIN_PHASES(X)                                        \
  X(first_start, "making the database")                         \
  X(upgrade, "bringing an older database up to date")           \
  X(start, "starting: recovery, checkpoint")                    \
  X(rows, "writing the rows of a batch")                        \
  X(commit, "committing a batch, and copying the log")          \
  X(idle, "copying the log because nothing else is to be done") \
  X(stop, "stopping by itself")                                 \
  X(between, "doing nothing")

#define TOCSIN_PHASE(name, text) name,
enum class Phase : std::uint8_t { TOCSIN_PHASES(TOCSIN_PHASE) };
#undef TOCSIN_PHASE
#define TOCSIN_PHASE(name, text) std::string_view{text},
inline constexpr std::array phase_texts{TOCSIN_PHASES(TOCSIN_PHASE)};
#undef TOCSIN_PHASE
inline constexpr std::size_t phase_count = phase_texts.size();

struct LedgerOutcome {
  std::optional<Violation> violation;
  std::uint64_t hash = 0;
  std::uint64_t batches = 0;          // answered as kept
  std::uint64_t refused = 0;          // answered as not kept
  std::uint64_t unanswered = 0;       // the program ended first
  std::uint64_t unanswered_kept = 0;  // of them, there afterwards
  std::uint64_t changes = 0;          // of the disk: writes, syncs, truncations, names
  std::uint64_t power_cuts = 0;
  std::uint64_t recoveries = 0;  // after a power cut: opened, read, and compared
  std::uint64_t kills = 0;
  std::uint64_t refused_starts = 0;  // because something went wrong
  std::uint64_t stops = 0;           // because an fsync failed
  std::uint64_t integrity_checks = 0;
  std::array<std::uint64_t, phase_count> cuts_in{};
  TroubleCounts troubles{};

  void add(const LedgerOutcome& other);
};

}  // namespace tocsin::simulation
