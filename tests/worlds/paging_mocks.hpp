#pragma once

#include <memory>
#include <vector>

#include "ports/paging/configuration.hpp"
#include "tests/builders/delivery.hpp"
#include "tests/worlds/mocks.hpp"

namespace tocsin::tests {

// Ports that answer as for the first alert of a healthy service with a policy, and take whatever
// they are told. A test lets one of them fail, or requires what it is about: the latest wins.
struct PagingMocks : MockedWorld {
  using ServiceEntry = ports::Services::Entry;

  // A refusal or a failed port: nothing of the command is kept, its reason is passed on unchanged.
  template <typename T>
  void expect_nothing_kept(const Result<T>& result, FakeUnitOfWork::End end) const {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), store_gone);
    EXPECT_EQ(work.begun, 1);
    EXPECT_EQ(work.end, end);
  }
  template <typename T>
  void expect_taken_back(const Result<T>& result) const {
    expect_nothing_kept(result, FakeUnitOfWork::End::rolled_back);
  }
  template <typename T>
  void expect_refused(const Result<T>& result) const {
    expect_nothing_kept(result, FakeUnitOfWork::End::refused);
  }

  // Both are in a source file: what they make of the mocks takes seconds to compile.
  PagingMocks();
  ~PagingMocks() override;

  // What is in the store; a test changes it before it acts.
  domain::Service service = a_service();
  domain::EscalationPolicy policy = a_policy({{alice}, {bob}});
  domain::Alert kept = a_paging_alert();
  domain::Notification page = a_page();
  domain::Client client = a_client();

  // For a test that gives them another answer.
  Expectation alerts_find_open;
  Expectation alerts_find_oldest_open;

 private:
  std::vector<Expectation> allowed_;
};

}  // namespace tocsin::tests
