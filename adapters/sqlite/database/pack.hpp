#pragma once

#include <cstddef>
#include <string>

#include "adapters/json/text/list_text.hpp"

namespace tocsin::adapters::sqlite {

// Entries that are stored in one row, as a JSON list of lists, because SQLite takes longer for a
// row than for its content.
class Pack {
 public:
  template <typename... Values>
  void add(const Values&... values) {
    if (empty()) list_.begin();
    list_.begin();
    (list_.add(values), ...);
    list_.end();
    ++size_;
  }

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  // Whether the pack is full. An entry is found by reading the pack up to it, so a pack must not
  // grow large.
  bool is_full() const { return size_ == max_entries || list_.size() >= max_bytes; }

  std::string json() const { return std::string{list_.text()} + ']'; }

  void clear() {
    list_.clear();
    size_ = 0;
  }

 private:
  static constexpr std::size_t max_entries = 64;
  static constexpr std::size_t max_bytes = std::size_t{32} * 1024;

  json::ListText list_;
  std::size_t size_ = 0;
};

}  // namespace tocsin::adapters::sqlite
