#include "adapters/memory/workflows/workflows.hpp"

#include "tests/contracts/working_set.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::Run;
using domain::RunStatus;
using domain::ScheduledJob;
using domain::SubjectKey;
using domain::WatchedSubject;
using domain::Workflow;

Workflow a_workflow(std::uint64_t version = 1) {
  Workflow workflow;
  workflow.tenant = acme;
  workflow.id.value = "w";
  workflow.version = version;
  workflow.name = "A \"workflow\"";
  workflow.signal_type = "cpu";
  workflow.conditions = {domain::Absence{5min},
                         domain::Numeric{"value.x", domain::Operator::at_most, "1.5", 1min},
                         domain::Numeric{"y", domain::Operator::equal, "up", 0ms},
                         domain::SignalCount{3, 1min}};
  workflow.steps = {domain::Tell{{"", domain::Channel::slack, "#ops"}, "{{x}}"},
                    domain::Page{billing, "down", severity("high")},
                    domain::Delay{15min},
                    domain::Resolve{}};
  workflow.continue_on_recovery = true;
  workflow.watches_since = 1;
  workflow.created_at = start_of_test();
  workflow.updated_at = start_of_test() + 1ms;
  return workflow;
}

WatchedSubject a_subject(const domain::SharedWorkflow& workflow, std::string name = "web1") {
  WatchedSubject subject;
  subject.tenant = acme;
  subject.signal_type = "cpu";
  subject.subject = std::move(name);
  domain::Signal signal;
  signal.occurred_at = start_of_test() - 1min;
  signal.fields = {{"value.x", "1"}, {"value.y", "up"}};
  subject.take(signal, 0xFFFF'FFFF'FFFF'FFFF, start_of_test());
  auto& watch = subject.watch_of(workflow);
  watch.observe(workflow, subject.fields, start_of_test());
  watch.started({CountingIds::nth(7)});
  return subject;
}

const SubjectKey web1{"acme", "cpu", "web1"};

Run a_run(const domain::SharedWorkflow& workflow, std::uint64_t n = 1) {
  auto run = start_run({CountingIds::nth(n)},
                       workflow,
                       {"cpu#web1#1", "web1", start_of_test(), {{"value.x", "1"}}},
                       "x is \"1\"",
                       0,
                       start_of_test());
  run.step_sending(notification_id(5), "notifying #ops", start_of_test());
  run.step_done("raised", alert_id(6), start_of_test());
  run.step_waits(15min, start_of_test());
  return run;
}

ScheduledJob a_job(std::uint64_t n) {
  ScheduledJob job;
  job.id = {CountingIds::nth(n)};
  job.tenant = acme;
  job.by = "alice";
  job.order = domain::ResumeOrder{"uuid", {"w"}, "cpu#web1#1", 2};
  job.execute_at = start_of_test() + std::chrono::minutes{n};
  job.queue_name = "queue";
  job.created_at = start_of_test();
  job.updated_at = start_of_test();
  return job;
}

struct WorkflowStore : WorkingSet {
  domain::SharedWorkflow workflow = shared(a_workflow());

  void keep_workflow() {
    keep([](Store& inside) { inside.workflows.save(a_workflow()); });
  }
  domain::SharedWorkflow kept_workflow() { return *store->workflows.find(acme, {"w"}); }
};

TEST_P(WorkflowStore, keeps_a_workflow_as_it_is) {
  keep_workflow();
  restart();
  ASSERT_NE(kept_workflow(), nullptr);
  EXPECT_EQ(*kept_workflow(), a_workflow());
}

TEST_P(WorkflowStore, finds_what_a_unit_of_work_has_saved_and_forgets_what_it_has_not_kept) {
  keep([&](Store& inside) {
    inside.workflows.save(a_workflow());
    EXPECT_EQ((*inside.workflows.of_type(acme, "cpu"))->size(), 1U);
    EXPECT_EQ((*inside.workflows.of_type(acme, "other"))->size(), 0U);
    EXPECT_EQ((*inside.workflows.find_version(acme, {"w"}, 1))->version, 1U);
    EXPECT_EQ(*inside.workflows.last_version(acme, {"w"}), 1U);
    EXPECT_EQ(inside.workflows.list(acme)->size(), 1U);
    inside.workflows.save(a_workflow(2));
    inside.workflows.remove(acme, {"w"});
    EXPECT_EQ(*inside.workflows.find(acme, {"w"}), nullptr);
    inside.workflows.save(a_workflow(3));
  });
  EXPECT_EQ(kept_workflow()->version, 3U);

  ASSERT_TRUE(store->begin_batch());
  roll_back([](Store& inside) { inside.workflows.save(a_workflow(4)); });
  ASSERT_TRUE(store->commit_batch());
  EXPECT_EQ(kept_workflow()->version, 3U);
}

TEST_P(WorkflowStore, shows_the_newest_version_and_those_before_it) {
  keep([](Store& inside) {
    inside.workflows.save(a_workflow(1));
    inside.workflows.save(a_workflow(2));
  });
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(kept_workflow()->version, 2U);
    EXPECT_EQ((*store->workflows.find_version(acme, {"w"}, 1))->version, 1U);
    EXPECT_EQ((*store->workflows.of_type(acme, "cpu"))->size(), 1U);
    EXPECT_EQ((*store->workflows.of_type({"globex"}, "cpu"))->size(), 0U);
    restart();
  }
}

