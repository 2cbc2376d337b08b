#pragma once

#include <cstdint>
#include <optional>

#include "domain/kernel/optional_box.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/quantile_sketch.hpp"

namespace tocsin::domain {

bool is_error(const LogEntry& line);
bool is_server_error(const LogEntry& line);

// The sums of some lines. A million tallies are held, so counts end at four billion.
struct LogTally {
  std::uint32_t count = 0;
  std::uint32_t errors = 0;
  std::uint32_t server_errors = 0;
  std::uint32_t failures = 0;         // errors, server errors or both
  OptionalBox<QuantileSketch> times;  // response times in milliseconds, if they are needed

  void add(const LogEntry& line, bool with_times);

  // Adds the lines of another tally, or removes them again.
  void merge(const LogTally& other);
  void remove(const LogTally& other);

  // Returns the memory that it takes in addition to itself, in bytes.
  std::size_t bytes() const { return times ? times->bytes() : 0; }

  // Returns the percentage of failures; nothing if there are no lines.
  std::optional<double> rate() const;

  // Returns the response time in milliseconds that a fraction `q` (0 … 1) of the lines does not
  // exceed.
  std::optional<double> quantile(double q) const;

  bool operator==(const LogTally&) const = default;
};

}  // namespace tocsin::domain
