#include <algorithm>

#include "tests/contracts/working_set.hpp"
#include "tests/fakes/delivery.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::memory::Store;

using NotificationIds = std::vector<NotificationId>;
using Due = std::vector<DeliveryRef>;

NotificationIds notification_ids(std::initializer_list<std::uint64_t> numbers) {
  NotificationIds named;
  for (const auto number : numbers)
    named.push_back(notification_id(number));
  return named;
}

// The first deliveries of these.
Due firsts(std::initializer_list<std::uint64_t> numbers) {
  Due named;
  for (const auto number : numbers)
    named.push_back({notification_id(number), 0});
  return named;
}

DeliveryRef delivery(std::uint64_t n, std::uint16_t index) { return {notification_id(n), index}; }

Notification a_page_due(std::uint64_t n, Duration after, const Target& target = alice) {
  auto page = a_page(n, target);
  page.deliveries[0].next_attempt_at = start_of_test() + after;
  return page;
}

Notification started(Notification page, std::size_t index = 0) {
  auto& delivery = page.deliveries[index];
  delivery.start(delivery.next_attempt_at);
  return page;
}

Notification recorded(Notification page, const AttemptResult& result, std::size_t index = 0) {
  auto& delivery = page.deliveries[index];
  delivery.record(delivery.attempt_count, result, 0.5, start_of_test());
  return page;
}

Notification told(Notification page, std::size_t index = 0) {
  return recorded(std::move(page), {}, index);
}

Notification refused(Notification page, std::size_t index = 0) {
  return recorded(std::move(page), {AttemptResult::Verdict::refused, "no such address", {}}, index);
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
  Due due_after(Duration passed, Channel channel = Channel::email, std::size_t limit = 100) {
    return due_on(store->outbox, channel, start_of_test() + passed, limit);
  }

  std::optional<Time> next_due(Channel channel) {
    return store->outbox.next_due(channel, [](const std::string&) { return true; });
  }

  NotificationIds of_the_alert() { return store->outbox.of(alert_id(1)); }

  void expect_gone(std::uint64_t n) {
    const auto found = store->outbox.get(notification_id(n));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::not_found);
    EXPECT_EQ(of_the_alert(), NotificationIds{});
    EXPECT_EQ(due_after(1h), Due{});
    EXPECT_EQ(next_due(Channel::email), std::nullopt);
    EXPECT_EQ(store->outbox.in_flight(), NotificationIds{});
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
    EXPECT_EQ(of_the_alert(), notification_ids({1}));
  });

  EXPECT_EQ(*store->outbox.get(page.id), page);
  EXPECT_EQ(of_the_alert(), notification_ids({1}));
  EXPECT_EQ(due_after(0s), firsts({1}));

  restart();
  EXPECT_EQ(*store->outbox.get(page.id), page);
  EXPECT_EQ(of_the_alert(), notification_ids({1}));
  EXPECT_EQ(due_after(0s), firsts({1}));
}

TEST_P(OutboxContract, gives_each_channel_its_own_that_has_waited_longest_first) {
  keep(adding(a_page_due(1, 3s)), adding(a_page_due(2, 1s)), adding(a_page_due(3, 2s, bob)));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(due_after(1s - 1ms), Due{});
    EXPECT_EQ(due_after(1s), firsts({2}));
    EXPECT_EQ(due_after(1h), firsts({2, 1}));
    EXPECT_EQ(due_after(1h, Channel::email, 1), firsts({2}));
    EXPECT_EQ(due_after(1h, Channel::sms), firsts({3}));
    EXPECT_EQ(due_after(1h, Channel::slack), Due{});
    EXPECT_EQ(next_due(Channel::email), start_of_test() + 1s);
    EXPECT_EQ(next_due(Channel::sms), start_of_test() + 2s);
    EXPECT_EQ(next_due(Channel::console), std::nullopt);
  }
}

