#include "adapters/sqlite/workflows/workflow_text.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::sqlite {
namespace {

using namespace std::chrono_literals;
using namespace domain;

// The text with one part of it replaced.
std::string damaged(std::string text, std::string_view part, std::string_view damage) {
  EXPECT_NE(text.find(part), std::string::npos) << part;
  return text.replace(text.find(part), part.size(), damage);
}

TEST(WorkflowText, keeps_conditions) {
  const std::vector<WorkflowCondition> conditions{
      Absence{5min}, Numeric{"x", Operator::at_most, "1", 1s}, SignalCount{3, 1min}};
  const std::string text =
      R"([["absence",300000],["numeric","x","<=","1",1000],["count",3,60000]])";
  EXPECT_EQ(json_of(conditions), text);
  EXPECT_EQ(conditions_from(text), conditions);

  for (const auto& bad : {damaged(text, "absence", "presence"),
                          damaged(text, "<=", "<>"),
                          damaged(text, "300000", "\"5m\""),
                          damaged(text, ",1000", ""),
                          damaged(text, "3,", "-3,"),
                          std::string{"null"},
                          std::string{"[1]"},
                          std::string{"[["}}) {
    EXPECT_FALSE(conditions_from(bad)) << bad;
  }
}

TEST(WorkflowText, keeps_steps) {
  const std::vector<Step> steps{Tell{{"bob", Channel::sms, "+1"}, "a \"b\""},
                                Page{{"billing"}, "down", *Severity::parse("LOW")},
                                Delay{1s},
                                Resolve{}};
  const std::string text =
      R"([["sms","bob","+1","a \"b\""],["page","billing","down","LOW"],["delay",1000],["resolve"]])";
  EXPECT_EQ(json_of(steps), text);
  EXPECT_EQ(steps_from(text), steps);

  for (const auto& bad : {damaged(text, "sms", "pigeon"),
                          damaged(text, "LOW", "LOUD"),
                          damaged(text, ",1000", ""),
                          std::string{"{}"},
                          std::string{"[[]]"}}) {
    EXPECT_FALSE(steps_from(bad)) << bad;
  }
}

TEST(WorkflowText, keeps_what_became_of_steps) {
  std::vector<StepRecord> records(2);
  records[0] = {"slack",
                StepStatus::sending,
                Time{7ms},
                "telling",
                NotificationId{},
                std::nullopt,
                std::nullopt};
  records[1] = {"page",
                StepStatus::done,
                std::nullopt,
                "",
                std::nullopt,
                AlertId{},
                Target{"pd", Channel::pagerduty, "key"}};
  const std::string id = "\"00000000-0000-0000-0000-000000000000\"";
  const std::string text = R"([["slack","sending",7,"telling",)" + id +
                           R"(,null],["page","done",null,"",null,)" + id + R"(,"pd","key"]])";
  EXPECT_EQ(json_of(records), text);
  EXPECT_EQ(records_from(text), records);

  for (const auto& bad : {damaged(text, "sending", "sang"),
                          damaged(text, id, "\"id\""),
                          damaged(text, ",7,", ",\"7\","),
                          damaged(text, ",null]", "]"),
                          damaged(text, ",\"key\"", "")}) {
    EXPECT_FALSE(records_from(bad)) << bad;
  }
}

TEST(WorkflowText, keeps_hashes_to_the_last_bit) {
  const std::vector<std::uint64_t> hashes{0, 1, 0xFFFF'FFFF'FFFF'FFFF};
  EXPECT_EQ(json_of(hashes), "[0,1,-1]");
  EXPECT_EQ(hashes_from("[0,1,-1]"), hashes);
  EXPECT_FALSE(hashes_from("[\"1\"]"));
}

struct WatchText : testing::Test {
  static SharedWorkflow workflow(std::vector<WorkflowCondition> conditions,
                                 std::uint64_t version = 2) {
    Workflow kept;
    kept.id.value = "w";
    kept.version = version;
    kept.conditions = std::move(conditions);
    return std::make_shared<const Workflow>(std::move(kept));
  }
  static FindWorkflow that(SharedWorkflow found) {
    return
        [found](const WorkflowId& id, std::uint64_t) { return id.value == "w" ? found : nullptr; };
  }

  std::vector<WorkflowCondition> measured{Numeric{"x", Operator::less, "1", 1s},
                                          SignalCount{2, 1s}};
  std::string text = R"([["w",2,null,9,[null],[7,8]]])";
};

TEST_F(WatchText, keeps_a_mere_absence_short) {
  Watch watch;
  watch.follow(workflow({Absence{5min}}));
  watch.look_again_at = Time{9ms};
  watch.started(RunId{});
  const std::string absence = R"([["w",2,"00000000-0000-0000-0000-000000000000",9]])";
  EXPECT_EQ(json_of(std::vector{watch}), absence);
  EXPECT_EQ(watches_from(absence, that(watch.follows)), std::vector{watch});
}

TEST_F(WatchText, keeps_what_was_measured) {
  const auto watches = watches_from(text, that(workflow(measured)));
  ASSERT_TRUE(watches);
  EXPECT_EQ(watches->front().progress->counted, (std::vector{Time{7ms}, Time{8ms}}));
  EXPECT_EQ(json_of(*watches), text);

  const auto since = damaged(text, "[null]", "[5]");
  EXPECT_EQ(json_of(*watches_from(since, that(workflow(measured)))), since);
}

TEST_F(WatchText, begins_anew_with_another_version) {
  const auto watches = watches_from(text, that(workflow(measured, 3)));
  ASSERT_TRUE(watches);
  EXPECT_TRUE(watches->front().progress->counted.empty());
  EXPECT_EQ(watches->front().look_again_at, Time{9ms});
}

TEST_F(WatchText, leaves_out_what_no_workflow_watches_any_more) {
  EXPECT_EQ(watches_from(damaged(text, "\"w\"", "\"v\""), that(nullptr)), std::vector<Watch>{});
}

TEST_F(WatchText, begins_anew_when_what_is_remembered_is_of_other_conditions) {
  const auto watches = watches_from(damaged(text, "[null]", "[]"), that(workflow(measured)));
  ASSERT_TRUE(watches);
  EXPECT_EQ(watches->front().progress->met_since.size(), 1U);
  EXPECT_TRUE(watches->front().progress->counted.empty());
}

TEST_F(WatchText, refuses_what_is_damaged) {
  const auto find = that(workflow(measured));
  for (const auto& bad : {damaged(text, "[null]", "[\"a\"]"),
                          damaged(text, "[7,8]", "null"),
                          damaged(text, ",[null],[7,8]", ""),
                          damaged(text, "null,9", "7,9"),
                          damaged(text, ",9,", ",\"9\","),
                          damaged(text, "2,", "\"2\","),
                          std::string{"{}"}}) {
    EXPECT_FALSE(watches_from(bad, find)) << bad;
  }
}

}  // namespace
}  // namespace tocsin::adapters::sqlite
