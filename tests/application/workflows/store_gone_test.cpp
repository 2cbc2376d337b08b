#include "ports/paging/configuration.hpp"
#include "tests/application/workflows/workflow_world.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::Delay;
using domain::Page;
using domain::ResumeOrder;

Failure gone() { return fail(ErrorKind::unavailable, "the disk is gone"); }

// Ports of a store that answers some questions and then none.
struct GoneWorkflows : ports::Workflows {
  explicit GoneWorkflows(ports::Workflows& there) : behind(there) {}

  bool answers() { return answers_left-- > 0; }
  Result<Entry> find(const domain::TenantId& tenant, const domain::WorkflowId& id) override {
    return answers() ? behind.find(tenant, id) : gone();
  }
  Result<Entry> find_version(const domain::TenantId&,
                             const domain::WorkflowId&,
                             std::uint64_t) override {
    return gone();
  }
  Result<std::uint64_t> last_version(const domain::TenantId&, const domain::WorkflowId&) override {
    return gone();
  }
  Result<std::vector<Entry>> list(const domain::TenantId&) override { return gone(); }
  Result<const std::vector<Entry>*> of_type(const domain::TenantId&, std::string_view) override {
    return gone();
  }
  void save(domain::Workflow) override {}
  void remove(const domain::TenantId&, const domain::WorkflowId&) override {}

  ports::Workflows& behind;
  int answers_left = 0;
};

struct GoneReceipts : ports::SignalReceipts {
  Result<bool> has(domain::Time, std::uint64_t) override { return gone(); }
  void add(const domain::SignalReceipt&) override {}
};

struct GoneRuns : FakeRuns {
  Result<std::optional<domain::Run>> find(const domain::TenantId&, domain::RunId) override {
    return gone();
  }
};

struct GoneJobs : ports::ScheduledJobs {
  Result<std::optional<domain::ScheduledJob>> find(const domain::TenantId&,
                                                   domain::ScheduledJobId) override {
    return gone();
  }
  void save(domain::ScheduledJob) override {}
  std::vector<domain::ScheduledJob> due(domain::Time, std::size_t) override { return {}; }
  std::optional<domain::Time> next_due() override { return std::nullopt; }
};

struct GoneServices : FakeCatalogue<domain::Service> {
  Result<Entry> find(const domain::TenantId& tenant, const domain::ServiceId& id) override {
    if (is_invalid) return fail(ErrorKind::invalid, "no such service");
    return is_gone ? gone() : FakeCatalogue::find(tenant, id);
  }
  bool is_gone = true;
  bool is_invalid = false;
};

struct GoneAlerts : FakeAlerts {
  Result<domain::Alert> get(const domain::TenantId& tenant, domain::AlertId id) override {
    return is_gone ? gone() : FakeAlerts::get(tenant, id);
  }
  bool is_gone = false;
};

// A store that is gone undoes the command and is told to its caller, whichever port says so.
struct StoreGone : WorkflowScenario {
  template <typename T>
  static void expect_gone(const Result<T>& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::unavailable);
  }

  template <typename Work>
  auto tried(Work work) {
    EXPECT_TRUE(process->store.begin_batch());
    auto result = work();
    EXPECT_TRUE(process->store.commit_batch());
    return result;
  }

  adapters::memory::Store& store() { return process->store; }

  application::WorkflowRunner& with(ports::Runs& other) {
    auto& p = *process;
    return other_runner.emplace(
        other, p.store.alerts, p.raise, p.resolve, p.store.outbox, ids, metrics);
  }

  application::WorkflowRunner& with_paging(ports::Services& other_services,
                                           ports::AlertRepository& other_alerts) {
    auto& p = *process;
    other_raise.emplace(other_services,
                        other_alerts,
                        p.repeat,
                        p.pager,
                        p.announcer,
                        p.store.timeline,
                        ids,
                        metrics);
    return other_runner.emplace(
        p.store.runs, other_alerts, *other_raise, p.resolve, p.store.outbox, ids, metrics);
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

  GoneWorkflows workflows{process->store.workflows};
  GoneReceipts receipts;
  GoneRuns runs_gone;
  GoneJobs jobs;
  std::optional<application::RaiseAlert> other_raise;
  std::optional<application::WorkflowRunner> other_runner;
};

