#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include "adapters/json/schema/program.hpp"

namespace tocsin::adapters::json {

inline Kinds kind_of(double value) {
  return std::trunc(value) == value ? kind::integer : kind::fraction;
}

// The interface of a JSON value for the validator, for any library that parsed it. A view is as
// cheap to copy as a pointer. items() iterates over the view's native values, members() over pairs
// of a key and a native value; text(), number() and so on are only for values of that kind.
template <typename V>
concept View = requires(V view, std::string_view key) {
  { view.kind() } -> std::same_as<Kinds>;
  { view.boolean() } -> std::same_as<bool>;
  { view.number() } -> std::same_as<Number>;
  { view.text() } -> std::convertible_to<std::string_view>;
  { view.size() } -> std::same_as<std::size_t>;
  { view.member(key) } -> std::same_as<std::optional<V>>;
  view.items().begin();
  view.members().begin();
};

class ElementView {
 public:
  explicit ElementView(simdjson::dom::element value) : value_(value) {}

  Kinds kind() const {
    using simdjson::dom::element_type;
    switch (value_.type()) {
      case element_type::ARRAY: return kind::array;
      case element_type::OBJECT: return kind::object;
      case element_type::INT64:
      case element_type::UINT64: return kind::integer;
      case element_type::DOUBLE: return kind_of(read<double>());
      case element_type::STRING: return kind::string;
      case element_type::BOOL: return kind::boolean;
      case element_type::NULL_VALUE: return kind::null;
    }
    return kind::none;
  }

  bool boolean() const { return read<bool>(); }
  std::string_view text() const { return read<std::string_view>(); }
  Number number() const {
    if (value_.is_int64()) return static_cast<Number>(read<std::int64_t>());
    if (value_.is_uint64()) return static_cast<Number>(read<std::uint64_t>());
    return read<double>();
  }

  simdjson::dom::array items() const { return read<simdjson::dom::array>(); }
  simdjson::dom::object members() const { return read<simdjson::dom::object>(); }
  // Counts, because simdjson's own size() saturates.
  std::size_t size() const {
    std::size_t count = 0;
    if (value_.is_array()) {
      for ([[maybe_unused]] const auto item : items())
        ++count;
    } else {
      for ([[maybe_unused]] const auto member : members())
        ++count;
    }
    return count;
  }
  std::optional<ElementView> member(std::string_view key) const {
    simdjson::dom::element found;
    if (members().at_key(key).get(found) != simdjson::SUCCESS) return std::nullopt;
    return ElementView{found};
  }

 private:
  // Reads a value of a kind that was checked before, so this cannot fail.
  template <typename T>
  T read() const {
    T value{};
    [[maybe_unused]] const auto code = value_.get<T>().get(value);
    return value;
  }

  simdjson::dom::element value_;
};

class JsonView {
 public:
  explicit JsonView(const nlohmann::json& value) : value_(&value) {}

  Kinds kind() const {
    using Type = nlohmann::json::value_t;
    switch (value_->type()) {
      case Type::array: return kind::array;
      case Type::object: return kind::object;
      case Type::number_integer:
      case Type::number_unsigned: return kind::integer;
      case Type::number_float: return kind_of(value_->get<double>());
      case Type::string: return kind::string;
      case Type::boolean: return kind::boolean;
      case Type::null: return kind::null;
      case Type::binary:
      case Type::discarded: return kind::none;
    }
    return kind::none;
  }

  bool boolean() const { return value_->get<bool>(); }
  std::string_view text() const { return value_->get_ref<const std::string&>(); }
  Number number() const {
    if (value_->is_number_unsigned()) return static_cast<Number>(value_->get<std::uint64_t>());
    if (value_->is_number_integer()) return static_cast<Number>(value_->get<std::int64_t>());
    return value_->get<double>();
  }

  const nlohmann::json::array_t& items() const {
    return value_->get_ref<const nlohmann::json::array_t&>();
  }
  const nlohmann::json::object_t& members() const {
    return value_->get_ref<const nlohmann::json::object_t&>();
  }
  std::size_t size() const { return value_->size(); }
  std::optional<JsonView> member(std::string_view key) const {
    const auto found = value_->find(key);
    if (found == value_->end()) return std::nullopt;
    return JsonView{*found};
  }

 private:
  const nlohmann::json* value_;
};

// The name of a property as a value, which is always a string.
class NameView {
 public:
  explicit NameView(std::string_view name) : name_(name) {}

  Kinds kind() const { return kind::string; }
  std::string_view text() const { return name_; }

  bool boolean() const { return false; }
  Number number() const { return 0; }
  std::size_t size() const { return 0; }
  std::span<const std::string_view> items() const { return {}; }
  std::span<const std::pair<std::string_view, std::string_view>> members() const { return {}; }
  std::optional<NameView> member(std::string_view) const { return std::nullopt; }

 private:
  std::string_view name_;
};

static_assert(View<ElementView> && View<JsonView> && View<NameView>);

}  // namespace tocsin::adapters::json
