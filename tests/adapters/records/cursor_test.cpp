#include "adapters/records/kernel/cursor.hpp"

#include <string_view>

#include "tests/support/prelude.hpp"

namespace tocsin::tests {
namespace {

TEST(Cursor, refuses_what_only_looks_like_a_number) {
  for (const auto* text : {"", "-", "01", "-01", "+1", "1.5", "1e3", "nan", "inf", " 1", "x"}) {
    int value = 0;
    EXPECT_FALSE(adapters::records::Cursor{text}.number(value)) << text;
  }
  double value = 0;
  for (const auto* text : {"nan", "inf", "-inf", "1e999", "", "01.5"})
    EXPECT_FALSE(adapters::records::Cursor{text}.number(value)) << text;
}

}  // namespace
}  // namespace tocsin::tests
