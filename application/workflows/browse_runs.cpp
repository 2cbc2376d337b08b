#include "application/workflows/browse_runs.hpp"

#include <utility>

namespace tocsin::application {

BrowseRuns::BrowseRuns(ports::RunReader& open, ports::RunReader& ended)
    : open_(open), ended_(ended) {}

// Reads open runs first: one that has just ended is found by the second reader.
Result<domain::Run> BrowseRuns::find(const domain::TenantId& tenant, domain::RunId id) {
  for (auto* reader : {&open_, &ended_}) {
    auto found = reader->find_run(tenant, id);
    if (!found) return Failure{found.error()};
    if (*found) return *std::move(*found);
  }
  return fail(ErrorKind::not_found, "run " + to_text(id) + " not found");
}

Result<Listing<domain::Run>> BrowseRuns::list(const ports::RunFilter& filter,
                                              std::optional<domain::RunId> before,
                                              std::size_t limit) {
  return listing_from<domain::Run>(open_, ended_, filter, before, limit);
}

}  // namespace tocsin::application
