#include "adapters/sqlite/history_connection.hpp"

#include <algorithm>
#include <utility>

#include <sqlite3.h>

#include "adapters/records/alerting/alert_record.hpp"
#include "adapters/sqlite/database/row_reading.hpp"
#include "adapters/sqlite/history.hpp"

namespace tocsin::adapters::sqlite {
namespace {

using ports::AlertReader;

constexpr std::size_t cache_megabytes = 16;
constexpr int steps_between_looks_at_the_clock = 1000;

// Returns an id greater than every generated one.
boost::uuids::uuid end_of_ids() {
  boost::uuids::uuid uuid{};
  std::fill(uuid.begin(), uuid.end(), std::uint8_t{0xFF});
  return uuid;
}

// Policies and workflows with only their names, because their versions may have been removed.
class Names : public records::References {
 public:
  std::shared_ptr<const domain::EscalationPolicy> policy(
      const records::PolicyUse& use) const override {
    domain::EscalationPolicy policy;
    policy.tenant = use.tenant;
    policy.id = use.id;
    policy.version = use.version;
    policy.levels.resize(use.level + std::size_t{1});
    return std::make_shared<const domain::EscalationPolicy>(std::move(policy));
  }

  domain::SharedWorkflow workflow(const records::WorkflowUse& use) const override {
    domain::Workflow workflow;
    workflow.tenant = use.tenant;
    workflow.id = use.id;
    workflow.version = use.version;
    workflow.name = use.name;
    workflow.signal_type = use.signal_type;
    return std::make_shared<const domain::Workflow>(std::move(workflow));
  }
};

// The value of a row that could not be read is never used: the query has failed.
template <typename T>
T read_value(Rows& rows) {
  return read_record<T>(rows, Names{}).value_or(T{});
}

AlertReader::Shown read_shown(Rows& rows) {
  ports::TimelineMark timeline = 0;
  auto row = read_record<records::AlertRecord>(rows, Names{}, timeline);
  return row ? AlertReader::Shown{std::move(row->alert), timeline} : AlertReader::Shown{};
}

std::string select(std::string_view columns, std::string_view from_where) {
  return std::string{"SELECT "}.append(columns).append(" FROM ").append(from_where);
}

constexpr std::string_view alert_columns = "timeline, record";

// Reads rows that the filter accepts until there are enough, or too many others were scanned.
template <typename Slice, typename Filter, typename Read>
Result<Slice> stretch_of(Rows& rows, const Filter& filter, std::size_t limit, Read read) {
  Slice slice;
  for (std::size_t examined = 1; rows.next(); ++examined) {
    auto row = read(rows);
    if (rows.failed()) break;

    const auto id = row.id;
    if (filter.accepts(row)) slice.rows.push_back(std::move(row));
    if (slice.rows.size() < limit && examined < SqliteHistory::max_examined) continue;
    slice.resume_before = id;
    return slice;
  }
  if (rows.failed()) return rows.failure();
  return slice;
}

}  // namespace

Result<std::unique_ptr<HistoryConnection>> HistoryConnection::open(
    const std::filesystem::path& database) {
  auto connection = Connection::open(database, Connection::Mode::read_only);
  if (!connection) return Failure{connection.error()};
  return std::make_unique<HistoryConnection>(*std::move(connection));
}

HistoryConnection::HistoryConnection(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)),
      find_alert_(*connection_, select(alert_columns, "alert_history WHERE id = ? AND tenant = ?")),
      alerts_by_key_(*connection_,
                     select(alert_columns,
                            "alert_history WHERE tenant = ? AND dedup_key = ? ORDER BY id DESC")),
      alerts_of_tenant_(
          *connection_,
          select(alert_columns, "alert_history WHERE tenant = ? AND id < ? ORDER BY id DESC")),
      alerts_of_parent_(
          *connection_,
          select(alert_columns, "alert_history WHERE parent = ? AND id < ? ORDER BY id DESC")),
      notifications_of_tenant_(
          *connection_,
          select("record", "notification_history WHERE tenant = ? AND id < ? ORDER BY id DESC")),
      notifications_of_alert_(
          *connection_,
          select("record", "notification_history WHERE alert = ? AND id < ? ORDER BY id DESC")),
      notifications_of_client_(
          *connection_,
          select("record",
                 "notification_history WHERE tenant = ? AND client = ? AND client <> '' AND id < ? "
                 "ORDER BY id DESC")),
      failed_notifications_(*connection_,
                            select("record",
                                   "notification_history WHERE tenant = ? AND id < ? "
                                   "AND status IN ('failed', 'partial') ORDER BY id DESC")),
      find_notification_(*connection_,
                         select("record", "notification_history WHERE tenant = ? AND id = ?")),
      timeline_entry_(
          *connection_,
          "SELECT entry ->> 0, entry ->> 1, entry ->> 2, entry ->> 3, entry ->> 4, entry ->> 5, "
          "entry ->> 6 FROM (SELECT entries -> ('$[' || (?1 - seq) || ']') AS entry "
          "FROM timeline_packs WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1) WHERE entry IS NOT NULL"),
      find_run_(*connection_, select("record", "run_history WHERE tenant = ? AND id = ?")),
      runs_of_tenant_(*connection_,
                      select("record", "run_history WHERE tenant = ? AND id < ? ORDER BY id DESC")),
      runs_of_workflow_(
          *connection_,
          select("record",
                 "run_history WHERE tenant = ? AND workflow = ? AND id < ? ORDER BY id DESC")),
      runs_of_subject_(
          *connection_,
          select("record",
                 "run_history WHERE tenant = ? AND subject = ? AND id < ? ORDER BY id DESC")),
      runs_of_status_(*connection_,
                      select("record",
                             "run_history WHERE tenant = ? AND status = ? AND status <> "
                             "'completed' AND id < ? ORDER BY id DESC")),
      find_job_(*connection_,
                select("record", "scheduled_job_history WHERE id = ? AND tenant = ?")) {
  connection_->keep_cached(cache_megabytes);
  sqlite3_progress_handler(
      connection_->handle(), steps_between_looks_at_the_clock, &HistoryConnection::is_late, this);
}