TEST_P(WorkflowStore, a_version_that_is_saved_again_replaces_itself) {
  keep_workflow();
  keep([](Store& inside) {
    auto disabled = a_workflow();
    disabled.enabled = false;
    inside.workflows.save(disabled);
  });
  restart();
  EXPECT_FALSE(kept_workflow()->enabled);
  EXPECT_EQ((*store->workflows.of_type(acme, "cpu"))->size(), 0U);
}

TEST_P(WorkflowStore, keeps_a_removed_workflow_for_the_runs_that_need_it) {
  keep_workflow();
  keep([&](Store& inside) { inside.runs.save(a_run(kept_workflow())); });
  keep([](Store& inside) { inside.workflows.remove(acme, {"w"}); });
  restart();

  EXPECT_EQ(kept_workflow(), nullptr);
  EXPECT_EQ(*store->workflows.last_version(acme, {"w"}), 1U);
  const auto run = store->runs.find_open({CountingIds::nth(1)});
  ASSERT_TRUE(run);
  EXPECT_EQ(*run->workflow, a_workflow());
}

TEST_P(WorkflowStore, the_number_of_a_removed_version_is_not_given_again) {
  keep_workflow();
  keep([](Store& inside) { inside.workflows.remove(acme, {"w"}); });
  restart();
  restart();
  EXPECT_EQ(kept_workflow(), nullptr);
  EXPECT_EQ(*store->workflows.last_version(acme, {"w"}), 1U);
}

TEST_P(WorkflowStore, keeps_a_subject_and_what_is_known_of_it) {
  keep_workflow();
  const auto subject = a_subject(kept_workflow());
  keep([&](Store& inside) {
    inside.watches.save(subject);
    EXPECT_EQ(inside.watches.find(web1), subject);
  });
  restart();

  const auto kept = store->watches.find(web1);
  ASSERT_TRUE(kept);
  auto expected = subject;
  expected.watches.front().follows = kept->watches.front().follows;
  EXPECT_EQ(*kept, expected);
  EXPECT_EQ(*kept->watches.front().follows, a_workflow());
  EXPECT_EQ(store->watches.next_due(), subject.look_again_at());
}

TEST_P(WorkflowStore, drops_the_watches_of_a_workflow_that_is_gone) {
  keep_workflow();
  keep([&](Store& inside) { inside.watches.save(a_subject(kept_workflow())); });
  keep([](Store& inside) { inside.workflows.remove(acme, {"w"}); });
  restart();
  const auto kept = store->watches.find(web1);
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->watches.empty());
}

