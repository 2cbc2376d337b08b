#include <chrono>
#include <string>

#include "adapters/records/record.hpp"
#include "domain/workflows/watch.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using namespace adapters::records;

// The workflow of a name, or none.
class OneWorkflow : public References {
 public:
  explicit OneWorkflow(SharedWorkflow workflow) : workflow_(std::move(workflow)) {}

  std::shared_ptr<const EscalationPolicy> policy(const PolicyUse&) const override {
    return nullptr;
  }
  SharedWorkflow workflow(const WorkflowUse& use) const override {
    return workflow_ && use.id == workflow_->id ? workflow_ : nullptr;
  }

 private:
  SharedWorkflow workflow_;
};

class WatchRecords : public ::testing::Test {
 protected:
  static SharedWorkflow workflow(std::uint64_t version, std::size_t numerics = 1) {
    Workflow kept;
    kept.id.value = "w";
    kept.version = version;
    kept.conditions.assign(numerics, Numeric{"x", Operator::less, "1", 1s});
    kept.conditions.emplace_back(SignalCount{2, 1s});
    return std::make_shared<const Workflow>(std::move(kept));
  }

  static std::string record_of(const SharedWorkflow& followed) {
    WatchedSubject subject;
    subject.tenant.value = "acme";
    subject.received_at = Time{7ms};
    auto& watch = subject.watches.emplace_back();
    watch.follow(followed);
    watch.look_again_at = Time{9ms};
    watch.progress->counted = {Time{7ms}, Time{8ms}};
    adapters::json::ListText text;
    write(subject, text);
    return std::string{text.text()};
  }

  static std::vector<Watch> watches_in(const std::string& record, const SharedWorkflow& known) {
    const auto subject = read<WatchedSubject>(record, OneWorkflow{known});
    EXPECT_TRUE(subject);
    return subject ? subject->watches : std::vector<Watch>{};
  }

  SharedWorkflow second = workflow(2);
};

TEST_F(WatchRecords, keep_what_was_measured_for_the_same_version) {
  const auto watches = watches_in(record_of(second), second);
  ASSERT_EQ(watches.size(), 1U);
  EXPECT_EQ(watches[0].progress->counted, (std::vector{Time{7ms}, Time{8ms}}));
}

TEST_F(WatchRecords, begin_anew_with_another_version) {
  const auto watches = watches_in(record_of(second), workflow(3));
  ASSERT_EQ(watches.size(), 1U);
  EXPECT_TRUE(watches[0].progress->counted.empty());
  EXPECT_EQ(watches[0].look_again_at, Time{9ms});
}

TEST_F(WatchRecords, begin_anew_when_they_are_of_other_conditions) {
  const auto watches = watches_in(record_of(second), workflow(2, 2));
  ASSERT_EQ(watches.size(), 1U);
  EXPECT_EQ(watches[0].progress->met_since.size(), 2U);
  EXPECT_TRUE(watches[0].progress->counted.empty());
}

TEST_F(WatchRecords, leave_out_what_no_workflow_watches_any_more) {
  EXPECT_TRUE(watches_in(record_of(second), nullptr).empty());
  auto enabled_again = *workflow(3);
  enabled_again.watches_since = 3;
  EXPECT_TRUE(
      watches_in(record_of(second), std::make_shared<const Workflow>(enabled_again)).empty());
}

}  // namespace
}  // namespace tocsin::tests