int HistoryConnection::is_late(void* self) {
  const auto deadline = static_cast<const HistoryConnection*>(self)->deadline_;
  return std::chrono::steady_clock::now() > deadline ? 1 : 0;
}

Result<std::optional<AlertReader::Shown>> HistoryConnection::find(const domain::TenantId& tenant,
                                                                  domain::AlertId id) {
  auto rows = find_alert_.query(id, tenant);
  std::optional<AlertReader::Shown> found;
  if (rows.next()) found = read_shown(rows);
  if (rows.failed()) return rows.failure();
  return found;
}

Result<std::vector<AlertReader::Shown>> HistoryConnection::find_by_key(
    const domain::TenantId& tenant,
    std::string_view dedup_key) {
  auto rows = alerts_by_key_.query(tenant, dedup_key);
  std::vector<AlertReader::Shown> newest;
  for (std::size_t examined = 0; examined < SqliteHistory::max_examined && rows.next();
       ++examined) {
    auto shown = read_shown(rows);
    if (rows.failed()) break;
    const bool is_known = std::any_of(newest.begin(), newest.end(), [&](const auto& newer) {
      return newer.alert.key() == shown.alert.key();
    });
    if (!is_known) newest.push_back(std::move(shown));
  }
  if (rows.failed()) return rows.failure();
  return newest;
}

Result<ports::AlertSlice> HistoryConnection::list(const ports::AlertFilter& filter,
                                                  std::optional<domain::AlertId> before,
                                                  std::size_t limit) {
  const auto end = before.value_or(domain::AlertId{end_of_ids()});
  auto rows = filter.parent ? alerts_of_parent_.query(*filter.parent, end)
                            : alerts_of_tenant_.query(filter.tenant, end);
  return stretch_of<ports::AlertSlice>(
      rows, filter, limit, [](Rows& row) { return read_shown(row).alert; });
}

