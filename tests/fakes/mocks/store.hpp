#pragma once

#include "ports/store/journal.hpp"
#include "ports/store/ledger.hpp"
#include "ports/store/store_transaction.hpp"
#include "ports/store/unit_of_work.hpp"
#include "tests/support/prelude.hpp"

// Batches, units of work, and the rows that outlive the process.
namespace tocsin::tests {

struct MockUnitOfWork : trompeloeil::mock_interface<ports::UnitOfWork> {
  IMPLEMENT_MOCK0(begin);
  IMPLEMENT_MOCK0(commit);
  IMPLEMENT_MOCK0(rollback);
};

struct MockStoreTransaction : trompeloeil::mock_interface<ports::StoreTransaction> {
  IMPLEMENT_MOCK0(begin_batch);
  IMPLEMENT_MOCK0(commit_batch);
};

struct MockJournal : trompeloeil::mock_interface<ports::Journal> {
  IMPLEMENT_MOCK1(append);
};

struct MockLedgerReader : trompeloeil::mock_interface<ports::LedgerReader> {
  IMPLEMENT_MOCK2(on_escalation_policy);
  IMPLEMENT_MOCK1(on_service);
  IMPLEMENT_MOCK1(on_grouping_rule);
  IMPLEMENT_MOCK1(on_event_manager);
  IMPLEMENT_MOCK1(on_client);
  IMPLEMENT_MOCK1(on_subscription);
  IMPLEMENT_MOCK1(on_log_rule);
  IMPLEMENT_MOCK1(on_seeded_tenant);
  IMPLEMENT_MOCK2(on_workflow);
  IMPLEMENT_MOCK3(on_alert);
  IMPLEMENT_MOCK2(on_timer);
  IMPLEMENT_MOCK2(on_notification);
  IMPLEMENT_MOCK2(on_early_resolve);
  IMPLEMENT_MOCK1(on_service_log);
  IMPLEMENT_MOCK2(on_watch);
  IMPLEMENT_MOCK2(on_run);
  IMPLEMENT_MOCK2(on_scheduled_job);
  IMPLEMENT_MOCK1(on_timeline_end);
  IMPLEMENT_MOCK3(policy_version);
  IMPLEMENT_MOCK3(workflow_version);
};

struct MockLedger : trompeloeil::mock_interface<ports::Ledger> {
  IMPLEMENT_MOCK1(read);
  IMPLEMENT_MOCK0(begin);
  IMPLEMENT_MOCK0(commit);
  IMPLEMENT_MOCK3(put_alert);
  IMPLEMENT_MOCK4(put_tally);
  IMPLEMENT_MOCK3(archive_alert);
  IMPLEMENT_MOCK2(put_timer);
  IMPLEMENT_MOCK1(remove_timer);
  IMPLEMENT_MOCK2(put_notification);
  IMPLEMENT_MOCK2(archive_notification);
  IMPLEMENT_MOCK2(revive_notification);
  IMPLEMENT_MOCK2(put_watch);
  IMPLEMENT_MOCK2(forget_watch);
  IMPLEMENT_MOCK2(remove_watches_before);
  IMPLEMENT_MOCK1(add_signal_receipt);
  IMPLEMENT_MOCK2(has_signal_receipt);
  IMPLEMENT_MOCK2(put_run);
  IMPLEMENT_MOCK2(archive_run);
  IMPLEMENT_MOCK2(put_scheduled_job);
  IMPLEMENT_MOCK2(archive_scheduled_job);
  IMPLEMENT_MOCK2(put_early_resolve);
  IMPLEMENT_MOCK1(remove_early_resolve);
  IMPLEMENT_MOCK3(add_timeline_entry);
  IMPLEMENT_MOCK2(add_archived_timeline_entry);
  IMPLEMENT_MOCK1(append_journal);
  IMPLEMENT_MOCK1(add_receipt);
  IMPLEMENT_MOCK2(find_receipt);
  IMPLEMENT_MOCK4(put_announced);
  IMPLEMENT_MOCK2(find_announced);
  IMPLEMENT_MOCK1(put_escalation_policy);
  IMPLEMENT_MOCK2(remove_escalation_policy);
  IMPLEMENT_MOCK1(put_service);
  IMPLEMENT_MOCK2(remove_service);
  IMPLEMENT_MOCK1(put_grouping_rule);
  IMPLEMENT_MOCK2(remove_grouping_rule);
  IMPLEMENT_MOCK1(put_event_manager);
  IMPLEMENT_MOCK2(remove_event_manager);
  IMPLEMENT_MOCK1(put_client);
  IMPLEMENT_MOCK2(remove_client);
  IMPLEMENT_MOCK1(put_subscription);
  IMPLEMENT_MOCK1(remove_subscription);
  IMPLEMENT_MOCK1(put_log_rule);
  IMPLEMENT_MOCK2(remove_log_rule);
  IMPLEMENT_MOCK1(put_seeded_tenant);
  IMPLEMENT_MOCK1(put_service_log);
  IMPLEMENT_MOCK1(remove_service_log);
  IMPLEMENT_MOCK1(put_workflow);
  IMPLEMENT_MOCK2(remove_workflow);
};

}  // namespace tocsin::tests
