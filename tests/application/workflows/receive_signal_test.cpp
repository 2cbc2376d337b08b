#include "application/workflows/receive_signal.hpp"

#include "tests/worlds/workflow_mocks.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using ports::Counter;
using trompeloeil::_;

struct ReceiveSignalTest : WorkflowMocks {
  ReceiveSignalTest() { watches_find = NAMED_ALLOW_CALL(watches, find(_)).LR_RETURN(known); }

  Result<domain::SignalAnswer> received() { return receive_signal.handle({signal, "sensor"}); }

  // Its workflow has seen none of its signals.
  void given_a_new_subject() { known = no_subject(); }

  void given_a_number_that_is_too_high() {
    auto measured = high_cpu();
    measured.id = {"high_cpu"};
    measured.version = 1;
    of_its_type = {shared(measured)};
    given_a_new_subject();
    signal = cpu("91");
  }

  domain::Signal signal = heartbeat();
  std::optional<domain::WatchedSubject> known = subject;
  Expectation watches_find;
};

TEST_F(ReceiveSignalTest, keeps_what_was_heard_of_the_subject) {
  clock.advance(1min);
  REQUIRE_CALL(watches, save(_))
      .LR_WITH(_1.key() == subject.key() && _1.received_at == clock.now())
      .LR_WITH(_1.look_again_at() == clock.now() + 5min);
  REQUIRE_CALL(metrics, count(Counter::signals_received));
  FORBID_CALL(metrics, count(Counter::runs_started));

  const auto answer = received();

  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, (domain::SignalAnswer{"internet_signal#org_x#1767225660000", 1}));
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ReceiveSignalTest, starts_a_run_when_the_conditions_are_met) {
  given_a_number_that_is_too_high();
  const domain::RunId started{CountingIds::nth(1)};
  REQUIRE_CALL(watches, save(_)).LR_WITH(_1.watches[0].run == started);
  REQUIRE_CALL(outbox, add(_))
      .LR_WITH(_1.run == started && _1.about.summary == "CPU usage is 91% on web1");
  REQUIRE_CALL(metrics, count(Counter::runs_started));

  EXPECT_TRUE(received());

  EXPECT_TRUE(runs.kept.contains(started));
}

TEST_F(ReceiveSignalTest, ends_the_run_of_a_subject_that_has_recovered) {
  const auto run = a_waiting_run(workflow);
  runs.save(run);
  known->watches[0].started(run.id);
  REQUIRE_CALL(watches, save(_)).WITH(!_1.watches[0].run);
  REQUIRE_CALL(metrics, count(Counter::runs_cancelled));

  EXPECT_TRUE(received());

  EXPECT_EQ(runs.kept.at(run.id).end_reason, "recovered: a signal arrived");
}

TEST_F(ReceiveSignalTest, keeps_a_receipt_of_a_signal_that_has_a_time) {
  signal.occurred_at = clock.now() - 1min;
  const domain::SignalReceipt receipt{*signal.occurred_at, content_hash(signal), clock.now()};
  REQUIRE_CALL(signal_receipts, add(_)).LR_WITH(_1 == receipt);

  EXPECT_TRUE(received());
}

TEST_F(ReceiveSignalTest, keeps_no_receipt_of_a_signal_that_has_none) {
  FORBID_CALL(signal_receipts, add(_));

  EXPECT_TRUE(received());
}

TEST_F(ReceiveSignalTest, keeps_nothing_that_no_workflow_is_about) {
  of_its_type.clear();
  FORBID_CALL(watches, save(_));
  FORBID_CALL(signal_receipts, add(_));

  const auto answer = received();

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->workflows_queued, 0U);
}

TEST_F(ReceiveSignalTest, changes_nothing_when_it_has_the_signal_already) {
  signal.occurred_at = clock.now();
  known->take(signal, content_hash(signal), clock.now());
  REQUIRE_CALL(metrics, count(Counter::signals_repeated));
  FORBID_CALL(watches, save(_));
  FORBID_CALL(signal_receipts, add(_));

  const auto answer = received();

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->workflows_queued, 0U);
}

TEST_F(ReceiveSignalTest, takes_no_new_subject_of_a_tenant_that_has_too_many) {
  given_a_new_subject();
  ALLOW_CALL(watches, has_room(acme)).RETURN(false);
  REQUIRE_CALL(metrics, count(Counter::signals_without_room));
  FORBID_CALL(watches, save(_));
  FORBID_CALL(signal_receipts, add(_));

  expect_failed(received(), ErrorKind::conflict);
}

TEST_F(ReceiveSignalTest, is_taken_back_when_the_workflows_cannot_be_read) {
  ALLOW_CALL(workflows, of_type(_, _)).RETURN(gone());
  FORBID_CALL(watches, save(_));

  expect_taken_back(received());
}

TEST_F(ReceiveSignalTest, is_taken_back_when_the_receipts_cannot_be_read) {
  given_a_new_subject();
  signal.occurred_at = clock.now();
  ALLOW_CALL(signal_receipts, has(_, _)).RETURN(gone());
  FORBID_CALL(watches, save(_));
  FORBID_CALL(signal_receipts, add(_));

  expect_taken_back(received());
}

TEST_F(ReceiveSignalTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(received());
}

}  // namespace
}  // namespace tocsin::tests
