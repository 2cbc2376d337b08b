#include "application/workflows/browse_runs.hpp"

#include "tests/worlds/workflows.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::RunStatus;

struct FailingRuns : ports::RunReader {
  Result<std::optional<domain::Run>> find_run(const domain::TenantId&, domain::RunId) override {
    return fail(ErrorKind::unavailable, "gone");
  }
  Result<ports::RunSlice> list(const ports::RunFilter&,
                               std::optional<domain::RunId>,
                               std::size_t) override {
    return fail(ErrorKind::unavailable, "gone");
  }
};

struct BrowseRuns : WorkflowScenario {
  BrowseRuns() {
    given(downtime());
    given(high_cpu());
    when_received(cpu("91", "web1"));  // completed at once
    when_received(cpu("91", "web2"));
    when_received(heartbeat("org_x"));
    when_time_passes(5min);  // waits
  }

  std::vector<std::string> subjects(const ports::RunFilter& filter) {
    const auto page = browse.list(filter, {}, 10);
    EXPECT_TRUE(page);
    std::vector<std::string> found;
    for (const auto& run : page->rows)
      found.push_back(run.signal.subject);
    return found;
  }

  application::BrowseRuns browse{process->store.runs, ledger};
  using Subjects = std::vector<std::string>;
};

TEST_F(BrowseRuns, shows_those_under_way_and_those_that_have_ended_newest_first) {
  EXPECT_EQ(subjects({acme, {}, {}, {}}), (Subjects{"org_x", "web2", "web1"}));
}

TEST_F(BrowseRuns, shows_only_what_is_wanted) {
  EXPECT_EQ(subjects({acme, {{"high_cpu"}}, {}, {}}), (Subjects{"web2", "web1"}));
  EXPECT_EQ(subjects({acme, {}, RunStatus::waiting, {}}), Subjects{"org_x"});
  EXPECT_EQ(subjects({acme, {}, RunStatus::completed, {}}), (Subjects{"web2", "web1"}));
  EXPECT_EQ(subjects({acme, {}, {}, "web1"}), Subjects{"web1"});
  EXPECT_EQ(subjects({{"globex"}, {}, {}, {}}), Subjects{});
}

TEST_F(BrowseRuns, shows_one_page_after_the_other) {
  const auto first = browse.list({acme, {}, {}, {}}, {}, 2);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->rows.size(), 2U);
  const auto second = browse.list({acme, {}, {}, {}}, first->next, 2);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->rows.front().signal.subject, "web1");
  EXPECT_EQ(second->next, std::nullopt);
}

TEST_F(BrowseRuns, shows_one_with_its_steps) {
  for (const auto& run : runs())
    EXPECT_EQ(browse.find(acme, run.id)->signal.subject, run.signal.subject);
  EXPECT_EQ(browse.find(acme, {CountingIds::nth(99)}).error().kind, ErrorKind::not_found);
  EXPECT_FALSE(browse.find({"globex"}, runs().front().id));
}

TEST_F(BrowseRuns, asks_only_the_reader_that_can_have_the_status) {
  FailingRuns failing;
  application::BrowseRuns without_open{failing, ledger};
  application::BrowseRuns without_ended{process->store.runs, failing};
  for (const auto status : {RunStatus::running, RunStatus::waiting})
    EXPECT_TRUE(without_ended.list({acme, {}, status, {}}, {}, 10));
  for (const auto status : {RunStatus::completed, RunStatus::failed, RunStatus::cancelled})
    EXPECT_TRUE(without_open.list({acme, {}, status, {}}, {}, 10));
}

TEST_F(BrowseRuns, says_when_one_of_the_two_cannot_be_read) {
  FailingRuns failing;
  application::BrowseRuns without_open{failing, ledger};
  application::BrowseRuns without_ended{process->store.runs, failing};
  for (auto* browsing : {&without_open, &without_ended}) {
    EXPECT_EQ(browsing->list({acme, {}, {}, {}}, {}, 10).error().kind, ErrorKind::unavailable);
    EXPECT_EQ(browsing->find(acme, {CountingIds::nth(99)}).error().kind, ErrorKind::unavailable);
  }
}

}  // namespace
}  // namespace tocsin::tests
