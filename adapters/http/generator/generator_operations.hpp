#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/http/api/api.hpp"
#include "domain/generator/generator_job.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

// Starts, lists, shows and stops generator jobs. Called on the server's threads; must not block.
struct GeneratorFronts {
  std::function<Result<domain::GeneratorJob>(domain::TenantId tenant,
                                             std::string by,
                                             domain::GeneratorSettings settings,
                                             std::optional<std::uint64_t> seed)>
      start;
  std::function<std::vector<domain::GeneratorJob>(const domain::TenantId& tenant,
                                                  std::optional<domain::JobStatus> status)>
      list;
  std::function<Result<domain::GeneratorJob>(const domain::TenantId& tenant,
                                             domain::GeneratorJobId id)>
      find;
  std::function<Result<domain::GeneratorJob>(const domain::TenantId& tenant,
                                             domain::GeneratorJobId id)>
      stop;
};

// POST /v1/alerts/generate, and list, status and stop below it.
void add_generator_operations(OperationHandlers& handlers, GeneratorFronts fronts);

}  // namespace tocsin::adapters::http
