#include "domain/logs/service_log.hpp"
#include "tests/builders/alerting.hpp"
#include "tests/builders/logs.hpp"
#include "tests/contracts/working_set.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::memory::Store;

std::shared_ptr<const CompiledLogRuleList> watching(const std::vector<LogRule>& rules) {
  auto list = std::make_shared<CompiledLogRuleList>();
  for (const auto& rule : rules)
    list->push_back(std::make_shared<const CompiledLogRule>(compiled_from(rule)));
  return list;
}

// One rule counts, one groups, one slides and measures times.
std::vector<LogRule> some_rules() {
  auto by_region = a_log_rule(1, "b");
  by_region.group_by = {"region", "zone"};
  auto slow = a_log_rule(500, "c");
  slow.type = LogRuleType::latency_threshold;
  slow.window_type = WindowType::sliding;
  return {a_log_rule(1, "a"), by_region, slow};
}

LogEntry a_slow_error(std::string_view region) {
  auto line = an_answer(503, 1234ms);
  line.level = LogLevel::error;
  line.fields.add("region", region);
  line.fields.add("zone", "\"1\" \\ \xFF 日本");
  return line;
}

class LogWindowsContract : public WorkingSet {
 protected:
  ServiceLog& log(Store& inside, const std::string& service = "checkout") {
    auto* const found = inside.log_windows.find_or_make(acme, service);
    EXPECT_NE(found, nullptr);
    return *found;
  }

  void count(Store& inside, const LogEntry& line, Time now = start_of_test()) {
    auto& service_log = log(inside, line.service);
    service_log.follow(compiled_rules);
    std::vector<LogAlarm> alarms;
    service_log.count(line, now, alarms);
    for (const auto& alarm : alarms) {
      const auto n = ++raised;
      alarm.window->raise(
          alarm.crossing, n % 2 == 0 ? std::nullopt : std::optional{alert_id(n)}, severity("high"));
    }
    inside.log_windows.changed(service_log);
  }

