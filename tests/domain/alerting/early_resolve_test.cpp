#include "domain/alerting/early_resolve.hpp"

#include "tests/builders/kernel.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;

struct Row {
  const char* name;
  Duration trigger_occurred;  // after the resolve did
  Duration trigger_received;  // after the resolve was
  bool overtaken;
};

TEST(EarlyResolveTest, ends_a_trigger_that_it_overtook) {
  const auto then = tests::start_of_test();
  const EarlyResolve resolve{tests::acme, EventManagerId{"team"}, "disk-full", then, then};
  const Row rows[] = {{"the trigger happened before", -1s, 1s, true},
                      {"at the same time", 0s, 1s, true},
                      {"as late as clocks may disagree", 2s, 3s, true},
                      {"clearly after: new trouble", 2s + 1ms, 3s, false},
                      {"just still remembered", -1s, 5min - 1ms, true},
                      {"forgotten", -1s, 5min, false}};

  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(overtook(resolve, then + row.trigger_occurred, then + row.trigger_received),
              row.overtaken);
  }
}

TEST(EarlyResolveTest, is_stale_when_it_is_clearly_older_than_the_trigger) {
  const auto trigger = tests::start_of_test();

  EXPECT_FALSE(is_stale(trigger + 1s, trigger));
  EXPECT_FALSE(is_stale(trigger, trigger));
  EXPECT_FALSE(is_stale(trigger - 2s, trigger));
  EXPECT_TRUE(is_stale(trigger - 2s - 1ms, trigger));
}

}  // namespace
}  // namespace tocsin::domain
