#include "application/delivery/recover_attempts.hpp"

#include "tests/worlds/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace tests;  // NOLINT: the words of the tests
using domain::NotificationStatus;
using trompeloeil::_;
using End = FakeUnitOfWork::End;
using NotificationIds = std::vector<domain::NotificationId>;

struct RecoverAttemptsTest : PagingMocks {
  RecoverAttemptsTest() { page.deliveries.front().start(clock.now()); }

  Expectation in_flight = NAMED_ALLOW_CALL(outbox, in_flight()).LR_RETURN(NotificationIds{page.id});
};

TEST_F(RecoverAttemptsTest, owes_what_was_in_flight_under_the_same_key) {
  REQUIRE_CALL(outbox, save(_))
      .LR_WITH(_1.id == page.id && _1.status() == NotificationStatus::pending)
      .LR_WITH(_1.deliveries.front().possibly_repeated &&
               _1.deliveries.front().next_attempt_at == clock.now());

  const auto recovered = recover_attempts.handle({});

  ASSERT_TRUE(recovered);
  EXPECT_EQ(*recovered, 1U);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RecoverAttemptsTest, has_nothing_to_do_after_a_stop_in_good_order) {
  ALLOW_CALL(outbox, in_flight()).RETURN(NotificationIds{});

  const auto recovered = recover_attempts.handle({});

  ASSERT_TRUE(recovered);
  EXPECT_EQ(*recovered, 0U);
}

TEST_F(RecoverAttemptsTest, is_taken_back_when_a_notification_cannot_be_read) {
  ALLOW_CALL(outbox, get(_)).RETURN(gone());

  expect_taken_back(recover_attempts.handle({}));
}

TEST_F(RecoverAttemptsTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(recover_attempts.handle({}));
}

}  // namespace
}  // namespace tocsin::application
