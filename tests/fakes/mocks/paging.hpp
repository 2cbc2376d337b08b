#pragma once

#include "ports/paging/timers.hpp"
#include "tests/support/prelude.hpp"

// When the next level is paged.
namespace tocsin::tests {

struct MockTimers : trompeloeil::mock_interface<ports::Timers> {
  IMPLEMENT_MOCK1(set);
  IMPLEMENT_MOCK1(cancel);
  IMPLEMENT_MOCK1(due_of);
  IMPLEMENT_MOCK2(due);
  IMPLEMENT_MOCK0(next_due);
};

}  // namespace tocsin::tests
