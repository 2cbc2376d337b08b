#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tocsin::domain {

// A severity: info < low < medium = warning < high < critical. The sender's case (lower or upper)
// is stored for echo; comparisons use the rank alone.
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
  // Returns the name in lower case, in whatever case the sender wrote it.
  std::string_view name() const { return tokens[index_ % (tokens.size() / 2)]; }
  int rank() const;
  bool graver_than(Severity other) const { return rank() > other.rank(); }

  friend bool operator==(Severity, Severity) = default;

 private:
  std::uint8_t index_ = 2;
};

}  // namespace tocsin::domain
