#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "adapters/json/schema/violation.hpp"

namespace tocsin::adapters::json {

// The current place in a document: a list on the stack, converted to text only for a violation.
class Place {
 public:
  Place() = default;

  Place below(std::string_view key) const { return Place{this, key, 0, true}; }
  Place below(std::size_t index) const { return Place{this, {}, index, false}; }

  std::string pointer() const {
    if (parent_ == nullptr) return {};
    return parent_->pointer() + (is_key_ ? pointer_step(key_) : pointer_step(index_));
  }

 private:
  Place(const Place* parent, std::string_view key, std::size_t index, bool is_key)
      : parent_(parent), key_(key), index_(index), is_key_(is_key) {}

  const Place* parent_ = nullptr;
  std::string_view key_;
  std::size_t index_ = 0;
  bool is_key_ = false;
};

}  // namespace tocsin::adapters::json