TEST_P(OutboxContract, knows_which_attempts_are_in_flight) {
  const auto page = started(a_page(1));
  keep(adding(a_page(1)), adding(a_page_due(2, 1h)));
  keep(saving(page));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(store->outbox.in_flight(), notification_ids({1}));
    EXPECT_EQ(due_after(0s), Due{});
    EXPECT_EQ(of_the_alert(), notification_ids({1, 2}));
    EXPECT_EQ(*store->outbox.get(page.id), page);
  }
}

TEST_P(OutboxContract, gives_a_retry_when_it_is_due) {
  auto page = started(a_page(1));
  keep(adding(page));
  page = recorded(page, {AttemptResult::Verdict::try_again, "busy", 2min});
  keep(saving(page));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(due_after(2min - 1ms), Due{});
    EXPECT_EQ(due_after(2min), firsts({1}));
    EXPECT_EQ(store->outbox.in_flight(), NotificationIds{});
    EXPECT_EQ(*store->outbox.get(page.id), page);
  }
}

TEST_P(OutboxContract, lets_go_what_has_ended) {
  const auto sent = told(started(a_page(1)));
  keep(adding(a_page(1)));

  keep([&](Store& inside) {
    inside.outbox.save(sent);
    EXPECT_FALSE(inside.outbox.get(sent.id));
    EXPECT_EQ(of_the_alert(), NotificationIds{});
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
    EXPECT_EQ(store->outbox.in_flight(), notification_ids({1}));
    EXPECT_EQ(due_after(1h), Due{});
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
  EXPECT_EQ(of_the_alert(), notification_ids({1}));
  ASSERT_TRUE(store->commit_batch());

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(*store->outbox.get(notification_id(1)), a_page(1));
    EXPECT_EQ(due_after(1h), firsts({1}));
  }
}

TEST_P(OutboxContract, takes_back_what_the_disk_has_refused) {
  keep(adding(a_page(1)), adding(a_page(2)));

  lose(saving(started(a_page(1))), saving(told(started(a_page(2)))), adding(a_page(3)));
  EXPECT_EQ(due_after(1h), firsts({1, 2}));
  EXPECT_EQ(of_the_alert(), notification_ids({1, 2}));
  EXPECT_EQ(store->outbox.in_flight(), NotificationIds{});
  EXPECT_EQ(ended(), std::vector<Notification>{});

  keep(adding(a_page(3)));
  for (int run = 0; run < 2; ++run, restart())
    EXPECT_EQ(due_after(1h), firsts({1, 2, 3}));
}

TEST_P(OutboxContract, lists_the_newest_first_in_stretches) {
  keep(adding(a_page(1)), adding(a_page(2, bob)), adding(a_page(3)));
  keep(saving(started(a_page(3))));
  const auto filter = all_of(acme);

  const auto newest = store->outbox.list(filter, std::nullopt, 2);
  ASSERT_TRUE(newest);
  EXPECT_EQ(newest->rows, (std::vector{started(a_page(3)), a_page(2, bob)}));
  ASSERT_EQ(newest->resume_before, notification_id(2));
  const auto rest = store->outbox.list(filter, newest->resume_before, 2);
  EXPECT_EQ(rest->rows, std::vector{a_page(1)});
  EXPECT_EQ(rest->resume_before, std::nullopt);

  EXPECT_TRUE(store->outbox.list(all_of({"other"}), std::nullopt, 10)->rows.empty());
}

// Two targets of one notification, on two channels.
Notification a_match(std::uint64_t n) {
  auto match = a_page(n);
  match.kind = NotificationKind::match;
  match.client = {"team-a"};
  match.subscriptions = {{CountingIds::nth(70)}};
  match.about.context = {{"host", "db1"}};
  match.deliveries.push_back(delivery_to(bob, start_of_test()));
  return match;
}

TEST_P(OutboxContract, gives_every_delivery_to_its_own_channel) {
  auto match = a_match(1);
  match.deliveries[1].next_attempt_at += 1s;
  match.deliveries.push_back(delivery_to(carol, start_of_test() + 2s));
  keep(adding(match), adding(a_page_due(2, 1s)));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(due_after(1h), (Due{delivery(2, 0), delivery(1, 0), delivery(1, 2)}));
    EXPECT_EQ(due_after(0s, Channel::sms), Due{});
    EXPECT_EQ(due_after(1s, Channel::sms), Due{delivery(1, 1)});
    EXPECT_EQ(next_due(Channel::sms), start_of_test() + 1s);
    EXPECT_EQ(of_the_alert(), notification_ids({1, 2}));
    EXPECT_EQ(*store->outbox.get(match.id), match);
  }
}

