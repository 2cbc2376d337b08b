#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace tocsin::adapters::http {

// One part of a list of configuration, as a CursorListing shows it.
template <typename Entity>
struct EntrySlice {
  std::vector<std::shared_ptr<const Entity>> rows;
  std::optional<decltype(Entity::id)> next;
};

// The entries after an id, up to `limit`. `entries` are ordered by id.
template <typename Entity>
EntrySlice<Entity> slice_of(const std::vector<std::shared_ptr<const Entity>>& entries,
                            const std::optional<decltype(Entity::id)>& after,
                            std::size_t limit) {
  auto first = entries.begin();
  if (after) {
    first =
        std::find_if(first, entries.end(), [&](const auto& entry) { return entry->id > *after; });
  }
  const auto left = static_cast<std::size_t>(entries.end() - first);
  const auto last = first + static_cast<std::ptrdiff_t>(std::min(limit, left));
  EntrySlice<Entity> slice{{first, last}, std::nullopt};
  if (last != entries.end()) slice.next = slice.rows.back()->id;
  return slice;
}

}  // namespace tocsin::adapters::http
