#pragma once

#include <cstdint>

namespace tocsin::simulation {

// SplitMix64: a full period, and any two states apart from the first step on.
inline std::uint64_t mixed(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

}  // namespace tocsin::simulation
