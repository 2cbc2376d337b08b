#include "tests/simulation/sqlite/ledger/difference.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "adapters/sqlite/database/connection.hpp"
#include "adapters/sqlite/database/row_reading.hpp"
#include "adapters/sqlite/database/statement.hpp"
#include "adapters/sqlite/history.hpp"
#include "tests/adapters/records/any_references.hpp"
#include "tests/adapters/sqlite/kept.hpp"
#include "tests/adapters/sqlite/samples.hpp"

namespace tocsin::simulation {

using namespace domain;
using adapters::sqlite::Connection;
using adapters::sqlite::DataDirectory;
using adapters::sqlite::SqliteHistory;
using adapters::sqlite::Statement;
using tests::acme;
using tests::FakeLedger;
using tests::Kept;

namespace {

constexpr std::size_t all = 10'000;  // more than a run has

template <typename Rows>
std::string said(const std::string& what, const Rows& kept, const Rows& expected) {
  if (kept == expected) return {};
  const auto [first, other] =
      std::mismatch(kept.begin(), kept.end(), expected.begin(), expected.end());
  return what + ": " + std::to_string(kept.size()) + " kept, " + std::to_string(expected.size()) +
         " expected, not the same from number " + std::to_string(first - kept.begin()) + "; ";
}

// The values that pointers point to: who has made them does not matter.
template <typename Shared>
auto values(const std::vector<Shared>& rows) {
  std::vector<std::pair<std::decay_t<decltype(*rows[0].first)>, bool>> values;
  for (const auto& [row, flag] : rows)
    values.emplace_back(*row, flag);
  return values;
}

// Without the versions that nothing goes by any more: when they go is for the ledger to say.
auto policies_in_use(const Kept& kept) {
  auto policies = values(kept.policies);
  std::erase_if(policies, [&](const auto& row) {
    const auto& [policy, is_current] = row;
    return !is_current &&
           std::none_of(kept.alerts.begin(), kept.alerts.end(), [&](const auto& alert) {
             const auto& escalation = alert.alert.escalation;
             return escalation && escalation->policy() && *escalation->policy() == policy;
           });
  });
  return policies;
}

Workflow taken(SharedWorkflow& workflow) {
  auto value = workflow ? *workflow : Workflow{};
  workflow.reset();
  return value;
}

auto watches_of(const Kept& kept) {
  std::vector<std::pair<std::pair<ports::RowKey, WatchedSubject>, std::vector<Workflow>>> rows;
  for (auto [key, subject] : kept.watches) {
    std::vector<Workflow> workflows;
    for (auto& watch : subject.watches)
      workflows.push_back(taken(watch.follows));
    rows.emplace_back(std::pair{key, std::move(subject)}, std::move(workflows));
  }
  return rows;
}

auto runs_of(const Kept& kept) {
  std::vector<std::pair<std::pair<ports::RowKey, Run>, Workflow>> rows;
  for (auto [key, run] : kept.runs) {
    auto workflow = taken(run.workflow);
    rows.emplace_back(std::pair{key, std::move(run)}, std::move(workflow));
  }
  return rows;
}

// Their order is nobody's business.
std::vector<ServiceLog> by_name(std::vector<ServiceLog> logs) {
  std::sort(logs.begin(), logs.end(), [](const auto& a, const auto& b) {
    return a.service() < b.service();
  });
  return logs;
}

template <typename Filter>
Filter of_acme() {
  Filter filter;
  filter.tenant = acme;
  return filter;
}

// Of its policy a closed alert knows the name only.
std::vector<Alert> closed_alerts(ports::AlertReader& reader) {
  auto list = reader.list(of_acme<ports::AlertFilter>(), std::nullopt, all);
  if (!list) return {};
  for (auto& alert : list->rows)
    alert.escalation.reset();
  return std::move(list->rows);
}

std::vector<Notification> ended_notifications(ports::NotificationReader& reader) {
  const auto list = reader.list(of_acme<ports::NotificationFilter>(), std::nullopt, all);
  return list ? list->rows : std::vector<Notification>{};
}

auto ended_runs(ports::RunReader& reader) {
  const auto list = reader.list(of_acme<ports::RunFilter>(), std::nullopt, all);
  std::vector<std::pair<Run, Workflow>> runs;
  if (!list) return runs;
  for (auto run : list->rows) {
    auto workflow = taken(run.workflow);
    runs.emplace_back(std::move(run), std::move(workflow));
  }
  return runs;
}

template <typename Reader>
auto timelines(Reader& reader, const std::vector<Alert>& alerts) {
  std::vector<std::vector<TimelineEntry>> entries;
  for (const auto& alert : alerts) {
    const auto shown = reader.find(acme, alert.id);
    if (!shown || !*shown) continue;
    const auto read = reader.read((*shown)->timeline, all);
    entries.push_back(read ? *read : std::vector<TimelineEntry>{});
  }
  return entries;
}

using JournalLine = std::tuple<Time, std::string, std::string>;

std::vector<JournalLine> journal_of(Connection& connection) {
  Statement statement{connection,
                      "SELECT value ->> 0, value ->> 4, value ->> 5 "
                      "FROM journal_packs, json_each(entries) ORDER BY seq, key"};
  std::vector<JournalLine> lines;
  auto rows = statement.query();
  while (rows.next()) {
    auto& [at, body, result] = lines.emplace_back();
    rows.read(at, body, result);
  }
  return lines;
}

std::vector<JournalLine> journal_of(FakeLedger& model) {
  std::vector<JournalLine> lines;
  for (const auto& entry : model.journal())
    lines.emplace_back(entry.at, entry.body, entry.result);
  return lines;
}

// Each receipt that is there is the model's. (Each alert has one.)
std::vector<EventReceipt> receipts_of(Connection& connection) {
  Statement statement{connection, "SELECT record FROM event_receipts ORDER BY seq"};
  std::vector<EventReceipt> receipts;
  auto rows = statement.query();
  while (rows.next()) {
    const auto receipt = adapters::sqlite::read_record<EventReceipt>(rows, tests::AnyReferences{});
    if (receipt) receipts.push_back(*receipt);
  }
  return receipts;
}

std::vector<EventReceipt> same_receipts(FakeLedger& model, const std::vector<EventReceipt>& kept) {
  std::vector<EventReceipt> receipts;
  for (const auto& receipt : kept) {
    const auto found = model.find_receipt(receipt.tenant, receipt.event_id);
    if (*found) receipts.push_back(**found);
  }
  return receipts;
}

}  // namespace

Result<Kept> read_all(ports::Ledger& ledger) {
  Kept kept;
  if (const auto read = ledger.read(kept); !read) return Failure{read.error()};
  return kept;
}

std::string difference(const Kept& kept, const Kept& expected) {
  return said("policies", policies_in_use(kept), policies_in_use(expected)) +
         said("services", kept.services, expected.services) +
         said("clients", kept.clients, expected.clients) +
         said("subscriptions", kept.subscriptions, expected.subscriptions) +
         said("seeded tenants", kept.seeded_tenants, expected.seeded_tenants) +
         said("log windows", by_name(kept.service_logs), by_name(expected.service_logs)) +
         said("open alerts", kept.alerts, expected.alerts) +
         said("timers", kept.timers, expected.timers) +
         said("notifications", kept.notifications, expected.notifications) +
         said("early resolves", kept.early_resolves, expected.early_resolves) +
         said("workflows", values(kept.workflows), values(expected.workflows)) +
         said("watches", watches_of(kept), watches_of(expected)) +
         said("runs", runs_of(kept), runs_of(expected)) +
         said("scheduled jobs", kept.jobs, expected.jobs) +
         said("end of the timeline",
              std::vector{kept.timeline_end},
              std::vector{expected.timeline_end});
}

std::string difference(ports::Ledger& ledger, FakeLedger& model) {
  const auto kept = read_all(ledger);
  return kept ? difference(*kept, *read_all(model)) : "it cannot be read: " + kept.error().message;
}

std::string history_difference(const DataDirectory& directory, FakeLedger& model) {
  SqliteHistory history{directory};
  const auto connection = Connection::open(directory.database(), Connection::Mode::read_only);
  if (!connection) return connection.error().message;
  Kept open;
  if (const auto read = model.read(open); !read) return read.error().message;
  const auto closed = closed_alerts(model);
  const auto receipts = receipts_of(**connection);
  return said("closed alerts", closed_alerts(history), closed) +
         said("timelines", timelines(history, closed), timelines(model, closed)) +
         said("ended notifications", ended_notifications(history), ended_notifications(model)) +
         said("ended runs", ended_runs(history), ended_runs(model)) +
         said("journal", journal_of(**connection), journal_of(model)) +
         said("receipts", receipts, same_receipts(model, receipts)) +
         said("number of receipts",
              std::vector{receipts.size()},
              std::vector{closed.size() + open.alerts.size()});
}

std::string damage(const DataDirectory& directory) {
  const auto connection = Connection::open(directory.database(), Connection::Mode::read_only);
  if (!connection) return connection.error().message;
  Statement check{**connection, "PRAGMA integrity_check"};
  std::string_view answer;
  auto rows = check.query();
  if (!rows.next()) return "the integrity check gives no answer: " + check.fault().message;
  rows.read(answer);
  return answer == "ok" ? std::string{} : std::string{answer};
}

}  // namespace tocsin::simulation
