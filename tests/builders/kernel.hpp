#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/severity.hpp"
#include "tests/fakes/kernel.hpp"

// Values for tests: complete, ordinary, and the same each time. A test says only what it is about.
namespace tocsin::tests {

inline const domain::TenantId acme{"acme"};

inline domain::Severity severity(std::string_view token) { return *domain::Severity::parse(token); }

// When ManualClock begins.
inline domain::Time start_of_test() { return ManualClock{}.now(); }

template <typename Entity>
std::shared_ptr<const Entity> shared(Entity entity) {
  return std::make_shared<const Entity>(std::move(entity));
}

}  // namespace tocsin::tests
