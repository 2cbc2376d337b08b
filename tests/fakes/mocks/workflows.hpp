#pragma once

#include "ports/workflows/run_reader.hpp"
#include "ports/workflows/runs.hpp"
#include "ports/workflows/scheduled_jobs.hpp"
#include "ports/workflows/signal_receipts.hpp"
#include "ports/workflows/watches.hpp"
#include "ports/workflows/workflows.hpp"
#include "tests/support/prelude.hpp"

// Workflows, the watches and runs that follow from signals, and scheduled jobs.
namespace tocsin::tests {

struct MockWorkflows : trompeloeil::mock_interface<ports::Workflows> {
  IMPLEMENT_MOCK2(find);
  IMPLEMENT_MOCK1(list);
  IMPLEMENT_MOCK1(save);
  IMPLEMENT_MOCK2(remove);
  IMPLEMENT_MOCK3(find_version);
  IMPLEMENT_MOCK2(last_version);
  IMPLEMENT_MOCK2(of_type);
};

struct MockWatches : trompeloeil::mock_interface<ports::Watches> {
  IMPLEMENT_MOCK1(find);
  IMPLEMENT_MOCK1(save);
  IMPLEMENT_MOCK1(forget);
  IMPLEMENT_MOCK1(has_room);
  IMPLEMENT_MOCK3(look_soon);
  IMPLEMENT_MOCK2(due);
  IMPLEMENT_MOCK0(next_due);
};

struct MockSignalReceipts : trompeloeil::mock_interface<ports::SignalReceipts> {
  IMPLEMENT_MOCK2(has);
  IMPLEMENT_MOCK1(add);
};

struct MockRuns : trompeloeil::mock_interface<ports::Runs> {
  IMPLEMENT_MOCK2(find);
  IMPLEMENT_MOCK1(find_open);
  IMPLEMENT_MOCK1(save);
  IMPLEMENT_MOCK2(due);
  IMPLEMENT_MOCK0(next_due);
};

struct MockRunReader : trompeloeil::mock_interface<ports::RunReader> {
  IMPLEMENT_MOCK2(find_run);
  IMPLEMENT_MOCK3(list);
};

struct MockScheduledJobs : trompeloeil::mock_interface<ports::ScheduledJobs> {
  IMPLEMENT_MOCK2(find);
  IMPLEMENT_MOCK1(save);
  IMPLEMENT_MOCK2(due);
  IMPLEMENT_MOCK0(next_due);
};

struct MockScheduledJobReader : trompeloeil::mock_interface<ports::ScheduledJobReader> {
  IMPLEMENT_MOCK2(find_job);
};

}  // namespace tocsin::tests
