#pragma once

#include <cstddef>

#include <boost/unordered/unordered_flat_set.hpp>

namespace tocsin::adapters::memory {

// Finds rows by a key that is part of them. Stores the hash of each key, so that growing does not
// read the rows. `KeyOf` returns the key of a row, a view; `HashOf` hashes it.
template <typename Row, typename KeyOf, typename HashOf>
class KeyIndex {
 public:
  Row* find(const auto& key) const {
    const auto found = entries_.find(Probe<std::decay_t<decltype(key)>>{HashOf{}(key), &key});
    return found == entries_.end() ? nullptr : found->row;
  }

  // Adds the row, and replaces the one with the same key.
  void put(Row& row) {
    const Entry entry{HashOf{}(KeyOf{}(row)), &row};
    const auto [other, is_new] = entries_.insert(entry);
    if (is_new) return;
    entries_.erase(other);
    entries_.insert(entry);
  }

  // Removes the row. Does nothing if the key has another row by now.
  void remove(Row& row) {
    const auto found = entries_.find(Entry{HashOf{}(KeyOf{}(row)), &row});
    if (found != entries_.end() && found->row == &row) entries_.erase(found);
  }

  void clear() { entries_.clear(); }

 private:
  struct Entry {
    std::size_t hash;
    Row* row;
  };
  template <typename Key>
  struct Probe {
    std::size_t hash;
    const Key* key;
  };
  struct Hash {
    using is_transparent = void;
    using is_avalanching = void;
    std::size_t operator()(const auto& entry) const { return entry.hash; }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(const Entry& a, const Entry& b) const {
      return a.hash == b.hash && (a.row == b.row || KeyOf{}(*a.row) == KeyOf{}(*b.row));
    }
    template <typename Key>
    bool operator()(const Probe<Key>& probe, const Entry& entry) const {
      return probe.hash == entry.hash && *probe.key == KeyOf{}(*entry.row);
    }
    template <typename Key>
    bool operator()(const Entry& entry, const Probe<Key>& probe) const {
      return (*this)(probe, entry);
    }
  };

  boost::unordered_flat_set<Entry, Hash, Equal> entries_;
};

}  // namespace tocsin::adapters::memory