TEST_P(WorkflowStore, knows_the_newest_of_what_was_written_many_times) {
  keep_workflow();
  const auto written = [&](const std::string& name, int round) {
    auto subject = a_subject(kept_workflow(), name);
    subject.watches.front().look_again_at = start_of_test() + std::chrono::seconds{round};
    return subject;
  };
  const auto often = [](int which) { return "often-" + std::to_string(which); };
  keep([&](Store& inside) { inside.watches.save(written("seldom", 1)); });
  for (int round = 0; round < 40; ++round) {
    keep([&](Store& inside) {
      for (int which = 0; which < 50; ++which)
        inside.watches.save(written(often(which), round));
    });
  }
  keep([&](Store& inside) { inside.watches.save(written("gone", 1)); },
       [](Store& inside) {
         inside.watches.forget({"acme", "cpu", "gone"});
       });
  restart();

  EXPECT_EQ(store->watches.size(), 51U);
  EXPECT_EQ(store->watches.find({"acme", "cpu", "seldom"})->watches.front().look_again_at,
            start_of_test() + 1s);
  EXPECT_EQ(store->watches.find({"acme", "cpu", often(7)})->watches.front().look_again_at,
            start_of_test() + 39s);
}

TEST_P(WorkflowStore, finds_a_subject_by_all_of_its_key) {
  keep_workflow();
  keep([&](Store& inside) { inside.watches.save(a_subject(kept_workflow())); });
  EXPECT_TRUE(store->watches.find(web1));
  EXPECT_FALSE(store->watches.find({"globex", "cpu", "web1"}));
  EXPECT_FALSE(store->watches.find({"acme", "mem", "web1"}));
  EXPECT_FALSE(store->watches.find({"acme", "cpu", "web2"}));
}

TEST_P(WorkflowStore, offers_subjects_in_the_order_of_their_times) {
  keep_workflow();
  const auto due_at = [&](const std::string& name, domain::Duration at) {
    auto subject = a_subject(kept_workflow(), name);
    subject.watches.front().look_again_at = start_of_test() + at;
    return subject;
  };
  keep([&](Store& inside) {
    inside.watches.save(due_at("late", 3min));
    inside.watches.save(due_at("early", 1min));
    inside.watches.save(due_at("moved", 1s));
  });
  keep([&](Store& inside) { inside.watches.save(due_at("moved", 2min)); });
  const auto names = [&](domain::Duration at, std::size_t limit) {
    std::string all;
    for (const auto& name : store->watches.due(start_of_test() + at, limit))
      all += name.subject + ' ';
    return all;
  };
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(names(1min - 1ms, 9), "");
    EXPECT_EQ(names(2min, 9), "early moved ");
    EXPECT_EQ(names(1h, 2), "early moved ");
    EXPECT_EQ(store->watches.next_due(), start_of_test() + 1min);
    restart();
  }
}

TEST_P(WorkflowStore, forgets_a_subject) {
  keep_workflow();
  keep([&](Store& inside) { inside.watches.save(a_subject(kept_workflow())); });
  keep([&](Store& inside) {
    inside.watches.forget(web1);
    EXPECT_FALSE(inside.watches.find(web1));
    inside.watches.forget({"acme", "cpu", "nobody"});
  });
  EXPECT_EQ(store->watches.next_due(), std::nullopt);
  keep([&](Store& inside) { inside.watches.save(a_subject(kept_workflow(), "web2")); },
       [](Store& inside) {
         inside.watches.forget({"acme", "cpu", "web2"});
       },
       [&](Store& inside) { inside.watches.save(a_subject(kept_workflow(), "web2")); });
  restart();
  EXPECT_FALSE(store->watches.find(web1));
  EXPECT_TRUE(store->watches.find({"acme", "cpu", "web2"}));
  EXPECT_EQ(store->watches.size(), 1U);
}

TEST_P(WorkflowStore, remembers_which_signals_were_received) {
  const auto at = start_of_test();
  keep(
      [&](Store& inside) {
        EXPECT_FALSE(*inside.signal_receipts.has(at, 1));
        inside.signal_receipts.add({at, 1, at});
        EXPECT_TRUE(*inside.signal_receipts.has(at, 1));
      },
      [&](Store& inside) { EXPECT_TRUE(*inside.signal_receipts.has(at, 1)); },
      [&](Store& inside) {
        inside.signal_receipts.add({at, 1, at});
      });
  restart();
  keep([&](Store& inside) {
    EXPECT_TRUE(*inside.signal_receipts.has(at, 1));
    EXPECT_FALSE(*inside.signal_receipts.has(at, 2));
    EXPECT_FALSE(*inside.signal_receipts.has(at + 1ms, 1));
  });
}

