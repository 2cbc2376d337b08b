#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include "adapters/sqlite/database/json_value.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::sqlite {

// Entries that are stored in one row, as a JSON list of lists, because SQLite takes longer for a
// row than for its content.
class Pack {
 public:
  template <typename... Values>
  void add(const Values&... values) {
    text_ += text_.empty() ? "[[" : ",[";
    ((append_value(values), text_ += ','), ...);
    text_.back() = ']';
    ++size_;
  }

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  // Whether the pack is full. An entry is found by reading the pack up to it, so a pack must not
  // grow large.
  bool is_full() const { return size_ == max_entries || text_.size() >= max_bytes; }

  std::string json() const { return text_ + ']'; }

  void clear() {
    text_.clear();
    size_ = 0;
  }

 private:
  static constexpr std::size_t max_entries = 64;
  static constexpr std::size_t max_bytes = std::size_t{32} * 1024;

  void append_value(std::string_view text) { append_quoted(text_, text); }
  void append_value(domain::Time time) { append(text_, time); }
  void append_value(std::integral auto number) { text_ += std::to_string(number); }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void append_value(Enum value) { append_value(domain::word_for(value)); }
  template <typename Tag>
  void append_value(const domain::Id<Tag>& id) {
    append_value(to_text(id));
  }
  template <typename Tag>
  void append_value(const domain::Name<Tag>& name) {
    append_value(name.value);
  }

  std::string text_;
  std::size_t size_ = 0;
};

}  // namespace tocsin::adapters::sqlite
