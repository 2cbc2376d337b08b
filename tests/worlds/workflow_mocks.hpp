#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/builders/workflows.hpp"
#include "tests/worlds/paging_mocks.hpp"

namespace tocsin::tests {

// Ports that answer as for one workflow, a subject that it watches and a job that is due, and take
// whatever they are told. A test lets one of them fail, or requires what it is about: the latest
// wins. Runs are a fake: what was saved is in runs.kept.
struct WorkflowMocks : PagingMocks {
  using End = FakeUnitOfWork::End;

  // The command is undone, for a reason of its own.
  template <typename T>
  void expect_failed(const Result<T>& result,
                     ErrorKind kind,
                     const std::string& pointer = "") const {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, kind);
    EXPECT_EQ(result.error().pointer, pointer);
    EXPECT_EQ(work.end, End::rolled_back);
  }

  // In a source file as those of PagingMocks.
  WorkflowMocks();
  ~WorkflowMocks() override;

  static std::optional<domain::WatchedSubject> no_subject() { return std::nullopt; }
  static std::optional<domain::ScheduledJob> no_job() { return std::nullopt; }

  // What is in the store; a test changes it before it acts.
  domain::SharedWorkflow workflow = shared(a_silence());
  std::vector<domain::SharedWorkflow> of_its_type{workflow};
  domain::WatchedSubject subject = a_subject(heartbeat(), workflow);
  domain::ScheduledJob job = a_job();

 private:
  std::vector<Expectation> allowed_;
};

}  // namespace tocsin::tests
