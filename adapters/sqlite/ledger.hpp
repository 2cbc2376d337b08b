#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/sqlite/alerting/tallies.hpp"
#include "adapters/sqlite/database/connection.hpp"
#include "adapters/sqlite/database/data_directory.hpp"
#include "adapters/sqlite/database/pack.hpp"
#include "adapters/sqlite/database/retention.hpp"
#include "adapters/sqlite/database/statement.hpp"
#include "ports/store/ledger.hpp"

namespace tocsin::adapters::sqlite {

struct LedgerStatements;

// Prints the error and the remedy to standard error, and ends the process with code 74 (EX_IOERR).
[[noreturn]] void stop_the_process(const std::string& what);

// Stores the working set in an SQLite file, over the only connection that writes and checkpoints
// it. For one thread.
class SqliteLedger : public ports::Ledger {
 public:
  struct Settings {
    std::size_t cache_megabytes = 4;
    // The length of the WAL, in pages of 8 KiB, at which it is checkpointed.
    int checkpoint_pages = 500;
    // The same length while idle: an early checkpoint delays nobody later.
    int idle_checkpoint_pages = 250;
    // The number of stored tallies of open alerts from which out-of-date ones are removed.
    std::size_t waiting_tallies = 100'000;
    // Called after an fsync has failed, or a commit that may be on disk already. The process must
    // end without responding to anyone, and restart from the disk: if this returns, nothing is ever
    // written any more.
    std::function<void(const std::string&)> on_lost_durability = stop_the_process;
  };

  // Creates the database or migrates its schema, and checks that the disk accepts writes. Fails
  // with conflict if the database is newer than this program.
  static Result<std::unique_ptr<SqliteLedger>> open(const DataDirectory& directory,
                                                    Settings settings);
  ~SqliteLedger() override;

  // Returns the greatest stored time when this was opened; 1970 if there was none.
  domain::Time last_seen() const { return last_seen_; }

  // Removes about `max_rows` rows that are older than the retention, in a separate transaction, and
  // returns the number of removed rows. Checkpoints the WAL if it is long enough. Call it while
  // idle, and not between begin and commit.
  Result<std::size_t> prune(const Retention& retention, domain::Time now, std::size_t max_rows);

  Result<Done> read(ports::LedgerReader& reader) override;
  Result<Done> begin() override;
  Result<Done> commit() override;

  void put_alert(ports::RowKey key,
                 const domain::Alert& alert,
                 ports::TimelineMark timeline) override;
  void put_tally(ports::RowKey key,
                 domain::AlertId id,
                 const domain::Tally& tally,
                 ports::TimelineMark timeline) override;
  void archive_alert(ports::RowKey key,
                     const domain::Alert& alert,
                     ports::TimelineMark timeline) override;
  void put_timer(ports::RowKey key, const domain::Timer& timer) override;
  void remove_timer(ports::RowKey key) override;
  void put_notification(ports::RowKey key, const domain::Notification& notification) override;
  void archive_notification(ports::RowKey key, const domain::Notification& notification) override;
  void revive_notification(const domain::TenantId& tenant,
                           const domain::NotificationId& id) override;
  void put_watch(ports::RowKey key, const domain::WatchedSubject& subject) override;
  void forget_watch(ports::RowKey key, const domain::SubjectKey& subject) override;
  void remove_watches_before(ports::RowKey key, std::size_t limit) override;
  void add_signal_receipt(const domain::SignalReceipt& receipt) override;
  Result<bool> has_signal_receipt(domain::Time occurred_at, std::uint64_t content) override;
  void put_run(ports::RowKey key, const domain::Run& run) override;
  void archive_run(ports::RowKey key, const domain::Run& run) override;
  void put_scheduled_job(ports::RowKey key, const domain::ScheduledJob& job) override;
  void archive_scheduled_job(ports::RowKey key, const domain::ScheduledJob& job) override;
  void put_early_resolve(ports::RowKey key, const domain::EarlyResolve& resolve) override;
  void remove_early_resolve(ports::RowKey key) override;
  void add_timeline_entry(ports::TimelineMark mark,
                          ports::TimelineMark before,
                          const domain::TimelineEntry& entry) override;
  void add_archived_timeline_entry(ports::TimelineMark mark,
                                   const domain::TimelineEntry& entry) override;
  void append_journal(const ports::JournalEntry& entry) override;
  void add_receipt(const domain::EventReceipt& receipt) override;
  Result<std::optional<domain::EventReceipt>> find_receipt(const domain::TenantId& tenant,
                                                           std::string_view event_id) override;
  void put_announced(const domain::TenantId& tenant,
                     const domain::AlertId& alert,
                     const std::vector<domain::ClientId>& clients,
                     domain::Time told_at) override;
  Result<std::vector<domain::ClientId>> find_announced(const domain::TenantId& tenant,
                                                       const domain::AlertId& alert) override;

