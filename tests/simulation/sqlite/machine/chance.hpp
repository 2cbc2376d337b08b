#pragma once

#include <cstddef>
#include <cstdint>

#include "tests/simulation/chance/split_mix.hpp"

namespace tocsin::simulation {

// The only source of chance of a run.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() { return mixed(state_); }

  // 0 … n - 1.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() >> 32U) % n; }

  // Once in so many times.
  bool one_in(std::size_t n) { return below(n) == 0; }

  // 1 … most, each order of magnitude as likely.
  std::size_t spread(std::size_t maximum) {
    std::size_t magnitude = 1;
    while (magnitude < maximum && !one_in(3))
      magnitude *= 2;
    return 1 + below(magnitude < maximum ? magnitude : maximum);
  }

 private:
  std::uint64_t state_;
};

}  // namespace tocsin::simulation
