#pragma once

#include <chrono>

namespace tocsin::domain {

using Duration = std::chrono::milliseconds;

// A moment on the wall clock, as precise as every store can keep it.
using Time = std::chrono::sys_time<Duration>;

}  // namespace tocsin::domain
