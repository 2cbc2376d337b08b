#pragma once

#include <memory>

#include "tests/fakes/kernel.hpp"
#include "tests/fakes/mocks/kernel.hpp"

namespace tocsin::tests {

// A mock in front of a fake catalogue, for a use case that writes there: a test requires or forbids
// what it is about, and all other calls reach the fake.
template <typename Entity>
struct WatchedCatalogue : MockCatalogue<Entity> {
  explicit WatchedCatalogue(FakeCatalogue<Entity>& there) : behind_(there) {
    using trompeloeil::_;
    may_find_ = NAMED_ALLOW_CALL(*this, find(_, _)).LR_RETURN(behind_.find(_1, _2));
    may_list_ = NAMED_ALLOW_CALL(*this, list(_)).LR_RETURN(behind_.list(_1));
    may_look_ = NAMED_ALLOW_CALL(*this, snapshot(_)).LR_RETURN(behind_.snapshot(_1));
    may_save_ = NAMED_ALLOW_CALL(*this, save(_)).LR_SIDE_EFFECT(behind_.save(_1));
    may_remove_ = NAMED_ALLOW_CALL(*this, remove(_, _)).LR_SIDE_EFFECT(behind_.remove(_1, _2));
  }

 private:
  using Allowed = std::unique_ptr<trompeloeil::expectation>;

  FakeCatalogue<Entity>& behind_;
  Allowed may_find_;
  Allowed may_list_;
  Allowed may_look_;
  Allowed may_save_;
  Allowed may_remove_;
};

}  // namespace tocsin::tests
