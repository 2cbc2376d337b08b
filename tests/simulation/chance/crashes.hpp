#pragma once

#include <array>
#include <cstdint>

#include "tests/simulation/chance/faults.hpp"

namespace tocsin::simulation {

// When the process dies: at the nth time that it comes by a point, both drawn for each of its
// lives.
class Crashes {
 public:
  // Called wherever the process does something that the world could notice.
  void reached(Point point) {
    if (point != at_ || --left_ != 0) return;
    ++counts_[static_cast<std::size_t>(point)];
    disarm();
    throw Died{point};
  }

  void arm(Point point, std::int64_t nth) {
    at_ = point;
    left_ = nth;
  }
  void disarm() { left_ = 0; }

  const std::array<std::uint64_t, point_count>& counts() const { return counts_; }

 private:
  Point at_ = Point::idle;
  std::int64_t left_ = 0;
  std::array<std::uint64_t, point_count> counts_{};
};

}  // namespace tocsin::simulation