// Queries by the index that leaves the fewest rows to scan.
Rows HistoryConnection::notifications_before(const ports::NotificationFilter& filter,
                                             const domain::NotificationId& end) {
  if (filter.alert) return notifications_of_alert_.query(*filter.alert, end);
  if (filter.client) return notifications_of_client_.query(filter.tenant, *filter.client, end);
  if (filter.failed) return failed_notifications_.query(filter.tenant, end);
  return notifications_of_tenant_.query(filter.tenant, end);
}

Result<std::optional<domain::Notification>> HistoryConnection::find_notification(
    const domain::TenantId& tenant,
    domain::NotificationId id) {
  auto rows = find_notification_.query(tenant, id);
  std::optional<domain::Notification> found;
  if (rows.next()) found = read_value<domain::Notification>(rows);
  if (rows.failed()) return rows.failure();
  return found;
}

Result<ports::NotificationSlice> HistoryConnection::list(
    const ports::NotificationFilter& filter,
    std::optional<domain::NotificationId> before,
    std::size_t limit) {
  const auto end = before.value_or(domain::NotificationId{end_of_ids()});
  auto rows = notifications_before(filter, end);
  return stretch_of<ports::NotificationSlice>(
      rows, filter, limit, read_value<domain::Notification>);
}

Result<std::optional<domain::Run>> HistoryConnection::find_run(const domain::TenantId& tenant,
                                                               domain::RunId id) {
  auto rows = find_run_.query(tenant, id);
  std::optional<domain::Run> found;
  if (rows.next()) found = read_value<domain::Run>(rows);
  if (rows.failed()) return rows.failure();
  return found;
}

// Queries by the index that leaves the fewest rows to scan.
Rows HistoryConnection::runs_before(const ports::RunFilter& filter, const domain::RunId& end) {
  if (filter.subject) return runs_of_subject_.query(filter.tenant, *filter.subject, end);
  if (filter.workflow) return runs_of_workflow_.query(filter.tenant, *filter.workflow, end);
  const bool is_rare = filter.status && *filter.status != domain::RunStatus::completed;
  if (is_rare) return runs_of_status_.query(filter.tenant, *filter.status, end);
  return runs_of_tenant_.query(filter.tenant, end);
}

Result<ports::RunSlice> HistoryConnection::list(const ports::RunFilter& filter,
                                                std::optional<domain::RunId> before,
                                                std::size_t limit) {
  const auto end = before.value_or(domain::RunId{end_of_ids()});
  auto rows = runs_before(filter, end);
  return stretch_of<ports::RunSlice>(rows, filter, limit, read_value<domain::Run>);
}

Result<std::optional<domain::ScheduledJob>> HistoryConnection::find_job(
    const domain::TenantId& tenant,
    domain::ScheduledJobId id) {
  auto rows = find_job_.query(id, tenant);
  std::optional<domain::ScheduledJob> found;
  if (rows.next()) found = read_value<domain::ScheduledJob>(rows);
  if (rows.failed()) return rows.failure();
  return found;
}

Result<std::vector<domain::TimelineEntry>> HistoryConnection::timeline(ports::TimelineMark mark,
                                                                       std::size_t limit) {
  std::vector<domain::TimelineEntry> entries;
  while (entries.size() < limit) {
    auto rows = timeline_entry_.query(mark);
    const bool is_kept = rows.next();
    if (rows.failed()) return rows.failure();
    if (!is_kept) break;  // The chain ends here, or what came before is too old to be kept.

    auto& [tenant, alert, at, what, why, by] = entries.emplace_back();
    std::string_view id;
    rows.read(mark, tenant, id, at, what, why, by);
    if (const auto uuid = domain::uuid_from(id)) {
      alert.value = *uuid;
    } else {
      rows.misread();
    }
    if (rows.failed()) return rows.failure();
  }
  std::reverse(entries.begin(), entries.end());
  return entries;
}

}  // namespace tocsin::adapters::sqlite
