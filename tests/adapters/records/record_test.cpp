#include "adapters/records/record.hpp"

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include "adapters/records/alerting/alert_layout.hpp"
#include "adapters/records/alerting/event_layouts.hpp"
#include "adapters/records/delivery/notification_layout.hpp"
#include "adapters/records/logs/log_rule_layout.hpp"
#include "adapters/records/logs/service_log_layout.hpp"
#include "adapters/records/paging/paging_layouts.hpp"
#include "adapters/records/subscriptions/subscription_layouts.hpp"
#include "adapters/records/workflows/run_layout.hpp"
#include "adapters/records/workflows/scheduled_job_layout.hpp"
#include "adapters/records/workflows/watch_layouts.hpp"
#include "adapters/records/workflows/workflow_layout.hpp"
#include "tests/adapters/records/any_references.hpp"
#include "tests/adapters/records/filled.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {
namespace {

using namespace adapters::records;

template <typename T>
class Records : public ::testing::Test {
 protected:
  T anything(unsigned seed) {
    return Filler{AnythingSource{seed}, references}.template made<T>("");
  }
  T sample() { return Filler{SampleSource{}, references}.template made<T>(""); }

  static std::string text_of(const T& value) {
    adapters::json::ListText text;
    adapters::records::write(value, text);
    return std::string{text.text()};
  }
  Result<T> value_of(const std::string& text) {
    return adapters::records::read<T>(text, references);
  }
  std::string complaint_about(const std::string& text) {
    const auto value = value_of(text);
    return value ? "" : value.error().message;
  }

  static std::filesystem::path golden_file() {
    std::string name{Layout<T>::kind};
    std::replace(name.begin(), name.end(), ' ', '_');
    return std::filesystem::path{TOCSIN_GOLDEN_RECORDS} /
           (name + '.' + std::to_string(Layout<T>::format) + ".json");
  }

  AnyReferences references;
};

using Kinds = ::testing::Types<AlertRecord,
                               domain::EarlyResolve,
                               domain::EventReceipt,
                               domain::EventManager,
                               domain::GroupingRule,
                               domain::Notification,
                               domain::LogRule,
                               domain::ServiceLog,
                               EscalationPolicyRecord,
                               domain::Service,
                               domain::Timer,
                               AnnouncedRecord,
                               domain::Client,
                               domain::Subscription,
                               domain::Run,
                               domain::ScheduledJob,
                               domain::WatchedSubject,
                               domain::SignalReceipt,
                               WorkflowRecord>;
TYPED_TEST_SUITE(Records, Kinds);

TYPED_TEST(Records, read_back_as_they_were_written) {
  const unsigned first = std::random_device{}();
  for (unsigned seed = first; seed < first + 200 && !this->HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto value = this->anything(seed);
    const auto text = this->text_of(value);
    const auto back = this->value_of(text);
    ASSERT_TRUE(back) << back.error().message << '\n' << text;
    EXPECT_TRUE(*back == value) << text;
    EXPECT_EQ(this->text_of(*back), text);
  }
}

// A layout that has changed is a new format, with a golden file of its own: this one stays, and is
// still read. With TOCSIN_WRITE_GOLDEN set, writes a file that is missing.
TYPED_TEST(Records, look_as_their_golden_file) {
  const auto file = this->golden_file();
  const auto value = this->sample();
  if (std::getenv("TOCSIN_WRITE_GOLDEN") != nullptr && !std::filesystem::exists(file)) {
    std::ofstream{file} << this->text_of(value) << '\n';
  }
  std::string golden;
  std::getline(std::ifstream{file}, golden);

  EXPECT_EQ(this->text_of(value), golden);
  const auto back = this->value_of(golden);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_TRUE(*back == value);
}

TYPED_TEST(Records, of_a_newer_version_are_refused) {
  const auto text = this->text_of(this->sample());
  const auto newer = std::to_string(Layout<TypeParam>::format + 1);
  const auto kind = std::string{Layout<TypeParam>::kind} + " record: ";

  EXPECT_EQ(this->complaint_about('[' + newer + text.substr(2)),
            kind + "it has format " + newer + ", and this version of Tocsin reads up to 1");
  EXPECT_EQ(this->complaint_about(text.substr(0, text.size() - 1) + ",7]"),
            kind + "it has more fields than this version of Tocsin knows");
}

TYPED_TEST(Records, that_end_too_early_are_refused) {
  const auto text = this->text_of(this->sample());
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto complaint = this->complaint_about(text.substr(0, size));
    EXPECT_TRUE(complaint.starts_with(std::string{Layout<TypeParam>::kind} + " record: "))
        << text.substr(0, size);
  }
}

