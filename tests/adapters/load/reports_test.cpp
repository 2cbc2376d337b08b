#include "adapters/load/reports.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::load {
namespace {

using std::chrono::milliseconds;

TEST(ProgressLine, shows_how_far_it_is) {
  EXPECT_EQ(progress_line({500, 0, 0, 0, {}}, 1'000, milliseconds{2'000}),
            "[###############               ]  50 %  500 of 1000  250/s");
}

TEST(ProgressLine, says_what_went_wrong_when_something_did) {
  EXPECT_EQ(progress_line({0, 7, 3, 0, {}}, 10, milliseconds{1'000}),
            "[##############################] 100 %  10 of 10  0/s  rejected 7  not delivered 3");
}

TEST(ProgressLine, bears_nothing_at_all) {
  EXPECT_EQ(progress_line({}, 0, milliseconds{0}),
            "[                              ]   0 %  0 of 0  0/s");
}

TEST(SummaryLine, has_every_figure) {
  EXPECT_EQ(summary_line({900, 60, 40, 3, {}}, milliseconds{2'059}, "alerts"),
            "sent 1000, accepted 900, rejected 60, not delivered 40, retried 3, seconds 2.05, "
            "alerts/s 437");
}

}  // namespace
}  // namespace tocsin::adapters::load
