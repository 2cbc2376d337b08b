#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "domain/generator/generator_job.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::generator {

// The jobs that were asked for, oldest first, and their states. Keeps the last hundred. For one
// thread at a time.
class JobBook {
 public:
  // unavailable when sixteen wait already.
  Result<domain::GeneratorJob> add(domain::GeneratorJob job);

  // Newest first; of a status, or all.
  std::vector<domain::GeneratorJob> list(const domain::TenantId& tenant,
                                         std::optional<domain::JobStatus> status) const;

  Result<domain::GeneratorJob> get(const domain::TenantId& tenant, domain::GeneratorJobId id) const;

  // invalid when it has ended.
  Result<domain::GeneratorJob> cancel(const domain::TenantId& tenant,
                                      domain::GeneratorJobId id,
                                      domain::Time now);

  // The one that runs, or the next that waits; nullptr when there is none. Valid until the next
  // add().
  domain::GeneratorJob* current();

  // nullptr when it is no longer kept.
  domain::GeneratorJob* find(domain::GeneratorJobId id);

 private:
  const domain::GeneratorJob* find(const domain::TenantId& tenant, domain::GeneratorJobId id) const;
  void forget_oldest();

  std::deque<domain::GeneratorJob> jobs_;
};

}  // namespace tocsin::adapters::generator
