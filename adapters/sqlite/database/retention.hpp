#pragma once

#include <chrono>
#include <cstdint>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::sqlite {

// The time for which closed data is retained. The journal ends at whichever of its two limits is
// reached first.
struct Retention {
  domain::Duration journal = std::chrono::days{30};
  std::int64_t journal_bytes = std::int64_t{4} << 30U;
  domain::Duration history =
      std::chrono::days{400};  // closed alerts, their notifications, timelines
};

}  // namespace tocsin::adapters::sqlite
