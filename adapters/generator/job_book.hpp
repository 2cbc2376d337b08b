#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "domain/generator/generator_job.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::generator {

// The requested jobs, oldest first, and their states. Keeps the last hundred. For one thread at a
// time.
class JobBook {
 public:
  // Fails with unavailable if sixteen jobs already wait.
  Result<domain::GeneratorJob> add(domain::GeneratorJob job);

  // Returns the jobs with a status, or all, newest first.
  std::vector<domain::GeneratorJob> list(const domain::TenantId& tenant,
                                         std::optional<domain::JobStatus> status) const;

  Result<domain::GeneratorJob> get(const domain::TenantId& tenant, domain::GeneratorJobId id) const;

  // Fails with invalid if it has ended.
  Result<domain::GeneratorJob> cancel(const domain::TenantId& tenant,
                                      domain::GeneratorJobId id,
                                      domain::Time now);

  // Returns the running job, or the next that waits; nullptr if there is none. Valid until the next
  // add().
  domain::GeneratorJob* current();

  // Returns nullptr if the job is no longer stored.
  domain::GeneratorJob* find(domain::GeneratorJobId id);

 private:
  const domain::GeneratorJob* find(const domain::TenantId& tenant, domain::GeneratorJobId id) const;
  void forget_oldest();

  std::deque<domain::GeneratorJob> jobs_;
};

}  // namespace tocsin::adapters::generator
