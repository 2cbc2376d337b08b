#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "domain/kernel/time.hpp"

namespace tocsin::simulation {

// What happened, as a number that two equal runs share and, when wanted, in words.
class Trace {
 public:
  explicit Trace(bool is_told = false) : is_told_(is_told) {}

  void mix(std::uint64_t value) {
    hash_ ^= value + 0x9E3779B97F4A7C15U + (hash_ << 6U) + (hash_ >> 2U);
    hash_ *= 0xBF58476D1CE4E5B9U;
  }
  void mix(const std::string& text) {
    std::uint64_t sum = 1469598103934665603U;
    for (const char letter : text)
      sum = (sum ^ static_cast<unsigned char>(letter)) * 1099511628211U;
    mix(sum);
  }
  std::uint64_t hash() const { return hash_; }

  // Is anybody going to read it? Making the words costs more than the run.
  bool is_told() const { return is_told_; }
  void tell(domain::Time at, const std::string& what) {
    mix(static_cast<std::uint64_t>(at.time_since_epoch().count()));
    if (is_told_) lines_.push_back(domain::to_text(at) + "  " + what);
  }
  const std::deque<std::string>& lines() const { return lines_; }

 private:
  std::uint64_t hash_ = 0;
  bool is_told_;
  std::deque<std::string> lines_;
};

}  // namespace tocsin::simulation