TEST_F(StoreGone, no_signal_is_received_without_workflows_or_receipts) {
  auto& p = *process;
  application::ReceiveSignal without_workflows{
      store(), workflows, store().watches, receipts, p.runner, metrics, clock};
  expect_gone(tried([&] { return without_workflows({cpu("91"), "sensor"}); }));

  given(high_cpu());
  application::ReceiveSignal without_receipts{
      store(), store().workflows, store().watches, receipts, p.runner, metrics, clock};
  auto signal = cpu("91");
  signal.occurred_at = clock.now();
  expect_gone(tried([&] { return without_receipts({signal, "sensor"}); }));
  EXPECT_EQ(runs().size(), 0U);
}

TEST_F(StoreGone, no_run_is_started_whose_step_cannot_be_taken) {
  given_a_page();
  GoneServices services;
  GoneAlerts alerts;
  application::ReceiveSignal receive{store(),
                                     store().workflows,
                                     store().watches,
                                     store().signal_receipts,
                                     with_paging(services, alerts),
                                     metrics,
                                     clock};
  expect_gone(tried([&] { return receive({cpu("91"), "sensor"}); }));
  EXPECT_EQ(runs().size(), 0U);
  EXPECT_EQ(store().watches.size(), 0U);
}

TEST_F(StoreGone, a_step_that_is_refused_for_another_reason_fails_and_keeps_nobody_waiting) {
  given_a_page();
  GoneServices services;
  services.is_invalid = true;
  GoneAlerts alerts;
  application::ReceiveSignal receive{store(),
                                     store().workflows,
                                     store().watches,
                                     store().signal_receipts,
                                     with_paging(services, alerts),
                                     metrics,
                                     clock};
  EXPECT_TRUE(tried([&] { return receive({cpu("91"), "sensor"}); }));
  EXPECT_EQ(only_run().steps[0].detail, "no such service");
  EXPECT_EQ(only_run().status, domain::RunStatus::waiting);
}

TEST_F(StoreGone, no_alert_is_resolved_that_cannot_be_read) {
  given_a_page();
  when_received(cpu("91"));
  const auto run = only_run();
  GoneServices services;
  GoneAlerts alerts;
  alerts.is_gone = true;
  auto& runner = with_paging(services, alerts);
  clock.advance(1min);

  application::AdvanceRuns advance{store(), store().runs, runner, clock};
  expect_gone(tried([&] { return advance({acme, run.id}); }));
  application::ReceiveSignal receive{
      store(), store().workflows, store().watches, store().signal_receipts, runner, metrics, clock};
  expect_gone(tried([&] { return receive({cpu("10"), "sensor"}); }));
  EXPECT_EQ(only_run().status, domain::RunStatus::waiting);
}

TEST_F(StoreGone, an_alert_that_is_kept_no_longer_is_passed_over) {
  given_a_page();
  when_received(cpu("91"));
  GoneServices services;
  GoneAlerts alerts;  // has none
  application::AdvanceRuns advance{store(), store().runs, with_paging(services, alerts), clock};
  clock.advance(1min);
  EXPECT_TRUE(tried([&] { return advance({acme, only_run().id}); }));
  EXPECT_EQ(only_run().steps[2].detail, "this run has no open alert");
}

TEST_F(StoreGone, no_recovery_is_decided_without_its_run) {
  given(high_cpu());
  when_received(cpu("91"));
  application::ReceiveSignal receive{store(),
                                     store().workflows,
                                     store().watches,
                                     store().signal_receipts,
                                     with(runs_gone),
                                     metrics,
                                     clock};
  expect_gone(tried([&] { return receive({cpu("10"), "sensor"}); }));
}

TEST_F(StoreGone, a_recovery_of_a_run_that_is_kept_no_longer_changes_nothing) {
  given(high_cpu());
  when_received(cpu("91"));
  FakeRuns none;
  application::ReceiveSignal receive{store(),
                                     store().workflows,
                                     store().watches,
                                     store().signal_receipts,
                                     with(none),
                                     metrics,
                                     clock};
  EXPECT_TRUE(tried([&] { return receive({cpu("10"), "sensor"}); }));
}

