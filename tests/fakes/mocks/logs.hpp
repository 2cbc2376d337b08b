#pragma once

#include "ports/logs/log_windows.hpp"
#include "ports/logs/regexes.hpp"
#include "ports/logs/seeded_tenants.hpp"
#include "tests/support/prelude.hpp"

// Counted log lines, and what rules need to count them.
namespace tocsin::tests {

struct MockLogWindows : trompeloeil::mock_interface<ports::LogWindows> {
  IMPLEMENT_MOCK2(find);
  IMPLEMENT_MOCK2(find_or_make);
  IMPLEMENT_MOCK1(changed);
  IMPLEMENT_MOCK1(write);
  IMPLEMENT_MOCK1(write_changed);
  IMPLEMENT_MOCK2(take_due);
  IMPLEMENT_MOCK2(settle_by);
  IMPLEMENT_MOCK1(settle_all);
  IMPLEMENT_MOCK1(forget);
  IMPLEMENT_CONST_MOCK0(next_turn);
};

struct MockRegexes : trompeloeil::mock_interface<ports::Regexes> {
  IMPLEMENT_MOCK1(compile);
};

struct MockSeededTenants : trompeloeil::mock_interface<ports::SeededTenants> {
  IMPLEMENT_MOCK1(contains);
  IMPLEMENT_MOCK1(add);
};

}  // namespace tocsin::tests
