#include "tests/worlds/workflows.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::Delay;
using domain::Page;
using domain::ResumeOrder;

// A store that is gone undoes the command and is told to its caller, whichever port says so.
struct StoreGone : WorkflowScenario {
  template <typename T>
  static void expect_gone(const Result<T>& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::unavailable);
  }

  adapters::memory::Store& store() { return process->store; }

  Result<domain::SignalAnswer> received(const domain::Signal& signal) {
    return decided([&](auto& p) { return p.receive_signal.handle({signal, "sensor"}); });
  }

  domain::Workflow paging() {
    auto workflow = high_cpu();
    workflow.steps = {Page{billing, "down"}, Delay{1min}, domain::Resolve{}};
    return workflow;
  }

  void given_a_page() {
    given_service(billing);
    given(paging());
  }
};

TEST_F(StoreGone, no_signal_is_received_without_workflows_or_receipts) {
  process->workflows.fail();
  expect_gone(received(cpu("91")));

  process->workflows.recover();
  given(high_cpu());
  process->signal_receipts.fail();
  auto signal = cpu("91");
  signal.occurred_at = clock.now();
  expect_gone(received(signal));
  EXPECT_EQ(runs().size(), 0U);
}

TEST_F(StoreGone, no_run_is_started_whose_step_cannot_be_taken) {
  given_a_page();
  process->services.fail();

  expect_gone(received(cpu("91")));

  EXPECT_EQ(runs().size(), 0U);
  EXPECT_EQ(store().watches.size(), 0U);
}

TEST_F(StoreGone, a_step_that_is_refused_for_another_reason_fails_and_keeps_nobody_waiting) {
  given_a_page();
  process->services.fail({ErrorKind::invalid, "no such service", {}});

  EXPECT_TRUE(received(cpu("91")));

  EXPECT_EQ(only_run().steps[0].detail, "no such service");
  EXPECT_EQ(only_run().status, domain::RunStatus::waiting);
}

TEST_F(StoreGone, no_alert_is_resolved_that_cannot_be_read) {
  given_a_page();
  when_received(cpu("91"));
  const auto run = only_run();
  process->alerts.fail();
  clock.advance(1min);

  expect_gone(decided([&](auto& p) { return p.advance.handle({acme, run.id}); }));
  expect_gone(received(cpu("10")));

  EXPECT_EQ(only_run().status, domain::RunStatus::waiting);
}

TEST_F(StoreGone, an_alert_that_is_kept_no_longer_is_passed_over) {
  given_a_page();
  when_received(cpu("91"));
  process->alerts.fail({ErrorKind::not_found, "no alert", {}});
  clock.advance(1min);

  EXPECT_TRUE(decided([&](auto& p) { return p.advance.handle({acme, only_run().id}); }));

  EXPECT_EQ(only_run().steps[2].detail, "this run has no open alert");
}

TEST_F(StoreGone, no_recovery_is_decided_without_its_run) {
  given(high_cpu());
  when_received(cpu("91"));
  process->runs.fail();

  expect_gone(received(cpu("10")));
}

TEST_F(StoreGone, a_recovery_of_a_run_that_is_kept_no_longer_changes_nothing) {
  given(high_cpu());
  when_received(cpu("91"));
  process->runs.are_forgotten = true;

  EXPECT_TRUE(received(cpu("10")));
}

TEST_F(StoreGone, nothing_is_looked_at_without_workflows_or_when_its_run_cannot_be_started) {
  given_service(billing);
  auto workflow = downtime();
  workflow.steps = {Page{billing, "down"}};
  given(workflow);
  when_received(heartbeat());
  const auto looked_at = [&](const ports::SubjectName& name) {
    return decided([&](auto& p) { return p.look.handle(name); });
  };
  const ports::SubjectName name{acme, "internet_signal", "org_x"};

  process->workflows.fail();
  expect_gone(looked_at(name));
  clock.advance(5min);
  expect_gone(looked_at(name));

  process->workflows.recover();
  process->services.fail();
  expect_gone(looked_at(name));
  EXPECT_EQ(store().watches.next_due(), clock.now());
  EXPECT_EQ(*looked_at({acme, "internet_signal", "nobody"}), 0U);
}

TEST_F(StoreGone, no_job_is_fired_without_what_it_needs) {
  given_service(billing);
  auto workflow = high_cpu();
  workflow.steps = {Delay{1h}, Page{billing, "down"}};
  given(workflow);
  when_received(cpu("91"));
  const auto run = to_text(only_run().id);
  const auto job_of = [&](application::ScheduleJob::Command order) {
    order.tenant = acme;
    return decided([&](auto& p) { return p.workflow_use_cases.schedule_job.handle(order); })->id;
  };
  const auto resume = job_of({{}, {}, ResumeOrder{run, {"high_cpu"}, "", 0}, 0ms, {}});
  const auto start = job_of({{}, {}, ResumeOrder{"", {"high_cpu"}, "", 0}, 0ms, {}});
  const auto signal = job_of({{}, {}, cpu("92", "web2"), 0ms, {}});
  const auto fired = [&](domain::ScheduledJobId job) {
    return decided([&](auto& p) { return p.fire.handle({acme, job}); });
  };
  const auto expect_not_fired_without = [&](auto& port, domain::ScheduledJobId job) {
    port.fail();
    expect_gone(fired(job));
    port.recover();
  };

  expect_not_fired_without(process->scheduled_jobs, resume);
  expect_not_fired_without(process->runs, resume);
  expect_not_fired_without(process->services, resume);
  expect_not_fired_without(process->workflows, start);
  expect_not_fired_without(process->services, start);
  expect_not_fired_without(process->workflows, signal);

  process->scheduled_jobs.fail();
  expect_gone(decided([&](auto& p) {
    return p.workflow_use_cases.cancel_job.handle({acme, resume, "bob"});
  }));
  EXPECT_FALSE((*store().scheduled_jobs.find(acme, resume))->has_ended());
}

TEST_F(StoreGone, nothing_is_configured_without_services_or_workflows) {
  const auto saved = [&](domain::Workflow draft) {
    return decided([&](auto& p) { return p.workflow_use_cases.save_workflow.handle(draft); });
  };

  process->services.fail();
  expect_gone(saved(paging()));
  process->services.recover();

  for (int read = 0; read < 4; ++read) {
    process->workflows.fail(store_gone, read);
    expect_gone(saved(high_cpu()));
  }
  expect_gone(decided([&](auto& p) {
    return p.workflow_use_cases.toggle_workflow.handle({acme, {"w"}, true});
  }));
  expect_gone(decided([&](auto& p) {
    return p.workflow_use_cases.remove_workflow.handle({acme, {"w"}});
  }));
}

TEST_F(StoreGone, nothing_is_wanted_of_a_run_that_cannot_be_read) {
  domain::Notification notification;
  notification.kind = domain::NotificationKind::workflow_message;
  notification.run = domain::RunId{};
  process->runs.fail();

  expect_gone(process->wanted.is_wanted(process->scope, notification, {}));
}

}  // namespace
}  // namespace tocsin::tests
