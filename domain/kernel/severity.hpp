#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tocsin::domain {

// How grave a thing is: info < low < medium = warning < high < critical. The spelling that the
// sender chose (lower or upper case) is kept for echo; comparisons look at the rank alone.
class Severity {
 public:
  static constexpr std::array<std::string_view, 12> tokens{"info",
                                                           "low",
                                                           "medium",
                                                           "warning",
                                                           "high",
                                                           "critical",
                                                           "INFO",
                                                           "LOW",
                                                           "MEDIUM",
                                                           "WARNING",
                                                           "HIGH",
                                                           "CRITICAL"};

  constexpr Severity() = default;
  static std::optional<Severity> parse(std::string_view token);

  std::string_view token() const { return tokens[index_]; }
  // In lower case, whatever the sender wrote.
  std::string_view name() const { return tokens[index_ % (tokens.size() / 2)]; }
  int rank() const;
  bool graver_than(Severity other) const { return rank() > other.rank(); }

  friend bool operator==(Severity, Severity) = default;

 private:
  std::uint8_t index_ = 2;
};

}  // namespace tocsin::domain
