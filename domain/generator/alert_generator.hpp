#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/uuid/uuid.hpp>

#include "domain/generator/distribution.hpp"
#include "domain/kernel/fields.hpp"
#include "domain/kernel/result.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// The severities of seed 002, Alerting Platform.
inline constexpr std::array<std::string_view, 4> generated_severities{"LOW",
                                                                      "MEDIUM",
                                                                      "HIGH",
                                                                      "CRITICAL"};

// The kind, number and rate of alerts to generate; the defaults are those of seed 002, Alerting
// Platform.
struct GeneratorSettings {
  static Distribution default_severities();
  static Distribution default_sources();
  static Distribution default_names();

  std::int64_t rps = 10;
  Duration duration = std::chrono::seconds{60};
  std::int64_t burst = 0;  // greater than 0: this many, immediately; overrides rps and duration
  std::int64_t count = 0;  // greater than 0: this many; overrides burst and duration
  Duration interval{0};    // greater than 0: time between two alerts; overrides rps
  std::uint64_t seed = 0;

  Distribution severities = default_severities();
  Distribution sources = default_sources();
  Distribution names = default_names();

  // If not empty, the value of every alert, in place of a random one.
  std::string severity;
  std::string source;
  std::string name;

  bool test = false;         // the first is LOW/test-source/test-name
  bool single_test = false;  // and it is the only one
  bool mock = false;         // generated and counted, but not sent
};

// Fails with invalid if a setting is not valid, with its JSON pointer and a message that begins
// with a verb.
Result<Done> check(const GeneratorSettings& settings);

// A synthetic alert. Its sender sets the time.
struct GeneratedAlert {
  boost::uuids::uuid id{};  // in the shape of version 4
  std::string severity;
  std::string source;
  std::string name;
  Fields context;

  bool operator==(const GeneratedAlert&) const = default;
};

// Generates alerts: the n-th alert of a seed is always and everywhere the same, in whatever order
// alerts are requested. Immutable.
class AlertGenerator {
 public:
  // Requires settings that check() accepts.
  explicit AlertGenerator(GeneratorSettings settings);

  const GeneratorSettings& settings() const { return settings_; }

  // Returns the number of alerts.
  std::uint64_t total() const;

  // Returns the n-th alert, counted from 0.
  GeneratedAlert alert(std::uint64_t n) const;

  // due: when the n-th alert is to be sent, after the start. due_by: how many are to be sent by
  // then.
  std::chrono::microseconds due(std::uint64_t n) const;
  std::uint64_t due_by(std::chrono::microseconds elapsed) const;

 private:
  GeneratorSettings settings_;
};

}  // namespace tocsin::domain
