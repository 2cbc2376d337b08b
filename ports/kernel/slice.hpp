#pragma once

#include <optional>
#include <vector>

namespace tocsin::ports {

// Part of a listing, newest first. A reader may stop early: then `resume_before` says where to
// continue.
template <typename Row, typename RowId>
struct Slice {
  std::vector<Row> rows;
  std::optional<RowId> resume_before;
};

}  // namespace tocsin::ports
