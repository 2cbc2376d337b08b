#pragma once

#include <cstddef>
#include <iterator>
#include <optional>

#include "ports/kernel/slice.hpp"

namespace tocsin::adapters::memory {

// The maximum number of rows that a listing scans between two batches, so that it does not delay
// them noticeably.
inline constexpr std::size_t max_looked_at = 2000;

// Returns the newest rows that the filter accepts, of those before the given one.
template <typename Value, typename Id, typename Table, typename Filter>
ports::Slice<Value, Id> slice_of(const Table& table,
                                 const Filter& filter,
                                 std::optional<Id> before,
                                 std::size_t limit) {
  ports::Slice<Value, Id> slice;
  std::size_t looked_at = 0;
  const auto& rows = table.rows();
  auto next = std::make_reverse_iterator(before ? rows.lower_bound(*before) : rows.end());
  for (; next != rows.rend(); ++next) {
    if (slice.rows.size() == limit || looked_at == max_looked_at) return slice;
    ++looked_at;
    slice.resume_before = next->first;
    if (filter.accepts(next->second.value)) slice.rows.push_back(next->second.value);
  }
  slice.resume_before.reset();
  return slice;
}

}  // namespace tocsin::adapters::memory
