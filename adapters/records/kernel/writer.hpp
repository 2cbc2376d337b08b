#pragma once

#include <cstddef>
#include <functional>
#include <tuple>
#include <variant>

#include "adapters/json/text/list_text.hpp"
#include "adapters/records/kernel/layout.hpp"
#include "domain/kernel/fields.hpp"

namespace tocsin::adapters::records {

// Writes values as their layouts say. An absent value is null; at the end of a struct it is left
// out.
class Writer {
 public:
  explicit Writer(json::ListText& to) : to_(to) {}

  template <typename T>
  void record(const T& value) {
    to_.begin();
    to_.add(Layout<T>::format);
    fields(value);
    to_.end();
  }

 private:
  template <typename T>
  void add(const T& value) {
    if constexpr (Struct<T> || Built<T>) {
      begin();
      fields(value);
      to_.end();
    } else if constexpr (is_optional<T>) {
      value ? add(*value) : static_cast<void>(++absent_);
    } else if constexpr (is_vector<T>) {
      list(value);
    } else if constexpr (is_map<T>) {
      map(value);
    } else if constexpr (is_variant<T>) {
      std::visit([this](const auto& alternative) { worded(alternative); }, value);
    } else {
      write_absent();
      to_.add(value);
    }
  }
  template <typename T>
  void add(const std::reference_wrapper<T>& value) {
    add(value.get());
  }
  void add(const domain::Fields& fields) {
    begin();
    for (const auto& field : fields) {
      to_.add(field.path);
      to_.add(field.value);
    }
    to_.end();
  }

  template <typename T>
  void fields(const T& value) {
    if constexpr (Built<T>) {
      std::apply([this](const auto&... parts) { (add(parts), ...); }, Layout<T>::parts(value));
    } else {
      Layout<T>::each(value, [this](const char*, const auto& field) { add(field); });
    }
    absent_ = 0;
  }

  template <typename List>
  void list(const List& values) {
    begin();
    for (const auto& value : values)
      add(value);
    write_absent();
    to_.end();
  }

  template <typename Map>
  void map(const Map& entries) {
    begin();
    for (const auto& [key, value] : entries) {
      begin();
      add(key);
      add(value);
      to_.end();
    }
    to_.end();
  }

  template <typename T>
  void worded(const T& alternative) {
    begin();
    to_.add(Layout<T>::word);
    fields(alternative);
    to_.end();
  }

  void begin() {
    write_absent();
    to_.begin();
  }

  void write_absent() {
    for (; absent_ > 0; --absent_)
      to_.add_null();
  }

  json::ListText& to_;
  std::size_t absent_ = 0;  // values behind the last one that was written
};

}  // namespace tocsin::adapters::records