// Damage gives a failure, or by chance another whole value: never a part of one.
TYPED_TEST(Records, that_are_damaged_yield_no_half_value) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 chance{seed};
  constexpr std::string_view letters = "[],\"\\0129-.enul\x01\xff";
  const auto whole = this->text_of(this->sample());
  for (int round = 0; round < 2'000 && !this->HasFailure(); ++round) {
    auto text = whole;
    text[chance() % text.size()] = letters[chance() % letters.size()];
    const auto value = this->value_of(text);
    if (value) {
      const auto again = this->value_of(this->text_of(*value));
      EXPECT_TRUE(again && *again == *value) << text;
    } else {
      EXPECT_FALSE(value.error().message.empty());
    }
  }
}

class AlertRecords : public Records<AlertRecord> {};

TEST_F(AlertRecords, name_the_field_that_cannot_be_read) {
  auto record = sample();
  record.alert.summary = "the summary";
  record.alert.group->value = "the value";
  auto text = text_of(record);
  const auto with = [&](const std::string& before, const std::string& after) {
    auto other = text;
    return other.replace(other.find(before), before.size(), after);
  };

  EXPECT_EQ(complaint_about(with("\"the summary\"", "7")), "alert record: summary is no text");
  EXPECT_EQ(complaint_about(with("\"the value\"", "[]")), "alert record: group.value is no text");
  EXPECT_EQ(complaint_about("[1,7]"), "alert record: id is missing");
  EXPECT_EQ(complaint_about("[1,7,\"x\"]"), "alert record: id is no UUID");
  EXPECT_EQ(complaint_about("[1,null]"), "alert record: timeline is no such number");
}

TEST_F(AlertRecords, leave_out_what_is_absent_at_the_end) {
  AlertRecord record;
  const auto text = text_of(record);
  EXPECT_TRUE(text.ends_with(",0,\"\"]")) << text;

  record.alert.resolution = domain::Mark{"ann", domain::Time{}};
  EXPECT_TRUE(text_of(record).ends_with(",0,\"\",null,null,null,null,[\"ann\",0]]"))
      << text_of(record);
}

// An alert whose policy is gone must not come back without its escalation.
TEST_F(AlertRecords, need_the_policy_that_they_name) {
  struct : References {
    std::shared_ptr<const domain::EscalationPolicy> policy(const PolicyUse&) const override {
      return nullptr;
    }
    domain::SharedWorkflow workflow(const WorkflowUse&) const override { return nullptr; }
  } none;

  const auto value = adapters::records::read<AlertRecord>(text_of(sample()), none);

  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().message, "alert record: escalation refers to what is not there");
}

class WorkflowRecords : public Records<WorkflowRecord> {};

TEST_F(WorkflowRecords, have_a_word_for_each_condition_and_step) {
  WorkflowRecord record;
  record.workflow.conditions = {domain::Absence{}, domain::Numeric{}, domain::SignalCount{}};
  record.workflow.steps = {domain::Tell{}, domain::Page{}, domain::Delay{}, domain::Resolve{}};
  const auto text = text_of(record);

  EXPECT_NE(text.find(R"([["absence",0],["numeric","",">","",0],["count",1,0]])"),
            std::string::npos)
      << text;
  EXPECT_NE(
      text.find(
          R"([["tell",["","console",""],""],["page","","","critical"],["delay",0],["resolve"]])"),
      std::string::npos)
      << text;
  EXPECT_TRUE(*value_of(text) == record);
}

TEST_F(WorkflowRecords, name_the_word_that_is_not_known) {
  auto text = text_of({});
  text.replace(text.find("[]"), 2, "[[\"phase\",1]]");

  EXPECT_EQ(complaint_about(text),
            "workflow record: conditions is 'phase', which this version of Tocsin does not know");
}

}  // namespace
}  // namespace tocsin::tests
