#include "tests/fakes/mocks.hpp"

#include "domain/paging/service.hpp"

namespace tocsin::tests {
namespace {

// A mock that leaves out a method of its port is abstract, and this does not compile.
template <typename... Mocks>
constexpr bool implement_all_of_their_ports = (!std::is_abstract_v<Mocks> && ...);

static_assert(implement_all_of_their_ports<MockClock,
                                           MockIdGenerator,
                                           MockLog,
                                           MockMetrics,
                                           MockCatalogue<domain::Service>>);
static_assert(implement_all_of_their_ports<MockUnitOfWork,
                                           MockStoreTransaction,
                                           MockJournal,
                                           MockLedgerReader,
                                           MockLedger>);
static_assert(implement_all_of_their_ports<MockTimers>);
static_assert(
    implement_all_of_their_ports<MockSubscriptions, MockSubscriptionReader, MockAnnounced>);
static_assert(implement_all_of_their_ports<MockAlerts,
                                           MockAlertReader,
                                           MockEarlyResolves,
                                           MockEventReceipts,
                                           MockTimeline,
                                           MockTimelineReader>);
static_assert(implement_all_of_their_ports<MockLogWindows, MockRegexes, MockSeededTenants>);
static_assert(implement_all_of_their_ports<MockWorkflows,
                                           MockWatches,
                                           MockSignalReceipts,
                                           MockRuns,
                                           MockRunReader,
                                           MockScheduledJobs,
                                           MockScheduledJobReader>);
static_assert(implement_all_of_their_ports<MockOutbox, MockNotifier, MockNotificationReader>);

TEST(MocksTest, answer_as_they_are_told) {
  MockTimers timers;
  MockClock clock;
  const domain::Time noon{std::chrono::hours{12}};
  REQUIRE_CALL(clock, now()).RETURN(noon);
  REQUIRE_CALL(timers, next_due()).RETURN(noon);

  EXPECT_EQ(timers.next_due(), clock.now());
}

}  // namespace
}  // namespace tocsin::tests
