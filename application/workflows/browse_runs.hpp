#pragma once

#include <cstddef>
#include <optional>

#include "application/kernel/listing.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/run.hpp"
#include "ports/workflows/run_reader.hpp"

namespace tocsin::application {

// Returns runs, with the results and reasons of their steps, for display. Changes nothing.
// Thread-safe.
class BrowseRuns {
 public:
  BrowseRuns(ports::RunReader& open, ports::RunReader& ended);

  // Fails with not_found if there is none.
  Result<domain::Run> find(const domain::TenantId& tenant, domain::RunId id);

  Result<Listing<domain::Run>> list(const ports::RunFilter& filter,
                                    std::optional<domain::RunId> before,
                                    std::size_t limit);

 private:
  ports::RunReader& open_;
  ports::RunReader& ended_;
};

}  // namespace tocsin::application
