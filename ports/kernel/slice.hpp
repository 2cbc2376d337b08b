#pragma once

#include <optional>
#include <vector>

namespace tocsin::ports {

// A slice of a listing, newest first. If a reader stops early, `resume_before` is where to
// continue.
template <typename Row, typename RowId>
struct Slice {
  std::vector<Row> rows;
  std::optional<RowId> resume_before;
};

}  // namespace tocsin::ports
