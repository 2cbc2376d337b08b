#include "adapters/sqlite/history.hpp"

#include <thread>

#include "adapters/sqlite/history_connection.hpp"
#include "tests/adapters/sqlite/kept.hpp"
#include "tests/adapters/sqlite/samples.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::sqlite::Connection;
using adapters::sqlite::HistoryConnection;
using adapters::sqlite::SqliteHistory;

template <typename Filter, typename Set>
Filter filter_of_acme(Set set) {
  Filter filter;
  filter.tenant = acme;
  set(filter);
  return filter;
}

constexpr auto everything = [](auto&) {};

template <typename Set = decltype(everything)>
ports::AlertFilter alerts_where(Set set = everything) {
  return filter_of_acme<ports::AlertFilter>(set);
}

template <typename Set = decltype(everything)>
ports::NotificationFilter notifications_where(Set set = everything) {
  return filter_of_acme<ports::NotificationFilter>(set);
}

class History : public LedgerTest {
 protected:
  void SetUp() override {
    open();
    history.emplace(*data);
  }

  void archive(const std::vector<Alert>& alerts) {
    commit([&](auto& to) {
      for (const auto& alert : alerts)
        to.archive_alert(++key, alert, 0);
    });
  }

  std::vector<AlertId> ids(const ports::AlertFilter& filter) {
    const auto slice = history->list(filter, std::nullopt, 100);
    EXPECT_TRUE(slice) << slice.error().message;
    std::vector<AlertId> found;
    for (const auto& alert : slice->rows)
      found.push_back(alert.id);
    return found;
  }

  static std::vector<AlertId> alerts(std::initializer_list<std::uint64_t> numbers) {
    std::vector<AlertId> named;
    for (const auto number : numbers)
      named.push_back(nth<AlertId>(number));
    return named;
  }

  std::optional<SqliteHistory> history;
  ports::RowKey key = 0;
};

TEST_F(History, finds_a_closed_alert_as_it_was) {
  const auto full = full_alert(nullptr);
  commit([&](auto& to) { to.archive_alert(1, full, 5); });

  const auto found = history->find(acme, full.id);

  ASSERT_TRUE(found);
  ASSERT_TRUE(*found);
  EXPECT_EQ((*found)->alert, full);
  EXPECT_EQ((*found)->timeline, 5);
}

TEST_F(History, finds_nothing_that_is_open_or_of_another_tenant) {
  archive({resolved_alert(1)});
  commit([](auto& to) { to.put_alert(9, plain_alert(2), 0); });

  EXPECT_EQ(history->find({"other"}, nth<AlertId>(1))->has_value(), false);
  EXPECT_EQ(history->find(acme, nth<AlertId>(2))->has_value(), false);
}

TEST_F(History, knows_the_policy_of_a_closed_alert_by_its_name) {
  auto alert = resolved_alert(1);
  alert.escalation = Escalation{
      std::make_shared<const EscalationPolicy>(policy(4)), EscalationState::exhausted, 2, 0, 3};
  archive({alert});

  const auto escalation = (*history->find(acme, alert.id))->alert.escalation;

  ASSERT_TRUE(escalation);
  EXPECT_EQ(escalation->state(), EscalationState::exhausted);
  EXPECT_EQ(escalation->level(), 2);
  EXPECT_EQ(escalation->policy()->id, policy(4).id);
  EXPECT_EQ(escalation->policy()->version, 4U);
  EXPECT_TRUE(escalation->targets().empty());
}

TEST_F(History, follows_the_timeline_of_an_alert_that_is_archived) {
  commit([](auto& to) { to.add_timeline_entry(1, 0, timeline_entry(1, "resolved")); });
  commit([](auto& to) { to.archive_alert(1, resolved_alert(1), 1); });

  commit([](auto& to) {
    to.add_archived_timeline_entry(7, timeline_entry(1, "sent"));
    to.add_archived_timeline_entry(8, timeline_entry(1, "sent, too"));
  });

  EXPECT_EQ((*history->find(acme, nth<AlertId>(1)))->timeline, 8);
  EXPECT_EQ(*history->read(8, 10),
            (std::vector{timeline_entry(1, "resolved"),
                         timeline_entry(1, "sent"),
                         timeline_entry(1, "sent, too")}));
}

