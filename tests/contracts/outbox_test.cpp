#include "tests/contracts/working_set.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::memory::Store;

using Ids = std::vector<NotificationId>;

Ids ids(std::initializer_list<std::uint64_t> numbers) {
  Ids named;
  for (const auto number : numbers)
    named.push_back(notification_id(number));
  return named;
}

Notification a_page_due(std::uint64_t n, Duration after, const Target& target = alice) {
  auto page = a_page(n, target);
  page.next_attempt_at = start_of_test() + after;
  return page;
}

Notification started(Notification page) {
  EXPECT_EQ(page.start(page.next_attempt_at), StartOutcome::started);
  return page;
}

Notification told(Notification page) {
  EXPECT_EQ(page.record(page.attempt_count, {}, start_of_test()), RecordOutcome::sent);
  return page;
}

Notification cancelled(Notification page) {
  page.cancel();
  return page;
}

auto adding(Notification page) {
  return [page = std::move(page)](Store& store) { store.outbox.add(page); };
}

auto saving(Notification page) {
  return [page = std::move(page)](Store& store) { store.outbox.save(page); };
}

ports::NotificationFilter all_of(const TenantId& tenant) {
  ports::NotificationFilter filter;
  filter.tenant = tenant;
  return filter;
}

class OutboxContract : public WorkingSet {
 protected:
  Ids due_after(Duration passed, Channel channel = Channel::email, std::size_t limit = 100) {
    return store->outbox.due(channel, start_of_test() + passed, limit);
  }

  Ids of_the_alert() { return store->outbox.of(alert_id(1)); }

  void expect_gone(std::uint64_t n) {
    const auto found = store->outbox.get(notification_id(n));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::not_found);
    EXPECT_EQ(of_the_alert(), Ids{});
    EXPECT_EQ(due_after(1h), Ids{});
    EXPECT_EQ(store->outbox.next_due(Channel::email), std::nullopt);
    EXPECT_EQ(store->outbox.in_flight(), Ids{});
  }

  // What people are shown of those that have ended.
  std::vector<Notification> ended() {
    const auto listed = disk->ended_notifications().list(all_of(acme), std::nullopt, 100);
    return listed->rows;
  }
};

TEST_P(OutboxContract, has_what_the_unit_of_work_has_added_and_every_later_one) {
  const auto page = a_page(1);
  keep([&](Store& inside) {
    inside.outbox.add(page);
    EXPECT_EQ(*inside.outbox.get(page.id), page);
    EXPECT_EQ(of_the_alert(), ids({1}));
  });

  EXPECT_EQ(*store->outbox.get(page.id), page);
  EXPECT_EQ(of_the_alert(), ids({1}));
  EXPECT_EQ(due_after(0s), ids({1}));

  restart();
  EXPECT_EQ(*store->outbox.get(page.id), page);
  EXPECT_EQ(of_the_alert(), ids({1}));
  EXPECT_EQ(due_after(0s), ids({1}));
}

TEST_P(OutboxContract, gives_each_channel_its_own_that_has_waited_longest_first) {
  keep(adding(a_page_due(1, 3s)), adding(a_page_due(2, 1s)), adding(a_page_due(3, 2s, bob)));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(due_after(1s - 1ms), Ids{});
    EXPECT_EQ(due_after(1s), ids({2}));
    EXPECT_EQ(due_after(1h), ids({2, 1}));
    EXPECT_EQ(due_after(1h, Channel::email, 1), ids({2}));
    EXPECT_EQ(due_after(1h, Channel::sms), ids({3}));
    EXPECT_EQ(due_after(1h, Channel::slack), Ids{});
    EXPECT_EQ(store->outbox.next_due(Channel::email), start_of_test() + 1s);
    EXPECT_EQ(store->outbox.next_due(Channel::sms), start_of_test() + 2s);
    EXPECT_EQ(store->outbox.next_due(Channel::console), std::nullopt);
  }
}

TEST_P(OutboxContract, knows_which_attempts_are_in_flight) {
  const auto page = started(a_page(1));
  keep(adding(a_page(1)), adding(a_page_due(2, 1h)));
  keep(saving(page));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(store->outbox.in_flight(), ids({1}));
    EXPECT_EQ(due_after(0s), Ids{});
    EXPECT_EQ(of_the_alert(), ids({1, 2}));
    EXPECT_EQ(*store->outbox.get(page.id), page);
  }
}