TEST_P(OutboxContract, gives_a_page_before_whatever_else_waits_longer) {
  keep(adding(a_match(1)), adding(a_page_due(2, 1s)), adding(a_page_due(3, 2s)));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(next_due(Channel::email), start_of_test());
    EXPECT_EQ(due_after(0s), Due{delivery(1, 0)});
    EXPECT_EQ(due_after(1h), (Due{delivery(2, 0), delivery(3, 0), delivery(1, 0)}));
    EXPECT_EQ(due_after(1h, Channel::email, 1), Due{delivery(2, 0)});
  }
}

TEST_P(OutboxContract, keeps_a_notification_until_its_last_delivery_has_ended) {
  const auto half = told(started(a_match(1)));
  keep(adding(a_match(1)));
  keep(saving(half));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(due_after(1h), Due{});
    EXPECT_EQ(due_after(1h, Channel::sms), Due{delivery(1, 1)});
    EXPECT_EQ(*store->outbox.get(half.id), half);
    EXPECT_EQ(ended(), std::vector<Notification>{});
  }

  const auto whole = refused(started(half, 1), 1);
  keep(saving(whole));
  expect_gone(1);
  EXPECT_EQ(due_after(1h, Channel::sms), Due{});
  EXPECT_EQ(ended(), std::vector{whole});
}

TEST_P(OutboxContract, knows_what_is_in_flight_by_any_of_its_deliveries) {
  const auto both = started(started(a_match(1)), 1);
  keep(adding(both));
  EXPECT_EQ(store->outbox.in_flight(), notification_ids({1}));

  keep(saving(told(both)));
  for (int run = 0; run < 2; ++run, restart())
    EXPECT_EQ(store->outbox.in_flight(), notification_ids({1}));

  keep(saving(told(told(both), 1)));
  EXPECT_EQ(store->outbox.in_flight(), NotificationIds{});
}

TEST_P(OutboxContract, moves_a_diverted_delivery_to_the_queue_of_its_fallback) {
  keep(adding(a_match(1)));
  auto diverted = a_match(1);
  diverted.deliveries[0].divert(operators, start_of_test() + 5s);
  keep(saving(diverted));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(due_after(1h), Due{});
    EXPECT_EQ(next_due(Channel::email), std::nullopt);
    EXPECT_EQ(due_after(5s - 1ms, Channel::console), Due{});
    EXPECT_EQ(due_after(5s, Channel::console), Due{delivery(1, 0)});
    EXPECT_EQ(due_after(0s, Channel::sms), Due{delivery(1, 1)});
    EXPECT_EQ(*store->outbox.get(diverted.id), diverted);
  }
}

TEST_P(OutboxContract, gives_a_postponed_delivery_when_its_slot_has_come) {
  keep(adding(a_page(1)));
  auto postponed = a_page(1);
  postponed.deliveries[0].postpone(start_of_test() + 30s, true);
  keep(saving(postponed));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(due_after(30s - 1ms), Due{});
    EXPECT_EQ(due_after(30s), firsts({1}));
    EXPECT_EQ(next_due(Channel::email), start_of_test() + 30s);
    EXPECT_TRUE(store->outbox.get(postponed.id)->deliveries[0].has_slot);
  }
}

TEST_P(OutboxContract, ends_at_once_what_is_for_nobody) {
  auto for_nobody = a_match(1);
  for_nobody.deliveries.clear();
  keep(adding(for_nobody));

  expect_gone(1);
  EXPECT_EQ(ended(), std::vector{for_nobody});
}

INSTANTIATE_TEST_SUITE_P(Kept, OutboxContract, every_disk(), name_of_disk);

class RevivedContract : public OutboxContract {
 protected:
  static Notification revived(Notification page) {
    for (auto& delivery : page.deliveries)
      delivery.revive(start_of_test() + 1min);
    return page;
  }

