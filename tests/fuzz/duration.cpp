#include <chrono>

#include "adapters/http/api/duration_text.hpp"
#include "domain/kernel/time.hpp"
#include "tests/fuzz/targets.hpp"

namespace tocsin::fuzz {

namespace {

constexpr auto longest = std::chrono::hours{24 * 366 * 10};

}  // namespace

// A duration and a moment are within their bounds, and what we write of them is read back.
void duration(std::string_view input) {
  if (const auto duration = domain::duration_from(input)) {
    require(duration->count() >= 0 && *duration <= longest, "a duration is bounded");
    require(domain::duration_from(domain::to_text(*duration)) == duration, "durations come back");
  }
  if (const auto duration = adapters::http::duration_from_text(input)) {
    require(duration->count() >= 0 && *duration <= longest, "a long duration is bounded");
  }
  if (const auto time = domain::time_from(input)) {
    require(domain::time_from(domain::to_text(*time)) == time, "times come back");
  }
}

}  // namespace tocsin::fuzz
