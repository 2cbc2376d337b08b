#include "domain/workflows/workflow_id.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace tocsin::domain {
namespace {

TEST(WorkflowIdTest, is_derived_from_the_name) {
  EXPECT_EQ(workflow_id_of("Internet Downtime Detection & Escalation").value,
            "internet_downtime_detection_escalation");
  EXPECT_EQ(workflow_id_of("  CPU > 80 % ").value, "cpu_80");
  EXPECT_EQ(workflow_id_of("zz{[@`").value, "zz");
  EXPECT_EQ(workflow_id_of("AZ az 09").value, "az_az_09");
  EXPECT_EQ(workflow_id_of("\u00e9").value, "workflow");
  EXPECT_EQ(workflow_id_of(std::string(200, 'a')).value.size(), 100U);
}

std::vector<SharedWorkflow> workflows(
    const std::vector<std::pair<std::string, std::string>>& ids_and_names) {
  std::vector<SharedWorkflow> all;
  for (const auto& [id, name] : ids_and_names) {
    Workflow workflow;
    workflow.id.value = id;
    workflow.name = name;
    all.push_back(std::make_shared<const Workflow>(std::move(workflow)));
  }
  return all;
}

TEST(WorkflowIdTest, is_not_that_of_a_workflow_of_another_name) {
  struct Case {
    std::vector<std::pair<std::string, std::string>> taken;
    std::string name;
    std::string id;
  };
  const std::vector<Case> cases{
      {{}, "CPU > 90%", "cpu_90"},
      {{{"cpu_90", "CPU > 90%"}}, "CPU > 90%", "cpu_90"},
      {{{"cpu_90", "CPU > 90%"}}, "CPU < 90%", "cpu_90_2"},
      {{{"cpu_90", "CPU > 90%"}, {"cpu_90_2", "CPU < 90%"}}, "CPU < 90%", "cpu_90_2"},
      {{{"cpu_90", "CPU > 90%"}, {"cpu_90_2", "CPU < 90%"}}, "CPU = 90%", "cpu_90_3"},
      {{{"cpu_90_2", "CPU < 90%"}}, "CPU < 90%", "cpu_90_2"},  // the first one was deleted
      {{{"cpu_90_2", "CPU < 90%"}}, "CPU = 90%", "cpu_90"},
      {{{"cpu_90_2", "CPU > 90%"}}, "CPU 90 2", "cpu_90_2_2"},
      {{{"cpu_90_", "CPU > 90%"}}, "CPU > 90%", "cpu_90"},  // ids that their authors chose
      {{{"cpu_90_x", "CPU > 90%"}}, "CPU > 90%", "cpu_90"},
      {{{"cpu_901", "CPU > 90%"}}, "CPU > 90%", "cpu_90"},
      {{{"mine", "CPU > 90%"}}, "CPU > 90%", "cpu_90"},
      {{{"workflow", "\u65e5"}}, "\u6708", "workflow_2"},
  };
  for (const auto& [taken, name, id] : cases)
    EXPECT_EQ(workflow_id_for(name, workflows(taken)).value, id) << name;
}

}  // namespace
}  // namespace tocsin::domain