  void put_escalation_policy(const domain::EscalationPolicy& policy) override;
  void remove_escalation_policy(const domain::TenantId& tenant,
                                const domain::EscalationPolicyId& id) override;
  void put_service(const domain::Service& service) override;
  void remove_service(const domain::TenantId& tenant, const domain::ServiceId& id) override;
  void put_grouping_rule(const domain::GroupingRule& rule) override;
  void remove_grouping_rule(const domain::TenantId& tenant,
                            const domain::GroupingRuleId& id) override;
  void put_event_manager(const domain::EventManager& manager) override;
  void remove_event_manager(const domain::TenantId& tenant,
                            const domain::EventManagerId& id) override;
  void put_client(const domain::Client& client) override;
  void remove_client(const domain::TenantId& tenant, const domain::ClientId& id) override;
  void put_subscription(const domain::Subscription& subscription) override;
  void remove_subscription(const domain::SubscriptionId& id) override;
  void put_log_rule(const domain::LogRule& rule) override;
  void remove_log_rule(const domain::TenantId& tenant, const domain::LogRuleId& id) override;
  void put_seeded_tenant(const domain::TenantId& tenant) override;
  void put_service_log(const domain::ServiceLog& log) override;
  void remove_service_log(const domain::ServiceLog& log) override;
  void put_workflow(const domain::Workflow& workflow) override;
  void remove_workflow(const domain::TenantId& tenant, const domain::WorkflowId& id) override;

 private:
  // Consecutive marks, and the newest time among them and those before.
  struct TimelinePack {
    Pack pack;
    ports::TimelineMark first = 0;
    ports::TimelineMark next = 0;
    domain::Time newest;
  };
  struct JournalPack {
    Pack pack;
    domain::Time newest;
    std::int64_t bytes = 0;  // total appended
  };

  SqliteLedger(std::unique_ptr<Connection> connection, Settings settings);

  Result<Done> prepare();
  Result<Done> recall_the_end();

  // Whether the transaction may still be written. After one of its statements has failed, nothing
  // more is: SQLite may have dropped the transaction, and what came after would be stored on its
  // own.
  bool may_write() const;
  bool note(const Statement& statement, bool succeeded);
  template <typename... Values>
  bool write(Statement& statement, const Values&... values) {
    return may_write() && note(statement, statement.run(values...));
  }
  // Writes a record as the last column.
  template <typename T, typename... Columns>
  void put(Statement& insert, const T& value, const Columns&... columns);
  // Reads a record that refers to nothing, inside the transaction.
  template <typename T, typename... Terms>
  Result<std::optional<T>> find(Statement& select, const Terms&... terms);
  void write_timeline();
  void write_journal();
  void write_log_time();
  std::size_t prune_signal_receipts(domain::Time before, std::size_t max_rows);
  // Ends a transaction that has read; commits only if the read succeeded.
  Result<Done> end(const Result<Done>& read);
  void roll_back();
  Failure give_up();
  void checkpoint();
  void stop(const Fault& fault);

  std::unique_ptr<Connection> connection_;
  Settings settings_;
  std::unique_ptr<LedgerStatements> sql_;
  std::optional<Fault> fault_;  // the first one since begin
  bool stopped_ = false;        // only the next start can read the state of the disk
  int log_pages_ = 0;           // in the WAL
  Tallies tallies_;
  json::ListText record_;  // the one that is being written
  TimelinePack timeline_;
  JournalPack journal_;
  std::int64_t journal_bytes_kept_ = 0;  // of all appended, the committed ones
  domain::Time logs_as_of_;              // of those in this transaction
  domain::Time last_seen_;
  domain::Time receipts_pruned_to_ = domain::Time::min();
};

}  // namespace tocsin::adapters::sqlite