TEST_F(History, finds_the_newest_alert_of_each_manager_or_service_by_key) {
  auto of_another_manager = resolved_alert(3);
  of_another_manager.manager.value = "shipping";
  auto of_a_service = resolved_alert(4);
  of_a_service.manager = {};
  of_a_service.service.value = "billing";
  auto of_another_key = resolved_alert(5);
  of_another_key.dedup_key = "memory";
  archive({resolved_alert(1), resolved_alert(2), of_another_manager, of_a_service, of_another_key});

  const auto found = history->find_by_key(acme, "disk");

  ASSERT_TRUE(found);
  std::vector<AlertId> newest;
  for (const auto& shown : *found)
    newest.push_back(shown.alert.id);
  EXPECT_EQ(newest, alerts({4, 3, 2}));
  EXPECT_TRUE(history->find_by_key({"other"}, "disk")->empty());
}

TEST_F(History, lists_the_newest_first_whatever_was_closed_first) {
  archive({resolved_alert(2), resolved_alert(3), resolved_alert(1)});

  EXPECT_EQ(ids(alerts_where()), alerts({3, 2, 1}));
}

TEST_F(History, lists_what_the_filter_accepts) {
  auto child = resolved_alert(1);
  child.parent = nth<AlertId>(9);
  auto grave = resolved_alert(2);
  grave.severity = *Severity::parse("critical");
  auto of_a_manager = resolved_alert(3);
  of_a_manager.manager.value = "shipping";
  auto of_a_service = resolved_alert(4);
  of_a_service.service.value = "billing";
  auto of_another_tenant = resolved_alert(5);
  of_another_tenant.tenant.value = "other";
  of_another_tenant.parent = nth<AlertId>(9);
  archive({child, grave, of_a_manager, of_a_service, of_another_tenant});

  struct Case {
    ports::AlertFilter filter;
    std::vector<AlertId> expected;
  };
  const std::vector<Case> cases{
      {alerts_where(), alerts({4, 3, 2, 1})},
      {alerts_where([](auto& to) { to.tenant = TenantId{"other"}; }), alerts({5})},
      {alerts_where([](auto& to) { to.status = AlertStatus::resolved; }), alerts({4, 3, 2, 1})},
      {alerts_where([](auto& to) { to.status = AlertStatus::active; }), {}},
      {alerts_where([](auto& to) { to.type = AlertType::child; }), alerts({1})},
      {alerts_where([](auto& to) { to.manager = EventManagerId{"shipping"}; }), alerts({3})},
      {alerts_where([](auto& to) { to.service = ServiceId{"billing"}; }), alerts({4})},
      {alerts_where([](auto& to) { to.severity = Severity::parse("CRITICAL"); }), alerts({2})},
      {alerts_where([](auto& to) { to.parent = nth<AlertId>(9); }), alerts({1})},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(&row - cases.data());
    EXPECT_EQ(ids(row.filter), row.expected);
  }
}

TEST_F(History, goes_on_where_a_stretch_ended) {
  archive({resolved_alert(1), resolved_alert(2), resolved_alert(3)});

  const auto first = history->list(alerts_where(), std::nullopt, 2);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->rows.size(), 2U);
  ASSERT_EQ(first->resume_before, nth<AlertId>(2));

  const auto second = history->list(alerts_where(), first->resume_before, 2);
  ASSERT_TRUE(second);
  ASSERT_EQ(second->rows.size(), 1U);
  EXPECT_EQ(second->rows[0].id, nth<AlertId>(1));
  EXPECT_EQ(second->resume_before, std::nullopt);
}

