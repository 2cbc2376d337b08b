#include "domain/logs/service_log.hpp"

#include <string>
#include <vector>

#include "tests/builders/logs.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {
namespace {

using namespace domain;
using namespace std::chrono_literals;

AlertId nth_alert(std::uint8_t n) {
  AlertId id;
  id.value.data[15] = n;
  return id;
}

LogRule grouped(LogRule rule) {
  rule.group_by = {"region"};
  return rule;
}

LogEntry from(std::string_view region) {
  auto line = an_error();
  line.fields.add("region", region);
  return line;
}

class ServiceLogs : public ::testing::Test {
 protected:
  ServiceLogs() { follow({a_log_rule()}); }

  void follow(const std::vector<LogRule>& rules) {
    auto list = std::make_shared<CompiledLogRuleList>();
    for (const auto& rule : rules)
      list->push_back(std::make_shared<const CompiledLogRule>(compiled_from(rule)));
    compiled_rules = list;
    log.follow(compiled_rules);
  }

  LogCount count(const LogEntry& line, Time now = midnight) {
    alarms.clear();
    return log.count(line, now, alarms);
  }

  // As many lines as it takes, and the alert is known.
  void raise(AlertId alert, Time now = midnight, const LogEntry& line = an_error()) {
    alarms.clear();
    for (int lines = 0; alarms.empty() && lines < 10; ++lines)
      count(line, now);
    ASSERT_EQ(alarms.size(), 1U);
    alarms[0].window->raise(alarms[0].crossing, alert, alarms[0].compiled->rule().severity);
  }

  void restart() {
    auto rules = log.rules();
    for (auto& rule : rules)
      rule.compiled = nullptr;
    log = ServiceLog{log.tenant(), log.service(), std::move(rules), log.ended(), log.receipts()};
  }

