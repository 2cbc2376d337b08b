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

// The severities that the documents' alerts have.
inline constexpr std::array<std::string_view, 4> generated_severities{"LOW",
                                                                      "MEDIUM",
                                                                      "HIGH",
                                                                      "CRITICAL"};

// What kind of alerts are to be made up, how many and how fast; the defaults are the documents'.
struct GeneratorSettings {
  static Distribution default_severities();
  static Distribution default_sources();
  static Distribution default_names();

  std::int64_t rps = 10;
  Duration duration = std::chrono::seconds{60};
  std::int64_t burst = 0;  // more than 0: so many at once, whatever rps and duration say
  std::int64_t count = 0;  // more than 0: so many, whatever burst and duration say
  Duration interval{0};    // more than 0: one each, in place of rps
  std::uint64_t seed = 0;

  Distribution severities = default_severities();
  Distribution sources = default_sources();
  Distribution names = default_names();

  // Not empty: every alert has it, in place of one that is drawn.
  std::string severity;
  std::string source;
  std::string name;

  bool test = false;         // the first is LOW/test-source/test-name
  bool single_test = false;  // and there is no other
  bool mock = false;         // made and counted, but sent to nobody
};

// invalid, with the JSON pointer of what is to blame and a message that begins with a verb.
Result<Done> check(const GeneratorSettings& settings);

// An alert that was made up. When it happened, its sender says.
struct GeneratedAlert {
  boost::uuids::uuid id{};  // in the shape of version 4
  std::string severity;
  std::string source;
  std::string name;
  Fields context;

  bool operator==(const GeneratedAlert&) const = default;
};

// Makes alerts up: the n-th of a seed is the same always and everywhere, whoever asks for it in
// whatever order. Immutable.
class AlertGenerator {
 public:
  // With settings that check() lets pass.
  explicit AlertGenerator(GeneratorSettings settings);

  const GeneratorSettings& settings() const { return settings_; }

  // How many there are.
  std::uint64_t total() const;

  // The n-th, counted from 0.
  GeneratedAlert alert(std::uint64_t n) const;

  // How long after the start the n-th is to be sent, and how many are to have been by then.
  std::chrono::microseconds due(std::uint64_t n) const;
  std::uint64_t due_by(std::chrono::microseconds elapsed) const;

 private:
  GeneratorSettings settings_;
};

}  // namespace tocsin::domain