TEST_F(History, stops_looking_after_so_many_rows) {
  auto wanted = resolved_alert(1);
  wanted.service.value = "billing";
  std::vector<Alert> many{wanted};
  while (many.size() <= SqliteHistory::max_examined)
    many.push_back(resolved_alert(many.size() + 1));
  archive(many);
  const auto filter = alerts_where([](auto& to) { to.service = ServiceId{"billing"}; });

  const auto first = history->list(filter, std::nullopt, 10);
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->rows.empty());
  ASSERT_EQ(first->resume_before, nth<AlertId>(2));

  const auto second = history->list(filter, first->resume_before, 10);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->rows.size(), 1U);
}

TEST_F(History, lists_notifications_by_tenant_alert_and_status) {
  auto of_another_alert = ended_notification(2, DeliveryStatus::sent);
  of_another_alert.alert = nth<AlertId>(8);
  commit([&](auto& to) {
    to.archive_notification(1, plain_notification(1));
    to.archive_notification(2, of_another_alert);
    to.archive_notification(3, full_notification());
  });
  const auto found = [&](const ports::NotificationFilter& filter) {
    return history->list(filter, std::nullopt, 10)->rows;
  };

  EXPECT_EQ(found(notifications_where()),
            (std::vector{full_notification(), of_another_alert, plain_notification(1)}));
  EXPECT_EQ(found(notifications_where([](auto& to) { to.alert = nth<AlertId>(8); })),
            std::vector{of_another_alert});
  EXPECT_EQ(found(notifications_where([](auto& to) { to.status = NotificationStatus::sent; })),
            std::vector{of_another_alert});
  EXPECT_TRUE(found(notifications_where([](auto& to) {
                to.tenant = TenantId{"other"};
                to.alert = nth<AlertId>(8);
              })).empty());
}

TEST_F(History, finds_a_notification_as_it_was) {
  commit([](auto& to) {
    to.archive_notification(1, full_notification());
    to.archive_notification(2, plain_notification(2));
  });

  EXPECT_EQ(*history->find_notification(acme, full_notification().id), full_notification());
  EXPECT_EQ(*history->find_notification(acme, nth<NotificationId>(2)), plain_notification(2));
  EXPECT_EQ(*history->find_notification({"other"}, nth<NotificationId>(2)), std::nullopt);
  EXPECT_EQ(*history->find_notification(acme, nth<NotificationId>(3)), std::nullopt);
}

TEST_F(History, finds_the_few_that_failed_among_many_by_an_index) {
  auto half = ended_notification(2, DeliveryStatus::sent);
  half.deliveries.push_back(ended_notification(2, DeliveryStatus::failed).deliveries[0]);
  half.client.value = "team-a";
  auto of_another_tenant = ended_notification(3, DeliveryStatus::failed);
  of_another_tenant.tenant.value = "other";
  commit([&](auto& to) {
    to.archive_notification(1, ended_notification(1, DeliveryStatus::failed));
    to.archive_notification(1, half);
    to.archive_notification(1, of_another_tenant);
    to.archive_notification(1, plain_notification(4));
    for (std::uint64_t n = 10; n < 10 + SqliteHistory::max_examined; ++n)
      to.archive_notification(1, ended_notification(n, DeliveryStatus::sent));
  });

  // One that looked at every row would have had to stop before it came to these.
  const auto failed =
      history->list(notifications_where([](auto& to) { to.failed = true; }), std::nullopt, 10);
  ASSERT_TRUE(failed);
  EXPECT_EQ(
      failed->rows,
      (std::vector{plain_notification(4), half, ended_notification(1, DeliveryStatus::failed)}));
  EXPECT_EQ(failed->resume_before, std::nullopt);

  const auto of_a_client = history->list(
      notifications_where([](auto& to) { to.client = ClientId{"team-a"}; }), std::nullopt, 10);
  ASSERT_TRUE(of_a_client);
  EXPECT_EQ(of_a_client->rows, std::vector{half});
  EXPECT_EQ(of_a_client->resume_before, std::nullopt);

  const auto of_no_client = history->list(
      notifications_where([](auto& to) { to.client = ClientId{}; }), std::nullopt, 10);
  EXPECT_TRUE(of_no_client->rows.empty());
}