TEST_P(OutboxContract, gives_a_retry_when_it_is_due) {
  auto page = started(a_page(1));
  keep(adding(page));
  EXPECT_EQ(page.record(1, {AttemptResult::Verdict::try_again, "busy", 2min}, start_of_test()),
            RecordOutcome::retrying);
  keep(saving(page));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(due_after(2min - 1ms), Ids{});
    EXPECT_EQ(due_after(2min), ids({1}));
    EXPECT_EQ(store->outbox.in_flight(), Ids{});
    EXPECT_EQ(*store->outbox.get(page.id), page);
  }
}

TEST_P(OutboxContract, lets_go_what_has_ended) {
  const auto sent = told(started(a_page(1)));
  keep(adding(a_page(1)));

  keep([&](Store& inside) {
    inside.outbox.save(sent);
    EXPECT_FALSE(inside.outbox.get(sent.id));
    EXPECT_EQ(of_the_alert(), Ids{});
  });
  expect_gone(1);
  EXPECT_EQ(store->outbox.size(), 0U);
  EXPECT_EQ(ended(), std::vector{sent});

  restart();
  expect_gone(1);
  EXPECT_EQ(ended(), std::vector{sent});
}

TEST_P(OutboxContract, remembers_what_is_made_and_ended_in_one_batch) {
  const auto page = cancelled(a_page(1));
  keep(adding(a_page(1)), saving(page), [this](Store&) { expect_gone(1); });

  expect_gone(1);
  EXPECT_EQ(ended(), std::vector{page});
}

TEST_P(OutboxContract, waits_for_the_result_of_a_cancelled_attempt_in_flight) {
  const auto page = cancelled(started(a_page(1)));
  keep(adding(a_page(1)));
  keep(saving(page));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(*store->outbox.get(page.id), page);
    EXPECT_EQ(store->outbox.in_flight(), ids({1}));
    EXPECT_EQ(due_after(1h), Ids{});
    EXPECT_EQ(ended(), std::vector<Notification>{});
  }
}

TEST_P(OutboxContract, takes_back_what_is_rolled_back) {
  keep(adding(a_page(1)));

  ASSERT_TRUE(store->begin_batch());
  roll_back([](Store& inside) {
    inside.outbox.save(cancelled(a_page(1)));
    inside.outbox.add(a_page(2));
  });
  EXPECT_EQ(of_the_alert(), ids({1}));
  ASSERT_TRUE(store->commit_batch());

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(*store->outbox.get(notification_id(1)), a_page(1));
    EXPECT_EQ(due_after(1h), ids({1}));
  }
}

TEST_P(OutboxContract, takes_back_what_the_disk_has_refused) {
  keep(adding(a_page(1)), adding(a_page(2)));

  lose(saving(started(a_page(1))), saving(told(started(a_page(2)))), adding(a_page(3)));
  EXPECT_EQ(due_after(1h), ids({1, 2}));
  EXPECT_EQ(of_the_alert(), ids({1, 2}));
  EXPECT_EQ(store->outbox.in_flight(), Ids{});
  EXPECT_EQ(ended(), std::vector<Notification>{});

  keep(adding(a_page(3)));
  for (int run = 0; run < 2; ++run, restart())
    EXPECT_EQ(due_after(1h), ids({1, 2, 3}));
}

TEST_P(OutboxContract, lists_the_newest_first_in_stretches) {
  keep(adding(a_page(1)), adding(a_page(2, bob)), adding(a_page(3)));
  keep(saving(started(a_page(3))));
  auto filter = all_of(acme);

  const auto newest = store->outbox.list(filter, std::nullopt, 2);
  ASSERT_TRUE(newest);
  EXPECT_EQ(newest->rows, (std::vector{started(a_page(3)), a_page(2, bob)}));
  ASSERT_EQ(newest->resume_before, notification_id(2));
  const auto rest = store->outbox.list(filter, newest->resume_before, 2);
  EXPECT_EQ(rest->rows, std::vector{a_page(1)});
  EXPECT_EQ(rest->resume_before, std::nullopt);

  filter.status = NotificationStatus::sending;
  EXPECT_EQ(store->outbox.list(filter, std::nullopt, 10)->rows.size(), 1U);
  EXPECT_TRUE(store->outbox.list(all_of({"other"}), std::nullopt, 10)->rows.empty());
}

INSTANTIATE_TEST_SUITE_P(Kept, OutboxContract, every_disk(), name_of_disk);

}  // namespace
}  // namespace tocsin::tests