TEST_P(WorkflowStore, a_receipt_that_is_taken_back_was_never_given) {
  const auto at = start_of_test();
  ASSERT_TRUE(store->begin_batch());
  roll_back([&](Store& inside) { inside.signal_receipts.add({at, 1, at}); });
  commit([&](Store& inside) { EXPECT_FALSE(*inside.signal_receipts.has(at, 1)); });
  ASSERT_TRUE(store->commit_batch());
}

TEST_P(WorkflowStore, keeps_a_run_that_is_under_way) {
  keep_workflow();
  const auto run = a_run(kept_workflow());
  keep([&](Store& inside) {
    inside.runs.save(run);
    EXPECT_EQ(inside.runs.find_open(run.id), run);
  });
  restart();

  const auto kept = store->runs.find_open(run.id);
  ASSERT_TRUE(kept);
  auto expected = run;
  expected.workflow = kept->workflow;
  EXPECT_EQ(*kept, expected);
  EXPECT_EQ(*kept->workflow, a_workflow());
  EXPECT_EQ(store->runs.next_due(), start_of_test() + 15min);
  EXPECT_EQ(store->runs.due(start_of_test() + 15min, 9),
            (std::vector{ports::RunRef{acme, run.id}}));
  EXPECT_TRUE(store->runs.due(start_of_test() + 15min - 1ms, 9).empty());
}

TEST_P(WorkflowStore, a_run_that_has_ended_is_in_the_history) {
  keep_workflow();
  auto run = a_run(kept_workflow());
  keep([&](Store& inside) { inside.runs.save(run); });
  run.cancel("recovered", start_of_test() + 1min);
  keep([&](Store& inside) { inside.runs.save(run); });
  restart();

  EXPECT_FALSE(store->runs.find_open(run.id));
  EXPECT_EQ(store->runs.next_due(), std::nullopt);
  const auto ended = store->runs.find(acme, run.id);
  ASSERT_TRUE(ended && *ended);
  auto expected = run;
  expected.workflow = (*ended)->workflow;
  EXPECT_EQ(**ended, expected);
  EXPECT_EQ((*ended)->workflow->id.value, "w");
  EXPECT_EQ((*ended)->workflow->name, "A \"workflow\"");
  EXPECT_FALSE(*store->runs.find({"globex"}, run.id));
}

TEST_P(WorkflowStore, lists_ended_runs_by_what_is_wanted) {
  keep_workflow();
  keep([&](Store& inside) {
    for (std::uint64_t n = 1; n <= 3; ++n) {
      auto run = a_run(kept_workflow(), n);
      run.signal.subject = n == 2 ? "web2" : "web1";
      run.cancel("recovered", start_of_test());
      inside.runs.save(run);
    }
  });
  const auto listed = [&](const ports::RunFilter& filter,
                          std::optional<domain::RunId> before = {}) {
    const auto slice = disk->ended_runs().list(filter, before, 2);
    EXPECT_TRUE(slice);
    std::vector<domain::RunId> ids;
    for (const auto& run : slice->rows)
      ids.push_back(run.id);
    return ids;
  };
  const auto id = [](std::uint64_t n) { return domain::RunId{CountingIds::nth(n)}; };
  EXPECT_EQ(listed({acme, {}, {}, {}}), (std::vector{id(3), id(2)}));
  EXPECT_EQ(listed({acme, {}, {}, {}}, id(2)), std::vector{id(1)});
  EXPECT_EQ(listed({acme, {}, {}, "web1"}), (std::vector{id(3), id(1)}));
  EXPECT_EQ(listed({acme, {{"w"}}, {}, {}}, id(3)), (std::vector{id(2), id(1)}));
  EXPECT_EQ(listed({acme, {}, RunStatus::cancelled, {}}), (std::vector{id(3), id(2)}));
  EXPECT_TRUE(listed({acme, {}, RunStatus::completed, {}}).empty());
  EXPECT_TRUE(listed({acme, {{"v"}}, {}, {}}).empty());
  EXPECT_TRUE(listed({{"globex"}, {}, {}, {}}).empty());
}