  std::shared_ptr<const CompiledLogRuleList> compiled_rules;
  ServiceLog log{acme, "checkout"};
  std::vector<LogAlarm> alarms;
};

TEST_F(ServiceLogs, say_what_time_they_are_as_of) {
  count(an_error(), midnight + 2s);
  EXPECT_EQ(log.as_of(), midnight + 2s);

  log.settle(midnight + 3s);
  EXPECT_EQ(log.as_of(), midnight + 3s);

  count(an_error(), midnight + 5s);
  EXPECT_EQ(log.as_of(), midnight + 5s);
}

TEST_F(ServiceLogs, follow_the_rules_that_look_at_the_service) {
  auto other = a_log_rule(2, "other");
  other.service = "pay-*";
  follow({other, a_log_rule()});

  ASSERT_EQ(log.rules().size(), 1U);
  EXPECT_EQ(log.rules()[0].rule.value, "too-many");
}

TEST_F(ServiceLogs, tell_what_a_line_has_set_off) {
  follow({a_log_rule(0, "a"), a_log_rule(1, "b"), a_log_rule(1, "c")});
  count(an_error());
  ASSERT_EQ(alarms.size(), 1U);
  EXPECT_EQ(alarms[0].compiled->rule().id.value, "a");
  EXPECT_TRUE(alarms[0].group.empty());
  alarms[0].window->raise(alarms[0].crossing, nth_alert(1), {});

  EXPECT_EQ(count(a_line()).deduplicated, 0U);
  EXPECT_TRUE(alarms.empty());
  // Raised with another severity than the rule has, but for this window.
  EXPECT_EQ(count(an_error()).deduplicated, 1U);
  EXPECT_EQ(alarms.size(), 2U);
}

TEST_F(ServiceLogs, remember_a_batch_for_ten_minutes) {
  log.add_receipt({7, midnight});

  EXPECT_TRUE(log.has_counted(7, midnight + 10min - 1ms));
  EXPECT_FALSE(log.has_counted(8, midnight));
  EXPECT_FALSE(log.has_counted(7, midnight + 10min));
}

TEST_F(ServiceLogs, are_kept_until_their_last_receipt_expires) {
  log.add_receipt({7, midnight});
  log.add_receipt({8, midnight + 1min});
  restart();
  follow({a_log_rule()});
  EXPECT_FALSE(log.is_idle());
  EXPECT_EQ(log.settles_at(midnight + 1min), midnight + 10min);

  EXPECT_FALSE(log.settle(midnight + 10min - 1ms));
  EXPECT_TRUE(log.settle(midnight + 10min));
  EXPECT_EQ(log.receipts(), (std::vector<BatchReceipt>{{8, midnight + 1min}}));
  EXPECT_TRUE(log.settle(midnight + 11min));
  EXPECT_TRUE(log.is_idle());
  EXPECT_FALSE(log.settles_at(midnight + 11min));
}

TEST_F(ServiceLogs, remember_the_newest_batches_of_a_busy_sender) {
  for (std::uint64_t batch = 0; batch <= ServiceLog::max_receipts; ++batch)
    log.add_receipt({batch, midnight});

  EXPECT_FALSE(log.has_counted(0, midnight));
  EXPECT_TRUE(log.has_counted(1, midnight));
  EXPECT_TRUE(log.has_counted(ServiceLog::max_receipts, midnight));
}

TEST_F(ServiceLogs, tell_what_is_late_for_one_of_the_rules) {
  auto hourly = a_log_rule(2, "hourly");
  hourly.window = 1h;
  follow({hourly, a_log_rule()});
  const auto counted = count(at(midnight + 1min, an_error()), midnight + 10min);

  EXPECT_TRUE(counted.late);
  EXPECT_EQ(log.rules()[0].window.panes().size(), 1U);
  EXPECT_TRUE(log.rules()[1].window.panes().empty());
}

TEST_F(ServiceLogs, count_each_group_by_itself) {
  follow({grouped(a_log_rule(1))});
  count(from("eu"));
  count(from("us"));
  EXPECT_TRUE(alarms.empty());
  count(from("us"));

  ASSERT_EQ(alarms.size(), 1U);
  EXPECT_EQ(alarms[0].group, RuleLog::Group{"us"});
}

TEST_F(ServiceLogs, count_what_has_no_room_for_its_group_together) {
  follow({grouped(a_log_rule(1))});
  for (std::size_t n = 0; n < ServiceLog::max_groups; ++n)
    EXPECT_EQ(count(from(std::to_string(n))).without_group, 0U);

  EXPECT_EQ(count(from("one")).without_group, 1U);
  EXPECT_EQ(count(from("more")).without_group, 1U);
  ASSERT_EQ(alarms.size(), 1U);
  EXPECT_TRUE(alarms[0].group.empty());
  EXPECT_EQ(count(from("7")).without_group, 0U);
}

// A percentile of each region and second, for five minutes.
LogRule demanding() {
  auto rule = grouped(a_log_rule(1e9, "demanding"));
  rule.type = LogRuleType::latency_threshold;
  rule.window = 1s;
  rule.grace = 5min;
  return rule;
}

class FullServiceLogs : public ServiceLogs {
 protected:
  LogCount answer(int region, Duration time, Time now) {
    auto line = an_answer(200, time);
    line.fields.add("region", std::to_string(region));
    return count(line, now);
  }

