#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_reader.hpp"

namespace tocsin::application {

// A results page of a listing, newest first; `next` is where the following page begins, if there is
// one.
template <typename Row>
struct Listing {
  using RowId = decltype(Row::id);

  std::vector<Row> rows;
  std::optional<RowId> next;
};

// Takes the newest row of both. A row that closed between the two reads is in both: the open one
// was read first and is dropped.
template <typename Row>
Row& take_newest(std::span<Row>& open, std::span<Row>& closed) {
  if (!open.empty() && !closed.empty() && open.front().id == closed.front().id) {
    open = open.subspan(1);
  }
  const bool is_open = !open.empty() && (closed.empty() || closed.front().id < open.front().id);
  auto& rows = is_open ? open : closed;
  Row& newest = rows.front();
  rows = rows.subspan(1);
  return newest;
}

// Merges open and closed rows. A reader that stopped early knows nothing older than where it
// stopped, so the page ends there.
template <typename Row, typename RowId>
Listing<Row> merged(ports::Slice<Row, RowId> open,
                    ports::Slice<Row, RowId> closed,
                    std::size_t limit) {
  const auto known_down_to =
      std::max(open.resume_before.value_or(RowId{}), closed.resume_before.value_or(RowId{}));
  const bool is_whole = !open.resume_before && !closed.resume_before;

  Listing<Row> listing;
  std::span<Row> open_rows{open.rows};
  std::span<Row> closed_rows{closed.rows};
  while (!open_rows.empty() || !closed_rows.empty()) {
    if (listing.rows.size() == limit) {
      listing.next = listing.rows.back().id;
      return listing;
    }
    Row& row = take_newest(open_rows, closed_rows);
    if (!is_whole && row.id < known_down_to) break;
    listing.rows.push_back(std::move(row));
  }
  if (!is_whole) listing.next = known_down_to;
  return listing;
}

// Returns a page of the rows of two readers. A reader that can have no matching row is not read: it
// would scan many rows and find nothing.
template <typename Row, typename RowId, typename Reader, typename Filter>
Result<Listing<Row>> listing_from(Reader& open,
                                  Reader& closed,
                                  const Filter& filter,
                                  const std::optional<RowId>& before,
                                  std::size_t limit) {
  using Slice = ports::Slice<Row, RowId>;
  const auto ask = [&](Reader& reader, bool has_any) {
    return has_any ? reader.list(filter, before, limit) : Result<Slice>{Slice{}};
  };
  auto from_open = ask(open, filter.finds_open());
  if (!from_open) return Failure{from_open.error()};
  auto from_closed = ask(closed, filter.finds_closed());
  if (!from_closed) return Failure{from_closed.error()};
  return merged(*std::move(from_open), *std::move(from_closed), limit);
}

}  // namespace tocsin::application
