#include "domain/workflows/workflow.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;

Tell tell(Channel channel, std::string address, std::string message = "down") {
  return {{"", channel, std::move(address)}, std::move(message)};
}

Workflow a_workflow() {
  Workflow workflow;
  workflow.tenant.value = "acme";
  workflow.id.value = "internet_downtime";
  workflow.name = "Internet downtime";
  workflow.signal_type = "internet_signal";
  workflow.conditions = {Absence{5min}};
  workflow.steps = {tell(Channel::slack, "#network-ops"), Delay{15min}, Resolve{}};
  return workflow;
}

std::string pointer_of(const Workflow& workflow) {
  const auto checked = check(workflow);
  if (checked) return "";
  EXPECT_EQ(checked.error().kind, ErrorKind::invalid);
  EXPECT_FALSE(checked.error().message.empty());
  return checked.error().pointer;
}

std::string pointer_with(std::vector<WorkflowCondition> conditions) {
  auto workflow = a_workflow();
  workflow.conditions = std::move(conditions);
  return pointer_of(workflow);
}

std::string pointer_with(std::vector<Step> steps) {
  auto workflow = a_workflow();
  workflow.steps = std::move(steps);
  return pointer_of(workflow);
}

TEST(Operator, reads_as_people_write_it) {
  for (const std::string word : {">", ">=", "<", "<=", "=", "!="})
    EXPECT_EQ(to_text(*operator_from(word)), word);
  EXPECT_EQ(operator_from("=="), Operator::equal);
  EXPECT_EQ(operator_from("<>"), std::nullopt);
}

TEST(Workflow, can_be_done_as_it_is_written) { EXPECT_EQ(pointer_of(a_workflow()), ""); }

TEST(Workflow, has_a_name_and_a_signal_type) {
  auto workflow = a_workflow();
  workflow.name.clear();
  EXPECT_EQ(pointer_of(workflow), "/name");

  workflow = a_workflow();
  workflow.signal_type.clear();
  EXPECT_EQ(pointer_of(workflow), "/signal_type");
}

TEST(Workflow, has_one_to_20_conditions_one_absence_at_most) {
  const Numeric numeric{"value.x", Operator::greater, "1", 0ms};
  EXPECT_EQ(pointer_with(std::vector<WorkflowCondition>{}), "/conditions");
  EXPECT_EQ(pointer_with(std::vector<WorkflowCondition>(20, numeric)), "");
  EXPECT_EQ(pointer_with(std::vector<WorkflowCondition>(21, numeric)), "/conditions");
  EXPECT_EQ(pointer_with({Absence{1min}, numeric, Absence{2min}}), "/conditions/2/type");
}

TEST(Workflow, has_one_to_100_steps) {
  EXPECT_EQ(pointer_with(std::vector<Step>{}), "/actions");
  EXPECT_EQ(pointer_with(std::vector<Step>(100, Resolve{})), "");
  EXPECT_EQ(pointer_with(std::vector<Step>(101, Resolve{})), "/actions");
}

TEST(Workflow, waits_from_a_millisecond_to_366_days) {
  EXPECT_EQ(pointer_with({Absence{0ms}}), "/conditions/0/duration");
  EXPECT_EQ(pointer_with({Absence{366 * 24h}}), "");
  EXPECT_EQ(pointer_with({Absence{366 * 24h + 1ms}}), "/conditions/0/duration");
  EXPECT_EQ(pointer_with({Resolve{}, Delay{-1ms}}), "/actions/1/duration");
  EXPECT_EQ(pointer_with({SignalCount{3, 0ms}}), "/conditions/0/within");
  EXPECT_EQ(pointer_with({Numeric{"x", Operator::less, "1", -1ms}}), "/conditions/0/for");
  EXPECT_EQ(pointer_with({Numeric{"x", Operator::less, "1", 1ms}}), "");
}

TEST(Workflow, compares_a_field_with_a_number_or_whether_it_is_some_text) {
  EXPECT_EQ(pointer_with({Numeric{"", Operator::less, "1", 0ms}}), "/conditions/0/field");
  EXPECT_EQ(pointer_with({Numeric{std::string(500, 'x'), Operator::less, "1", 0ms}}), "");
  EXPECT_EQ(pointer_with({Numeric{std::string(501, 'x'), Operator::less, "1", 0ms}}),
            "/conditions/0/field");
  EXPECT_EQ(pointer_with({Numeric{"x", Operator::less, "many", 0ms}}), "/conditions/0/value");
  EXPECT_EQ(pointer_with({Numeric{"x", Operator::equal, "down", 0ms}}), "");
  EXPECT_EQ(pointer_with({Numeric{"x", Operator::not_equal, "up", 0ms}}), "");
}

TEST(Workflow, counts_from_1_to_1000_signals) {
  EXPECT_EQ(pointer_with({SignalCount{0, 1min}}), "/conditions/0/at_least");
  EXPECT_EQ(pointer_with({SignalCount{1000, 1min}}), "");
  EXPECT_EQ(pointer_with({SignalCount{1001, 1min}}), "/conditions/0/at_least");
}

TEST(Workflow, tells_addresses_of_their_channel_a_message_that_can_be_made) {
  EXPECT_EQ(pointer_with({Resolve{}, Resolve{}, tell(Channel::email, "#ops")}),
            "/actions/2/target");
  EXPECT_EQ(pointer_with({tell(Channel::slack, "@bob", "")}), "/actions/0/message");
  EXPECT_EQ(pointer_with({tell(Channel::slack, "@bob", "{{org_id")}), "/actions/0/message");
  EXPECT_EQ(pointer_with({tell(Channel::slack, "@bob", std::string(10'000, 'x'))}), "");
  EXPECT_EQ(pointer_with({tell(Channel::slack, "@bob", std::string(10'001, 'x'))}),
            "/actions/0/message");
}

TEST(Workflow, pages_for_a_service) {
  EXPECT_EQ(pointer_with({Page{{"billing"}, "", {}}}), "");
  EXPECT_EQ(pointer_with({Page{{}, "down", {}}}), "/actions/0/service_id");
  EXPECT_EQ(pointer_with({Page{{"billing"}, "{{ }}", {}}}), "/actions/0/message");
}

TEST(Workflow, calls_its_steps_by_what_they_do) {
  EXPECT_EQ(kind_of(tell(Channel::pagerduty, "key")), "pagerduty");
  EXPECT_EQ(kind_of(Page{}), "page");
  EXPECT_EQ(kind_of(Delay{}), "delay");
  EXPECT_EQ(kind_of(Resolve{}), "resolve");
}

}  // namespace
}  // namespace tocsin::domain