  // In buckets as far from each other as an answer may be.
  void fill() {
    follow({demanding(), a_log_rule(9, "other")});
    for (auto now = midnight; now < midnight + 5min; now += 1s) {
      for (int region = 0; region < 20; ++region) {
        answer(region, 1ms, now);
        answer(region, 1'000'000h, now);
      }
    }
  }
  const RuleLog& full() const { return log.rules()[0]; }
};

TEST_F(FullServiceLogs, keep_no_more_than_so_much_of_a_rule_and_say_so) {
  fill();
  const auto now = midnight + 5min - 1s;
  EXPECT_TRUE(answer(1, 1ms, now).without_room);
  EXPECT_TRUE(answer(99, 1ms, now).without_room);
  EXPECT_FALSE(count(an_error(), now).without_room) << "another rule has room";

  EXPECT_GE(full().bytes, ServiceLog::max_bytes);
  EXPECT_LT(full().bytes, ServiceLog::max_bytes + 10'000);
}

TEST_F(FullServiceLogs, have_room_for_one_pane_less_than_the_most) {
  const auto is_full_with = [&](std::size_t panes) {
    auto rules = log.rules();
    rules[0].window = LogWindow{std::vector<LogPane>(panes), {}};
    log = ServiceLog{log.tenant(), log.service(), std::move(rules), {}, {}};
    log.follow(compiled_rules);
    return count(an_error()).without_room;
  };
  constexpr auto max_panes = ServiceLog::max_bytes / sizeof(LogPane);
  EXPECT_FALSE(is_full_with(max_panes - 1));
  EXPECT_TRUE(is_full_with(max_panes));
}

TEST_F(FullServiceLogs, are_as_full_after_a_restart) {
  fill();
  restart();
  follow({demanding()});

  EXPECT_GT(full().bytes, ServiceLog::max_bytes / 2);
}

TEST_F(FullServiceLogs, have_room_again_when_what_is_old_is_forgotten) {
  fill();
  const auto now = midnight + 20min;
  EXPECT_TRUE(log.settle(now));
  EXPECT_EQ(full().bytes, 0U);
  EXPECT_FALSE(answer(1, 1ms, now).without_room);
}

TEST_F(FullServiceLogs, have_room_again_when_lines_find_what_is_old) {
  fill();
  const auto now = midnight + 20min;
  EXPECT_TRUE(answer(1, 1ms, now).without_room);
  EXPECT_FALSE(answer(1, 1ms, now).without_room);
}

TEST_F(ServiceLogs, keep_what_was_counted_when_a_rule_changes_its_threshold) {
  count(an_error());
  count(an_error());
  follow({a_log_rule(1)});

  count(an_error());
  EXPECT_EQ(alarms.size(), 1U);
  EXPECT_EQ(alarms[0].crossing.measured.count, 3U);
}

TEST_F(ServiceLogs, start_anew_when_a_rule_would_count_something_else) {
  count(an_error());
  count(an_error());
  auto longer = a_log_rule();
  longer.window = 10min;
  follow({longer});

  count(an_error());
  EXPECT_TRUE(alarms.empty());
  EXPECT_TRUE(log.ended().empty());
}

TEST_F(ServiceLogs, do_nothing_when_they_follow_already) {
  count(an_error());
  const auto* window = &log.rules()[0].window;
  log.follow(compiled_rules);

  EXPECT_EQ(window, &log.rules()[0].window);
  EXPECT_EQ(window->panes().size(), 1U);
}

TEST_F(ServiceLogs, end_the_alert_of_a_rule_that_is_gone) {
  raise(nth_alert(1));
  follow({});

  EXPECT_EQ(log.ended(),
            (std::vector<EndedLogAlert>{{nth_alert(1), "its rule no longer covers the service"}}));
  EXPECT_FALSE(log.is_idle());
  log.clear_ended();
  EXPECT_TRUE(log.is_idle());
}

TEST_F(ServiceLogs, end_the_alerts_of_all_groups_of_a_rule_that_has_changed) {
  follow({grouped(a_log_rule())});
  raise(nth_alert(1), midnight, from("eu"));
  raise(nth_alert(2), midnight, from("us"));
  follow({a_log_rule()});

  EXPECT_EQ(log.ended(),
            (std::vector<EndedLogAlert>{{nth_alert(1), "its rule has changed"},
                                        {nth_alert(2), "its rule has changed"}}));
}

TEST_F(ServiceLogs, end_an_alert_when_its_severity_has_changed_and_raise_it_anew) {
  raise(nth_alert(1));
  auto milder = a_log_rule();
  milder.severity = *Severity::parse("WARNING");
  follow({milder});

  EXPECT_EQ(log.ended(),
            (std::vector<EndedLogAlert>{{nth_alert(1), "the severity of its rule has changed"}}));
  count(an_error());
  EXPECT_EQ(alarms.size(), 1U);
}

TEST_F(ServiceLogs, keep_an_alert_whose_changed_rule_has_raised_it_again) {
  raise(nth_alert(1));
  auto longer = a_log_rule();
  longer.window = 10min;
  follow({longer, a_log_rule(9, "z")});
  raise(nth_alert(1));

  EXPECT_TRUE(log.settle(midnight));
  EXPECT_TRUE(log.ended().empty());
}

TEST_F(ServiceLogs, end_an_alert_whose_rule_was_quiet) {
  raise(nth_alert(1));
  const auto quiet_at = midnight + 10min + 30s;
  EXPECT_EQ(log.settles_at(midnight), quiet_at);
  EXPECT_TRUE(log.settle(quiet_at - 1ms));  // its pane is forgotten
  EXPECT_FALSE(log.settle(quiet_at - 1ms));
  EXPECT_TRUE(log.ended().empty());

  EXPECT_TRUE(log.settle(quiet_at));
  EXPECT_EQ(log.ended(), (std::vector<EndedLogAlert>{{nth_alert(1), "its rule was quiet"}}));
}

TEST_F(ServiceLogs, have_nothing_to_end_when_no_alert_was_made) {
  for (int lines = 0; lines < 3; ++lines)
    count(an_error());
  alarms[0].window->raise(alarms[0].crossing, std::nullopt, alarms[0].compiled->rule().severity);

  EXPECT_TRUE(log.settle(midnight + 1h));
  EXPECT_TRUE(log.ended().empty());
}

TEST_F(ServiceLogs, forget_groups_that_are_idle) {
  follow({grouped(a_log_rule())});
  count(from("eu"), midnight);
  count(from("us"), midnight + 5min);
  const auto first = midnight + 5min + 30s + 1ms;
  EXPECT_EQ(log.settles_at(midnight), first);
  EXPECT_TRUE(log.settle(first));
  EXPECT_EQ(log.rules()[0].groups->size(), 1U);
  EXPECT_TRUE(log.settle(first + 5min));
  EXPECT_FALSE(log.rules()[0].groups);
  EXPECT_TRUE(log.is_idle());
}

TEST_F(ServiceLogs, are_forgotten_when_nothing_is_heard_of_them) {
  count(a_line());
  EXPECT_EQ(log.settles_at(midnight + 1min), midnight + 10min);
  EXPECT_EQ(log.settles_at(midnight + 10min), std::nullopt);
  EXPECT_TRUE(log.is_idle());
}

TEST_F(ServiceLogs, are_forgotten_at_once_when_no_rule_looks_at_them_any_more) {
  count(an_error());
  follow({});

  EXPECT_EQ(log.settles_at(midnight), std::nullopt);
}

TEST_F(ServiceLogs, go_on_after_a_restart) {
  follow({a_log_rule(2, "a"), a_log_rule(2, "b")});
  count(an_error());
  count(an_error());
  const auto before = log;
  restart();
  EXPECT_EQ(log, before);
  follow({a_log_rule(2, "b"), a_log_rule(2, "c")});

  count(an_error());
  ASSERT_EQ(alarms.size(), 1U);
  EXPECT_EQ(alarms[0].compiled->rule().id.value, "b");
}

TEST_F(ServiceLogs, end_the_alert_of_a_rule_that_went_while_the_program_was_away) {
  raise(nth_alert(1));
  restart();
  follow({});

  EXPECT_EQ(log.ended().size(), 1U);
  EXPECT_EQ(log.ended()[0].alert, nth_alert(1));
}

TEST_F(ServiceLogs, differ_by_what_they_have_counted) {
  const auto other = [&](auto change) {
    auto copy = log;
    change(copy);
    return copy;
  };
  count(an_error());
  EXPECT_NE(log, other([&](ServiceLog& copy) { copy.count(an_error(), midnight, alarms); }));
  EXPECT_NE(log, (ServiceLog{{"other"}, "checkout", log.rules(), {}, {}}));
  EXPECT_NE(log, (ServiceLog{acme, "other", log.rules(), {}, {}}));
  EXPECT_NE(log, (ServiceLog{acme, "checkout", log.rules(), {{nth_alert(1), "x"}}, {}}));
  EXPECT_NE(log, (ServiceLog{acme, "checkout", log.rules(), {}, {{7, midnight}}}));
  auto rules = log.rules();
  rules[0].rule.value = "other";
  EXPECT_NE(log, (ServiceLog{acme, "checkout", rules, {}, {}}));
  rules = log.rules();
  ++rules[0].shape;
  EXPECT_NE(log, (ServiceLog{acme, "checkout", rules, {}, {}}));
  rules = log.rules();
  rules[0].groups.emplace();
  EXPECT_NE(log, (ServiceLog{acme, "checkout", rules, {}, {}}));
}

}  // namespace
}  // namespace tocsin::tests