  static auto reviving(Notification page) {
    return [page = std::move(page)](Store& store) { store.outbox.revive(page); };
  }

  std::optional<Notification> find_ended(std::uint64_t n, const TenantId& tenant = acme) {
    const auto found = store->outbox.find_ended(tenant, notification_id(n));
    EXPECT_TRUE(found);
    return *found;
  }

  std::vector<Notification> live() {
    return store->outbox.list(all_of(acme), std::nullopt, 100)->rows;
  }

  const Notification failed = refused(started(a_page(1)));
  const Notification again = revived(failed);
};

TEST_P(RevivedContract, finds_only_what_has_ended) {
  keep(adding(failed), adding(a_page(2)), [this](Store&) {
    // in the same batch, too
    EXPECT_EQ(find_ended(1), failed);
    EXPECT_EQ(find_ended(1, {"other"}), std::nullopt);
    EXPECT_EQ(find_ended(2), std::nullopt);
  });

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(find_ended(1), failed);
    EXPECT_EQ(find_ended(1, {"other"}), std::nullopt);
    EXPECT_EQ(find_ended(2), std::nullopt);
    EXPECT_EQ(find_ended(3), std::nullopt);
  }
}

TEST_P(RevivedContract, sees_what_the_unit_of_work_has_ended_and_revived) {
  keep(adding(a_page(1)), [this](Store& inside) {
    inside.outbox.save(failed);
    EXPECT_EQ(find_ended(1), failed);
    inside.outbox.revive(again);
    EXPECT_EQ(find_ended(1), std::nullopt);
    EXPECT_EQ(*inside.outbox.get(again.id), again);
    EXPECT_EQ(of_the_alert(), notification_ids({1}));
  });

  EXPECT_EQ(live(), std::vector{again});
  EXPECT_EQ(ended(), std::vector<Notification>{});
}

TEST_P(RevivedContract, leaves_the_history_and_is_due_again) {
  keep(adding(failed), adding(refused(started(a_page(2)))));
  keep(reviving(again));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(live(), std::vector{again});
    EXPECT_EQ(ended(), std::vector{refused(started(a_page(2)))});
    EXPECT_EQ(find_ended(1), std::nullopt);
    EXPECT_EQ(due_after(1min - 1ms), Due{});
    EXPECT_EQ(due_after(1min), firsts({1}));
    EXPECT_EQ(of_the_alert(), notification_ids({1}));
  }
}

TEST_P(RevivedContract, is_listed_once_when_it_ends_again) {
  keep(adding(failed));
  const auto told_at_last = told(started(again));
  keep(reviving(again));
  keep(saving(told_at_last));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(live(), std::vector<Notification>{});
    EXPECT_EQ(ended(), std::vector{told_at_last});
  }
}

TEST_P(RevivedContract, is_listed_once_when_it_ends_again_in_the_same_batch) {
  keep(adding(failed));
  const auto told_at_last = told(started(again));
  keep(reviving(again), saving(told_at_last));

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(live(), std::vector<Notification>{});
    EXPECT_EQ(ended(), std::vector{told_at_last});
    EXPECT_EQ(find_ended(1), told_at_last);
    EXPECT_EQ(due_after(1h), Due{});
  }
}

TEST_P(RevivedContract, stays_ended_when_that_is_rolled_back_or_refused) {
  keep(adding(failed));

  ASSERT_TRUE(store->begin_batch());
  roll_back(reviving(again));
  ASSERT_TRUE(store->commit_batch());
  EXPECT_EQ(live(), std::vector<Notification>{});
  EXPECT_EQ(ended(), std::vector{failed});

  lose(reviving(again));
  EXPECT_EQ(find_ended(1), failed);

  // Nothing of it is left for a later batch.
  keep(adding(a_page(2)));
  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(live(), std::vector{a_page(2)});
    EXPECT_EQ(ended(), std::vector{failed});
    EXPECT_EQ(due_after(1h), firsts({2}));
  }
}

INSTANTIATE_TEST_SUITE_P(Kept, RevivedContract, every_disk(), name_of_disk);

