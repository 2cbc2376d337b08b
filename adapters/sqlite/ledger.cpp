#include "adapters/sqlite/ledger.hpp"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <poll.h>
#include <sqlite3.h>
#include <unistd.h>

#include "adapters/sqlite/database/log_rewriting.hpp"
#include "adapters/sqlite/database/schema.hpp"
#include "adapters/sqlite/ledger_statements.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/subscriptions/announcement.hpp"

namespace tocsin::adapters::sqlite {
namespace {

// The rows that take as many pages as one pack.
constexpr std::size_t pack_weight = 16;

// Records the length of the WAL.
int note_log_pages(void* log_pages, sqlite3* /*connection*/, const char* /*name*/, int pages) {
  *static_cast<int*>(log_pages) = pages;
  return SQLITE_OK;
}

}  // namespace

void stop_the_process(const std::string& what) {
  constexpr int input_output_error = 74;
  const auto text = "tocsin: stopping immediately: " + what +
                    "\nAcknowledged writes are on the disk; unanswered requests may be lost. "
                    "Check the disk and the system log, then restart.\n";
  // Only if it does not block: a log that nobody reads must not keep the process from restarting.
  pollfd standard_error{STDERR_FILENO, POLLOUT, 0};
  if (::poll(&standard_error, 1, 1'000) > 0) std::fputs(text.c_str(), stderr);
  std::_Exit(input_output_error);
}

SqliteLedger::SqliteLedger(std::unique_ptr<Connection> connection, Settings settings)
    : connection_(std::move(connection)),
      settings_(std::move(settings)),
      sql_(new LedgerStatements{*connection_}),
      tallies_(*sql_, settings_.waiting_tallies) {
  sqlite3_wal_hook(connection_->handle(), note_log_pages, &log_pages_);
}

SqliteLedger::~SqliteLedger() = default;

Result<std::unique_ptr<SqliteLedger>> SqliteLedger::open(const DataDirectory& directory,
                                                         Settings settings) {
  if (const auto rewritten = rewrite_log(directory.database()); !rewritten) {
    return Failure{rewritten.error()};
  }
  auto connection = Connection::open(directory.database(), Connection::Mode::read_write);
  if (!connection) return Failure{connection.error()};
  if (const auto opened = open_log(**connection); !opened) return Failure{opened.error()};
  if (const auto synced = directory.sync(); !synced) return Failure{synced.error()};
  if (const auto current = bring_up_to_date(**connection); !current) {
    return Failure{current.error()};
  }

  std::unique_ptr<SqliteLedger> ledger{
      new SqliteLedger{*std::move(connection), std::move(settings)}};
  if (const auto prepared = ledger->prepare(); !prepared) return Failure{prepared.error()};
  ledger->connection_->copy_log_at_close(true);
  return ledger;
}

// Prepares the database. A checkpoint of the whole WAL shows whether the disk accepts writes.
Result<Done> SqliteLedger::prepare() {
  connection_->keep_cached(settings_.cache_megabytes);
  auto durable = connection_->execute(
      "PRAGMA synchronous = FULL; PRAGMA secure_delete = OFF; PRAGMA foreign_keys = OFF; "
      "PRAGMA locking_mode = NORMAL; PRAGMA wal_checkpoint(TRUNCATE)");
  if (!durable) return durable;

  if (auto begun = begin(); !begun) return begun;
  write(sql_->forget_escalation_policies);
  write(sql_->forget_workflows);
  return end(recall_the_end());
}

Result<Done> SqliteLedger::recall_the_end() {
  auto journal = sql_->journal_end.query();
  domain::Time journal_end;
  if (journal.next()) journal.read(journal_end, journal_.bytes);
  if (journal.failed()) return journal.failure();

  auto timeline = sql_->timeline_end.query();
  ports::TimelineMark mark = 0;
  domain::Time timeline_end;
  if (timeline.next()) timeline.read(mark, timeline_end);
  if (timeline.failed()) return timeline.failure();

  auto logs = sql_->log_time.query();
  domain::Time log_time;
  if (logs.next()) logs.read(log_time);
  if (logs.failed()) return logs.failure();

  last_seen_ = std::max({journal_end, timeline_end, log_time});
  return Done{};
}

Result<Done> SqliteLedger::begin() {
  assert(!connection_->in_transaction());
  if (stopped_)
    return fail(ErrorKind::unavailable, "writes to the disk were lost; restart the server");

  fault_.reset();
  if (!sql_->begin.run()) return sql_->begin.fault().as_failure();
  return Done{};
}

Result<Done> SqliteLedger::commit() {
  assert(connection_->in_transaction() || fault_);
  write_timeline();
  write_journal();
  write_log_time();
  if (!fault_) fault_ = tallies_.write();
  const bool is_whole = !fault_;
  if (is_whole) note(sql_->commit, sql_->commit.run());
  if (is_whole && fault_ && fault_->may_follow_commit()) stop(*fault_);
  if (fault_) return give_up();

  tallies_.kept();
  journal_bytes_kept_ = journal_.bytes;
  if (log_pages_ >= settings_.checkpoint_pages) checkpoint();
  return Done{};
}

Result<Done> SqliteLedger::end(const Result<Done>& read) {
  if (read) return commit();
  roll_back();
  return read;
}

// Rolls back, unless SQLite has already dropped the transaction.
void SqliteLedger::roll_back() {
  if (connection_->in_transaction()) sql_->rollback.run();
}

Failure SqliteLedger::give_up() {
  roll_back();
  tallies_.discard();
  journal_.bytes = journal_bytes_kept_;
  if (fault_->lost_durability()) stop(*fault_);
  return fault_->as_failure();
}

// Checkpoints the WAL. Readers may block a part of it; a later checkpoint copies that. So only a
// failed fsync matters: the WAL would be overwritten although its copy never reached the disk.
void SqliteLedger::checkpoint() {
  const int code = sqlite3_wal_checkpoint_v2(
      connection_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code == SQLITE_OK) return;
  if (const auto fault = connection_->fault(); fault.lost_durability()) stop(fault);
}

void SqliteLedger::stop(const Fault& fault) {
  stopped_ = true;
  connection_->copy_log_at_close(false);
  settings_.on_lost_durability("nobody knows whether the disk has kept what was written (" +
                               fault.message + ")");
}

bool SqliteLedger::may_write() const {
  assert(connection_->in_transaction() || fault_);
  return !fault_;
}

bool SqliteLedger::note(const Statement& statement, bool succeeded) {
  if (!succeeded && !fault_) fault_ = statement.fault();
  return succeeded;
}

Result<std::size_t> SqliteLedger::prune(const Retention& retention,
                                        domain::Time now,
                                        std::size_t max_rows) {
  if (auto begun = begin(); !begun) return Failure{begun.error()};

  std::size_t gone = 0;
  const auto prune_rows_of = [&](std::size_t weight, Statement& statement, const auto&... limits) {
    if (gone >= max_rows) return;
    const auto limit = (max_rows - gone + weight - 1) / weight;
    if (!write(statement, limit, limits...)) return;
    gone += weight * static_cast<std::size_t>(sqlite3_changes64(connection_->handle()));
  };
  const auto prune_by = [&](Statement& statement, const auto&... limits) {
    prune_rows_of(1, statement, limits...);
  };
  prune_rows_of(pack_weight, sql_->prune_journal, now - retention.journal, retention.journal_bytes);
  prune_by(sql_->prune_receipts, now - domain::EventReceipt::kept_for);
  prune_by(sql_->prune_announced, now - domain::Announcement::remembered_for);
  prune_rows_of(pack_weight, sql_->prune_timeline, now - retention.history);
  prune_by(sql_->prune_alerts, now - retention.history);
  prune_by(sql_->prune_notifications, now - retention.history);
  prune_by(sql_->prune_runs, now - retention.history);
  prune_by(sql_->prune_scheduled_jobs, now - retention.history);
  gone += prune_signal_receipts(now - domain::SignalReceipt::kept_for, max_rows);

  if (const auto kept = commit(); !kept) return Failure{kept.error()};
  if (log_pages_ >= settings_.idle_checkpoint_pages) checkpoint();
  return gone;
}

// Scans up to `max_rows` rows. Returns how many were removed.
std::size_t SqliteLedger::prune_signal_receipts(domain::Time before, std::size_t max_rows) {
  const auto from = receipts_pruned_to_;
  std::optional<domain::Time> to;
  std::size_t rows = 0;
  auto next = sql_->next_signal_receipts.query(from, before, max_rows);
  if (next.next()) next.read(to, rows);
  receipts_pruned_to_ = to && rows == max_rows ? *to : domain::Time::min();
  if (!note(sql_->next_signal_receipts, !next.failed()) || !to) return 0;
  if (!write(sql_->prune_signal_receipts, from, *to, before)) return 0;
  return static_cast<std::size_t>(sqlite3_changes64(connection_->handle()));
}

}  // namespace tocsin::adapters::sqlite
