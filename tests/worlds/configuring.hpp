#pragma once

#include <string>

#include <gtest/gtest.h>

#include "tests/worlds/fake_ports.hpp"
#include "tests/worlds/wiring.hpp"

namespace tocsin::tests {

// What the use cases that configure something share.
class Configuring : public ::testing::Test, protected FakePorts, protected Wiring {
 protected:
  Configuring() : Wiring{static_cast<FakePorts&>(*this), std::nullopt} {}

  using End = FakeUnitOfWork::End;

  template <typename Outcome>
  void then_it_failed(const Result<Outcome>& result, ErrorKind kind, const std::string& pointer) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, kind);
    EXPECT_EQ(result.error().pointer, pointer);
    EXPECT_EQ(work.end, End::rolled_back);
  }

  template <typename Outcome>
  void then_the_store_was_gone(const Result<Outcome>& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), store_gone);
    EXPECT_EQ(work.end, End::rolled_back);
  }

  template <typename Outcome>
  void then_it_was_not_kept(const Result<Outcome>& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(work.end, End::refused);
  }
};

}  // namespace tocsin::tests
