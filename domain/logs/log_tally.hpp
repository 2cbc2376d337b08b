#pragma once

#include <cstdint>
#include <optional>

#include "domain/kernel/optional_box.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/quantile_sketch.hpp"

namespace tocsin::domain {

bool is_error(const LogEntry& line);
bool is_server_error(const LogEntry& line);

// What some lines add up to. A million of them are held, so counts end at four billion.
struct LogTally {
  std::uint32_t count = 0;
  std::uint32_t errors = 0;
  std::uint32_t server_errors = 0;
  std::uint32_t failures = 0;         // either of them
  OptionalBox<QuantileSketch> times;  // response times in milliseconds, when somebody asks for them

  void add(const LogEntry& line, bool with_times);

  // Takes the lines of another one in, or out again.
  void merge(const LogTally& other);
  void remove(const LogTally& other);

  // What it takes in memory beside itself.
  std::size_t bytes() const { return times ? times->bytes() : 0; }

  // How many percent are failures; nothing of no lines.
  std::optional<double> rate() const;

  // The response time in milliseconds that a part `q` (0 … 1) of the lines does not exceed.
  std::optional<double> quantile(double q) const;

  bool operator==(const LogTally&) const = default;
};

}  // namespace tocsin::domain