  auto counting(const LogEntry& line) {
    return [this, line](Store& inside) {
      count(inside, line);
      inside.log_windows.write_changed(1'000);
    };
  }

  // As a row has it: without what is empty, and without bytes that are no text.
  static ServiceLog plain(const ServiceLog& log) {
    std::vector<RuleLog> rules;
    for (const auto& rule : log.rules()) {
      if (rule.window.is_idle() && !rule.groups) continue;
      rules.push_back(rule);
    }
    return {log.tenant(), log.service(), std::move(rules), log.ended(), log.receipts()};
  }

  std::shared_ptr<const CompiledLogRuleList> compiled_rules = watching(some_rules());
  std::uint64_t raised = 0;
};

TEST_P(LogWindowsContract, are_as_they_were_after_a_restart) {
  auto line = a_slow_error("eu");
  line.fields = {{"region", "eu"}, {"zone", "\"1\" \\ 日本"}};
  keep(counting(line), counting(line), counting(line), counting(an_error()));
  keep([&](Store& inside) {
    count(inside, line, start_of_test() + 5min);
    inside.log_windows.write_changed(1'000);
  });
  const auto before = plain(log(*store));
  ASSERT_EQ(before.rules().size(), 3U);
  ASSERT_TRUE(before.rules()[0].window.raised());
  ASSERT_EQ(before.rules()[1].groups->size(), 2U);
  ASSERT_TRUE(before.rules()[2].window.panes()[0].tally.times);

  restart();

  EXPECT_EQ(log(*store), before);
  EXPECT_EQ(store->log_windows.size(), 1U);
}

TEST_P(LogWindowsContract, take_bytes_that_are_no_text) {
  keep(counting(a_slow_error("\xC3")), counting(a_slow_error("\xFF\xFE")));
  restart();

  EXPECT_TRUE(log(*store).rules()[1].groups->size() > 0);
}

TEST_P(LogWindowsContract, keep_what_has_ended_until_it_is_resolved) {
  keep(counting(an_error()), counting(an_error()), [&](Store& inside) {
    auto& service_log = log(inside);
    service_log.follow(watching({}));
    inside.log_windows.write(service_log);
  });
  ASSERT_EQ(log(*store).ended().size(), 1U);
  restart();
  ASSERT_EQ(log(*store).ended().size(), 1U);
  EXPECT_EQ(log(*store).ended()[0],
            (EndedLogAlert{alert_id(1), "its rule no longer covers the service"}));

  keep([&](Store& inside) {
    log(inside).clear_ended();
    inside.log_windows.write(log(inside));
  });
  restart();
  EXPECT_TRUE(log(*store).ended().empty());
}

TEST_P(LogWindowsContract, keep_the_receipts_of_batches) {
  keep([&](Store& inside) {
    count(inside, an_error());
    log(inside).add_receipt({0xFEDC'BA98'7654'3210, start_of_test()});
    log(inside).add_receipt({1, start_of_test() + 1s});
    inside.log_windows.write(log(inside));
  });
  restart();

  EXPECT_EQ(log(*store).receipts(),
            (std::vector<BatchReceipt>{{0xFEDC'BA98'7654'3210, start_of_test()},
                                       {1, start_of_test() + 1s}}));
}

TEST_P(LogWindowsContract, are_again_what_the_disk_has_when_it_refuses_a_batch) {
  keep(counting(an_error()));
  const auto before = plain(log(*store));
  lose(counting(an_error()), counting(of_service("search", an_error())));

  EXPECT_EQ(log(*store), before);
  EXPECT_EQ(store->log_windows.size(), 1U);
}

TEST_P(LogWindowsContract, stay_counted_when_their_unit_of_work_is_taken_back) {
  ASSERT_TRUE(store->begin_batch());
  roll_back(counting(an_error()));
  ASSERT_TRUE(store->commit_batch());

  restart();
  EXPECT_FALSE(log(*store).rules().empty());
}

TEST_P(LogWindowsContract, are_written_only_when_it_is_their_turn) {
  keep([&](Store& inside) {
    count(inside, an_error());
    count(inside, of_service("search", an_error()));
    EXPECT_EQ(inside.log_windows.next_turn(), Time{});
    EXPECT_EQ(inside.log_windows.write_changed(1), 1U);
  });
  restart();

  EXPECT_FALSE(log(*store).rules().empty());
  EXPECT_TRUE(log(*store, "search").rules().empty());
}

TEST_P(LogWindowsContract, are_forgotten) {
  keep(counting(an_error()), counting(of_service("search", an_error())));
  keep([&](Store& inside) {
    count(inside, an_error());
    inside.log_windows.write(log(inside));
    inside.log_windows.forget(log(inside));
  });
  EXPECT_EQ(store->log_windows.size(), 1U);
  restart();
  EXPECT_EQ(store->log_windows.size(), 1U);
  EXPECT_EQ(store->log_windows.next_turn(), Time{});
}

TEST_P(LogWindowsContract, begin_anew_when_a_line_comes_after_they_were_forgotten) {
  keep(counting(an_error()));
  keep([&](Store& inside) {
    inside.log_windows.forget(log(inside));
    count(inside, an_error());
    inside.log_windows.write(log(inside));
  });
  restart();

  ASSERT_FALSE(log(*store).rules().empty());
  EXPECT_EQ(log(*store).rules()[0].window.panes()[0].tally.count, 1U);
}

TEST_P(LogWindowsContract, settle_when_they_are_due_the_one_that_has_waited_longest_first) {
  auto& windows = store->log_windows;
  auto& first = log(*store, "first");
  auto& second = log(*store, "second");
  auto& other = *windows.find_or_make({"other"}, "first");
  const auto now = start_of_test();
  EXPECT_EQ(windows.take_due(now, 2).size(), 2U);
  EXPECT_EQ(windows.take_due(now, 2).size(), 1U);
  EXPECT_EQ(windows.next_turn(), std::nullopt);

  windows.settle_by(first, now + 3s);
  windows.settle_by(second, now + 2s);
  windows.settle_by(other, now + 4s);
  windows.settle_by(first, now + 9s);
  windows.settle_by(other, now + 1s);
  EXPECT_EQ(windows.next_turn(), now + 1s);
  EXPECT_TRUE(windows.take_due(now, 9).empty());
  EXPECT_EQ(windows.take_due(now + 3s, 9), (std::vector<ServiceLog*>{&other, &second, &first}));

  windows.settle_by(other, now + 9s);
  windows.settle_all(acme);
  EXPECT_EQ(windows.take_due(now, 9).size(), 2U);
  EXPECT_EQ(windows.next_turn(), now + 9s);
}

TEST_P(LogWindowsContract, have_a_bound) {
  adapters::memory::LogWindows few{1};
  auto* const only = few.find_or_make(acme, "a");
  ASSERT_NE(only, nullptr);
  EXPECT_EQ(few.find_or_make(acme, "b"), nullptr);
  EXPECT_EQ(few.find_or_make(acme, "a"), only);
}

TEST_P(LogWindowsContract, have_a_bound_for_each_tenant_so_that_others_have_room) {
  adapters::memory::LogWindows few{3, 1};
  const TenantId other{"other"};
  ASSERT_NE(few.find_or_make(acme, "a"), nullptr);
  EXPECT_EQ(few.find_or_make(acme, "b"), nullptr);
  auto* const of_other = few.find_or_make(other, "b");
  ASSERT_NE(of_other, nullptr);
  EXPECT_EQ(few.find(other, "b"), of_other);
  EXPECT_EQ(few.find(acme, "b"), nullptr);

  few.forget(*few.find(acme, "a"));
  few.load(ServiceLog{acme, "b"});
  EXPECT_EQ(few.find_or_make(acme, "a"), nullptr);
  few.clear();
  EXPECT_NE(few.find_or_make(acme, "a"), nullptr);
}

TEST_P(LogWindowsContract, follow_rules_that_are_kept_as_they_are_written) {
  auto rule = a_custom_rule("level >= ERROR and count > threshold", 2.5);
  rule.description = "what it is \"for\"";
  rule.service = "pay-*";
  rule.latency = 2s;
  rule.percentile = 99.9;
  rule.min_samples = 7;
  rule.pattern = "x\\d";
  rule.group_by = {"region", "a \"b\""};
  rule.message = "{{count}}";
  rule.window = 90s;
  rule.window_type = WindowType::sliding;
  rule.grace = 5s;
  rule.enabled = false;
  rule.resolve_after = 3;
  rule.created_at = start_of_test();
  rule.updated_at = start_of_test() + 1s;
  keep([&](Store& inside) {
    inside.log_rules.save(rule);
    inside.log_rules.save(a_log_rule(1, "plain"));
    inside.log_rules.save(a_log_rule(1, "gone"));
  });
  keep([&](Store& inside) { inside.log_rules.remove(acme, {"gone"}); });

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_EQ(**store->log_rules.find(acme, rule.id), rule);
    EXPECT_EQ(**store->log_rules.find(acme, {"plain"}), a_log_rule(1, "plain"));
    EXPECT_EQ(*store->log_rules.find(acme, {"gone"}), nullptr);
  }
}

TEST_P(LogWindowsContract, show_all_rules_as_one_until_one_changes) {
  keep([](Store& inside) { inside.log_rules.save(a_log_rule()); });
  const auto first = *store->log_rules.snapshot(acme);
  ASSERT_EQ(first->size(), 1U);
  EXPECT_EQ(*store->log_rules.snapshot(acme), first);
  const auto others = *store->log_rules.snapshot({"other"});
  EXPECT_TRUE(others->empty());

  keep([&](Store& inside) {
    inside.log_rules.save(a_log_rule(9));
    EXPECT_EQ((*inside.log_rules.snapshot(acme))->front()->threshold, 9);
    EXPECT_EQ(*inside.log_rules.snapshot({"other"}), others);
  });
  EXPECT_NE(*store->log_rules.snapshot(acme), first);
  EXPECT_EQ((*store->log_rules.snapshot(acme))->front()->threshold, 9);
  EXPECT_EQ(first->front()->threshold, 2);
}

TEST_P(LogWindowsContract, know_for_ever_which_tenants_were_given_rules) {
  keep([](Store& inside) {
    inside.seeded_tenants.add(acme);
    EXPECT_TRUE(inside.seeded_tenants.contains(acme));
  });
  ASSERT_TRUE(store->begin_batch());
  roll_back([](Store& inside) { inside.seeded_tenants.add({"other"}); });
  commit([](Store& inside) { inside.seeded_tenants.add(acme); });
  ASSERT_TRUE(store->commit_batch());

  for (int run = 0; run < 2; ++run, restart()) {
    EXPECT_TRUE(store->seeded_tenants.contains(acme));
    EXPECT_FALSE(store->seeded_tenants.contains({"other"}));
  }
  lose([](Store& inside) { inside.seeded_tenants.add({"other"}); });
  EXPECT_FALSE(store->seeded_tenants.contains({"other"}));
}

INSTANTIATE_TEST_SUITE_P(Kept, LogWindowsContract, every_disk(), name_of_disk);

}  // namespace
}  // namespace tocsin::tests