TEST_F(StoreGone, nothing_is_looked_at_without_workflows_or_when_its_run_cannot_be_started) {
  given_service(billing);
  auto workflow = downtime();
  workflow.steps = {Page{billing, "down"}};
  given(workflow);
  when_received(heartbeat());
  const ports::SubjectName name{acme, "internet_signal", "org_x"};
  application::LookAtWatches without_workflows{
      store(), workflows, store().watches, process->runner, clock};
  expect_gone(tried([&] { return without_workflows(name); }));
  clock.advance(5min);
  expect_gone(tried([&] { return without_workflows(name); }));

  GoneServices services;
  GoneAlerts alerts;
  application::LookAtWatches look{
      store(), store().workflows, store().watches, with_paging(services, alerts), clock};
  expect_gone(tried([&] { return look(name); }));
  EXPECT_EQ(store().watches.next_due(), clock.now());
  EXPECT_EQ(*tried([&] { return look({acme, "internet_signal", "nobody"}); }), 0U);
}

TEST_F(StoreGone, no_job_is_fired_without_what_it_needs) {
  given_service(billing);
  auto workflow = high_cpu();
  workflow.steps = {Delay{1h}, Page{billing, "down"}};
  given(workflow);
  when_received(cpu("91"));
  const auto run = to_text(only_run().id);
  auto& p = *process;
  const auto job_of = [&](application::ScheduleJobs::Order order) {
    order.tenant = acme;
    return decided([&](auto& q) { return q.schedule.add(order); })->id;
  };
  const auto resume = job_of({{}, {}, ResumeOrder{run, {"high_cpu"}, "", 0}, 0ms, {}});
  const auto start = job_of({{}, {}, ResumeOrder{"", {"high_cpu"}, "", 0}, 0ms, {}});
  const auto signal = job_of({{}, {}, cpu("92", "web2"), 0ms, {}});

  GoneServices services;
  GoneAlerts alerts;
  auto& runner = with_paging(services, alerts);
  application::ReceiveSignal receive{
      store(), workflows, store().watches, receipts, runner, metrics, clock};
  const auto fire_with = [&](ports::ScheduledJobs& its_jobs,
                             ports::Runs& its_runs,
                             ports::Workflows& its_workflows,
                             domain::ScheduledJobId job) {
    application::FireJobs fire{store(),
                               its_jobs,
                               its_runs,
                               its_workflows,
                               store().watches,
                               receive,
                               runner,
                               metrics,
                               clock};
    expect_gone(tried([&] { return fire({acme, job}); }));
  };
  fire_with(jobs, store().runs, store().workflows, resume);
  fire_with(store().scheduled_jobs, runs_gone, store().workflows, resume);
  fire_with(store().scheduled_jobs, store().runs, store().workflows, resume);
  fire_with(store().scheduled_jobs, store().runs, workflows, start);
  fire_with(store().scheduled_jobs, store().runs, store().workflows, start);
  fire_with(store().scheduled_jobs, store().runs, store().workflows, signal);

  application::ScheduleJobs schedule{store(), jobs, ids, clock};
  expect_gone(tried([&] { return schedule.cancel({acme, resume, "bob"}); }));
  EXPECT_FALSE((*p.store.scheduled_jobs.find(acme, resume))->has_ended());
}

TEST_F(StoreGone, nothing_is_configured_without_services_or_workflows) {
  GoneServices services;
  application::ConfigureWorkflows without_services{
      store(), store().workflows, services, store().watches, clock};
  expect_gone(tried([&] { return without_services.save(paging()); }));

  application::ConfigureWorkflows configure{
      store(), workflows, store().services, store().watches, clock};
  expect_gone(tried([&] { return configure.save(high_cpu()); }));
  workflows.answers_left = 1;
  expect_gone(tried([&] { return configure.save(high_cpu()); }));
  expect_gone(tried([&] { return configure.toggle({acme, {"w"}, true}); }));
  expect_gone(tried([&] { return configure.remove({acme, {"w"}}); }));
}

TEST_F(StoreGone, nothing_is_wanted_of_a_run_that_cannot_be_read) {
  domain::Notification notification;
  notification.kind = domain::NotificationKind::workflow_message;
  notification.run = domain::RunId{};
  application::StillWanted wanted{
      store().alerts, store().subscriptions, store().clients, runs_gone};
  expect_gone(wanted.is_wanted(notification, {}));
}

}  // namespace
}  // namespace tocsin::tests