TEST_F(History, says_so_when_a_notification_cannot_be_understood) {
  commit([](auto& to) { to.archive_notification(1, pending_notification(1)); });
  const auto connection = Connection::open(data->database(), Connection::Mode::read_write);
  ASSERT_TRUE((*connection)->execute("UPDATE notification_history SET record = '[1,[1]]'"));

  EXPECT_FALSE(history->find_notification(acme, nth<NotificationId>(1)));
  EXPECT_FALSE(history->list(notifications_where(), std::nullopt, 10));
}

TEST_F(History, pages_through_notifications) {
  commit([](auto& to) {
    for (const std::uint64_t n : {1U, 2U, 3U}) {
      to.archive_notification(static_cast<ports::RowKey>(n), plain_notification(n));
    }
  });

  const auto rest = history->list(notifications_where(), nth<NotificationId>(3), 1);

  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->rows, std::vector{plain_notification(2)});
  EXPECT_EQ(rest->resume_before, nth<NotificationId>(2));
}

TEST_F(History, tells_the_timeline_of_one_alert_oldest_first) {
  commit([](auto& to) {
    to.add_timeline_entry(1, 0, timeline_entry(1, "first"));
    to.add_timeline_entry(2, 0, timeline_entry(2, "of another"));
    to.add_timeline_entry(3, 1, timeline_entry(1, "second"));
    to.add_timeline_entry(4, 3, timeline_entry(1, "third"));
  });

  EXPECT_EQ(*history->read(3, 10),
            (std::vector{timeline_entry(1, "first"), timeline_entry(1, "second")}));
  EXPECT_EQ(*history->read(4, 2),
            (std::vector{timeline_entry(1, "second"), timeline_entry(1, "third")}));
  EXPECT_TRUE(history->read(0, 10)->empty());
}

TEST_F(History, tells_a_timeline_that_is_spread_over_many_batches_among_others) {
  constexpr int batches = 3;
  constexpr int in_each = 200;
  ports::TimelineMark mark = 0;
  ports::TimelineMark before = 0;
  std::vector<TimelineEntry> expected;
  for (int batch = 0; batch < batches; ++batch) {
    commit([&](auto& to) {
      for (int entry = 0; entry < in_each; ++entry) {
        const bool is_its = entry % 7 == 0;
        const auto said =
            timeline_entry(is_its ? 1 : 2, "said \"" + std::to_string(mark) + "\\ü\"\n");
        to.add_timeline_entry(++mark, is_its ? before : 0, said);
        if (is_its) before = mark;
        if (is_its) expected.push_back(said);
      }
    });
  }

  EXPECT_EQ(*history->read(before, 1000), expected);
}

TEST_F(History, is_read_by_many_threads_while_the_ledger_writes) {
  archive({resolved_alert(1)});
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 4; ++reader) {
    readers.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        EXPECT_TRUE(history->find(acme, nth<AlertId>(1)));
      }
    });
  }

  for (std::uint64_t n = 2; n < 20; ++n)
    archive({resolved_alert(n)});

  for (auto& reader : readers)
    reader.join();
  EXPECT_EQ(ids(alerts_where()).size(), 19U);
}

TEST_F(History, gives_up_what_takes_too_long) {
  std::vector<Alert> many;
  for (std::uint64_t n = 1; n < 1000; ++n)
    many.push_back(resolved_alert(n));
  archive(many);
  const auto connection = *HistoryConnection::open(data->database());
  const auto nobody = alerts_where([](auto& to) { to.service = ServiceId{"none"}; });

  connection->set_deadline(std::chrono::steady_clock::now() - 1s);
  const auto late = connection->list(nobody, std::nullopt, 10);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error(),
            (Error{ErrorKind::unavailable, "the database took too long to answer", ""}));

  // The next read has time of its own.
  connection->set_deadline(std::chrono::steady_clock::now() + 1h);
  EXPECT_TRUE(connection->list(nobody, std::nullopt, 10));
}

TEST_F(History, needs_a_database) {
  const auto empty = DataDirectory::open(directory.path() / "empty");
  SqliteHistory nothing{*empty};

  const auto refused = nothing.find(acme, nth<AlertId>(1));

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace tocsin::tests