TEST_P(WorkflowStore, lists_runs_under_way_newest_first) {
  keep_workflow();
  keep([&](Store& inside) {
    inside.runs.save(a_run(kept_workflow(), 1));
    inside.runs.save(a_run(kept_workflow(), 2));
  });
  const auto first = store->runs.list({acme, {}, {}, {}}, {}, 1);
  EXPECT_EQ(first->rows.front().id, (domain::RunId{CountingIds::nth(2)}));
  const auto second = store->runs.list({acme, {}, {}, {}}, first->resume_before, 1);
  EXPECT_EQ(second->rows.front().id, (domain::RunId{CountingIds::nth(1)}));
  EXPECT_EQ(*store->runs.find_run(acme, first->rows.front().id), first->rows.front());
  EXPECT_FALSE(*store->runs.find_run({"globex"}, first->rows.front().id));
  EXPECT_EQ(store->runs.size(), 2U);
}

TEST_P(WorkflowStore, keeps_jobs_until_they_are_done_and_shows_them_afterwards) {
  auto signal = a_job(2);
  signal.order = domain::Signal{
      acme, "cpu", "web1", start_of_test(), {{"value.x", "1"}, {"metadata.y", "\"2\""}}};
  keep([&](Store& inside) {
    inside.scheduled_jobs.save(a_job(1));
    inside.scheduled_jobs.save(signal);
    EXPECT_EQ(*inside.scheduled_jobs.find(acme, a_job(1).id), a_job(1));
  });
  restart();
  EXPECT_EQ(*store->scheduled_jobs.find(acme, a_job(1).id), a_job(1));
  EXPECT_EQ(*store->scheduled_jobs.find_job(acme, signal.id), signal);
  EXPECT_FALSE(*store->scheduled_jobs.find_job({"globex"}, signal.id));
  EXPECT_EQ(store->scheduled_jobs.next_due(), start_of_test() + 1min);
  EXPECT_EQ(store->scheduled_jobs.due(start_of_test() + 1h, 1), std::vector{a_job(1)});
  EXPECT_EQ(store->scheduled_jobs.due(start_of_test() + 1min, 9).size(), 1U);

  signal.complete("received", start_of_test() + 2min);
  keep([&](Store& inside) { inside.scheduled_jobs.save(signal); });
  EXPECT_EQ(store->scheduled_jobs.size(), 1U);
  restart();
  EXPECT_EQ(*store->scheduled_jobs.find(acme, signal.id), signal);
  EXPECT_FALSE(*store->scheduled_jobs.find({"globex"}, signal.id));
  EXPECT_EQ(*disk->ended_jobs().find_job(acme, signal.id), signal);
  EXPECT_EQ(store->scheduled_jobs.due(start_of_test() + 1h, 9).size(), 1U);
}

TEST_P(WorkflowStore, what_the_disk_refuses_is_taken_back) {
  keep_workflow();
  lose([&](Store& inside) {
    inside.workflows.save(a_workflow(2));
    inside.watches.save(a_subject(kept_workflow()));
    inside.runs.save(a_run(kept_workflow()));
    inside.scheduled_jobs.save(a_job(1));
    inside.signal_receipts.add({start_of_test(), 1, start_of_test()});
  });
  EXPECT_EQ(kept_workflow()->version, 1U);
  EXPECT_EQ(store->watches.size(), 0U);
  EXPECT_EQ(store->runs.size(), 0U);
  EXPECT_EQ(store->scheduled_jobs.size(), 0U);
  keep([](Store& inside) { EXPECT_FALSE(*inside.signal_receipts.has(start_of_test(), 1)); });
}

TEST_P(WorkflowStore, what_a_unit_of_work_takes_back_was_never_there) {
  keep_workflow();
  ASSERT_TRUE(store->begin_batch());
  roll_back([&](Store& inside) {
    inside.watches.save(a_subject(kept_workflow()));
    inside.runs.save(a_run(kept_workflow()));
    inside.scheduled_jobs.save(a_job(1));
  });
  ASSERT_TRUE(store->commit_batch());
  EXPECT_FALSE(store->watches.find(web1));
  EXPECT_FALSE(store->runs.find_open({CountingIds::nth(1)}));
  EXPECT_FALSE(*store->scheduled_jobs.find(acme, a_job(1).id));
}

INSTANTIATE_TEST_SUITE_P(EveryDisk, WorkflowStore, every_disk(), name_of_disk);

}  // namespace
}  // namespace tocsin::tests
