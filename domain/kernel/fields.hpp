#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace tocsin::domain {

// A free field of an event: a dotted path ("details.region") and its value as a string. A view into
// the Fields that it is part of.
struct Field {
  std::string_view path;
  std::string_view value;

  bool operator==(const Field&) const = default;
};

// The free fields of an event, in the order of receipt. They are packed into one string because a
// million open alerts hold them: a field costs eight bytes more than its characters.
class Fields {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Field;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Field;

    Iterator() = default;
    explicit Iterator(const char* at) : at_(at) {}

    Field operator*() const;
    Iterator& operator++();
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const char* at_ = nullptr;
  };

  Fields() = default;
  Fields(std::initializer_list<Field> fields);

  void add(std::string_view path, std::string_view value);

  bool empty() const { return packed_.empty(); }
  std::size_t size() const { return static_cast<std::size_t>(std::distance(begin(), end())); }
  Iterator begin() const { return Iterator{packed_.data()}; }
  Iterator end() const { return Iterator{packed_.data() + packed_.size()}; }

  // Returns the value of the first field with that path.
  std::optional<std::string_view> find(std::string_view path) const;

  // Returns all fields as one string, for compact storage.
  std::string_view packed() const { return packed_; }
  static Fields from_packed(std::string_view packed);

  // Returns the memory that the fields take, in bytes.
  std::size_t bytes() const { return packed_.size(); }

  // Releases the memory that adding has reserved.
  void shrink_to_fit() { packed_.shrink_to_fit(); }

  bool operator==(const Fields&) const = default;

 private:
  std::string packed_;  // for each field: length of its path, length of its value, both texts
};

}  // namespace tocsin::domain
