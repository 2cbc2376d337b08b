#pragma once

#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace tocsin::simulation {

// Rows of one kind on the simulated disk. Changes are seen at once, and taken back unless they are
// committed; until then it is known what each changed row was before.
template <typename Key, typename Row>
class DiskTable {
 public:
  using Rows = std::map<Key, Row>;
  struct Change {
    Key key;
    std::optional<Row> before;
  };

  const Rows& rows() const { return rows_; }
  const Row* find(const Key& key) const {
    const auto found = rows_.find(key);
    return found == rows_.end() ? nullptr : &found->second;
  }

  // True when there was none.
  bool put(const Key& key, Row row) {
    const auto place = rows_.find(key);
    if (place == rows_.end()) {
      changes_.push_back({key, std::nullopt});
      rows_.emplace(key, std::move(row));
      return true;
    }
    changes_.push_back({key, std::exchange(place->second, std::move(row))});
    return false;
  }

  void erase(const Key& key) {
    const auto found = rows_.find(key);
    if (found == rows_.end()) return;
    changes_.push_back({key, std::move(found->second)});
    rows_.erase(found);
  }

  // Of the batch, in their order; one key may be there more than once.
  const std::vector<Change>& changes() const { return changes_; }

  // What is committed and not synced can still be lost.
  void commit(bool is_synced) {
    if (is_synced) {
      unsynced_.clear();
    } else {
      std::move(changes_.begin(), changes_.end(), std::back_inserter(unsynced_));
    }
    changes_.clear();
  }

  void take_back() {
    undo(changes_);
    undo(unsynced_);
  }

 private:
  void undo(std::vector<Change>& changes) {
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
      if (change->before) {
        rows_.insert_or_assign(change->key, std::move(*change->before));
      } else {
        rows_.erase(change->key);
      }
    }
    changes.clear();
  }

  Rows rows_;
  std::vector<Change> changes_;
  std::vector<Change> unsynced_;
};

}  // namespace tocsin::simulation