class ShownNotificationsContract : public OutboxContract {
 protected:
  // Of the live ones and of those that have ended, by what the filter says.
  template <typename Set>
  NotificationIds shown(Set set) {
    auto filter = all_of(acme);
    set(filter);
    NotificationIds found;
    for (auto* reader :
         {static_cast<ports::NotificationReader*>(&store->outbox), &disk->ended_notifications()}) {
      const auto listed = reader->list(filter, std::nullopt, 100);
      for (const auto& row : listed->rows)
        found.push_back(row.id);
    }
    std::sort(found.begin(), found.end());
    return found;
  }
};

TEST_P(ShownNotificationsContract, are_found_by_id_where_they_are) {
  keep(adding(a_page(1)), adding(cancelled(a_page(2))));

  for (int run = 0; run < 2; ++run, restart()) {
    auto& ended_ones = disk->ended_notifications();
    EXPECT_EQ(*store->outbox.find_notification(acme, notification_id(1)), a_page(1));
    EXPECT_EQ(*store->outbox.find_notification({"other"}, notification_id(1)), std::nullopt);
    EXPECT_EQ(*store->outbox.find_notification(acme, notification_id(2)), std::nullopt);
    EXPECT_EQ(*ended_ones.find_notification(acme, notification_id(2)), cancelled(a_page(2)));
    EXPECT_EQ(*ended_ones.find_notification({"other"}, notification_id(2)), std::nullopt);
    EXPECT_EQ(*ended_ones.find_notification(acme, notification_id(1)), std::nullopt);
  }
}

TEST_P(ShownNotificationsContract, are_listed_by_client_failure_channel_and_status) {
  const auto half_failed = refused(started(a_match(1)));
  auto of_another_client = a_match(5);
  of_another_client.client = {"team-b"};
  auto of_another_tenant = refused(started(a_page(6)));
  of_another_tenant.tenant = {"other"};
  of_another_tenant.client = {"team-a"};
  auto for_nobody = a_page(8);
  for_nobody.deliveries.clear();
  keep(adding(half_failed),                                        // 1: still on its way to bob
       adding(told(started(refused(started(a_match(2))), 1), 1)),  // 2: bob was told
       adding(refused(started(a_page(3)))),
       adding(told(started(a_page(4)))),
       adding(of_another_client),
       adding(of_another_tenant),
       adding(cancelled(a_match(7))),
       adding(for_nobody));

  using Filter = ports::NotificationFilter;
  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(shown([](Filter&) {}), notification_ids({1, 2, 3, 4, 5, 7, 8}));
    EXPECT_EQ(shown([](Filter& to) { to.client = ClientId{"team-a"}; }),
              notification_ids({1, 2, 7}));
    EXPECT_EQ(shown([](Filter& to) { to.client = ClientId{"team-b"}; }), notification_ids({5}));
    EXPECT_EQ(shown([](Filter& to) { to.client = ClientId{"none"}; }), NotificationIds{});
    EXPECT_EQ(shown([](Filter& to) { to.failed = true; }), notification_ids({2, 3, 8}));
    EXPECT_EQ(shown([](Filter& to) { to.channel = Channel::sms; }), notification_ids({1, 2, 5, 7}));
    EXPECT_EQ(shown([](Filter& to) { to.channel = Channel::slack; }), NotificationIds{});
    EXPECT_EQ(shown([](Filter& to) { to.status = NotificationStatus::partial; }),
              notification_ids({2}));
    EXPECT_EQ(shown([](Filter& to) { to.status = NotificationStatus::pending; }),
              notification_ids({1, 5}));
    EXPECT_EQ(shown([](Filter& to) { to.status = NotificationStatus::suppressed; }),
              notification_ids({7}));
    EXPECT_EQ(shown([](Filter& to) {
                to.client = ClientId{"team-a"};
                to.failed = true;
                to.channel = Channel::sms;
              }),
              notification_ids({2}));
  }
}

INSTANTIATE_TEST_SUITE_P(Kept, ShownNotificationsContract, every_disk(), name_of_disk);

}  // namespace
}  // namespace tocsin::tests
