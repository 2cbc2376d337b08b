#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "adapters/records/kernel/cursor.hpp"
#include "adapters/records/kernel/layout.hpp"
#include "adapters/records/kernel/references.hpp"
#include "adapters/records/kernel/unreadable.hpp"
#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::records {

// Reads a record as its layout says. A record that is not exactly what Writer writes is a failure
// that names its kind and the field, and yields nothing.
class Reader {
 public:
  Reader(std::string_view text, const References& references)
      : cursor_(text), references_(references) {}

  template <typename T>
  Result<T> record() {
    auto value = cursor_.open() ? of_known_format<T>() : wrong<T>("is no list");
    if (value && !cursor_.is_at_end()) value = wrong<T>("continues after its end");
    if (value) return *std::move(value);
    return unreadable(Layout<T>::kind, where_, why_);
  }

 private:
  template <typename T>
  std::optional<T> of_known_format() {
    unsigned format = 0;
    if (!cursor_.number(format)) return wrong<T>("has no format");
    if (format < 1 || format > Layout<T>::format) {
      return wrong<T>("has format " + std::to_string(format) +
                      ", and this version of Tocsin reads up to " +
                      std::to_string(Layout<T>::format));
    }
    return fields<T>(false);
  }

  // Reads the fields of a list that was opened, and its end.
  template <typename T>
  std::optional<T> fields(bool is_first) {
    if constexpr (Built<T>) {
      typename Layout<T>::Parts parts;
      if (!take_parts(parts, Layout<T>::names, is_first) || !close()) return std::nullopt;
      auto value = Layout<T>::built(std::move(parts), Context{tenant_, references_});
      return value ? std::move(value) : wrong<T>("refers to what is not there");
    } else {
      T value;
      bool is_right = true;
      Layout<T>::each(value, [&](std::string_view name, auto& field) {
        is_right = is_right && take_field(name, field, std::exchange(is_first, false));
      });
      if (!is_right || !close()) return std::nullopt;
      if constexpr (requires { Layout<T>::finish(value); }) Layout<T>::finish(value);
      return value;
    }
  }

  template <typename Parts, typename Names>
  bool take_parts(Parts& parts, const Names& names, bool is_first) {
    std::size_t place = 0;
    const auto take_part = [&](auto& part) {
      return take_field(names.at(place++), part, std::exchange(is_first, false));
    };
    return std::apply([&](auto&... part) { return (take_part(part) && ...); }, parts);
  }

  template <typename T>
  bool take_field(std::string_view name, T& field, bool is_first) {
    if (is_field(field, is_first)) return true;
    if (!where_.empty()) where_.insert(0, 1, '.');
    where_.insert(0, name);
    return false;
  }

  template <typename T>
  bool is_field(T& field, bool is_first) {
    if (cursor_.is_at_close()) return is_optional<T> || fault("is missing");
    if (!cursor_.next(is_first)) return fault("does not follow");
    return take(field);
  }

  bool close() {
    return cursor_.close() || fault("has more fields than this version of Tocsin knows");
  }

  template <typename T>
  bool take(T& value) {
    if constexpr (is_optional<T>) {
      return cursor_.null() || assign(value, made<std::remove_cvref_t<decltype(*value)>>());
    } else if constexpr (is_vector<T>) {
      return take_list(value);
    } else if constexpr (is_map<T>) {
      return take_map(value);
    } else if constexpr (is_variant<T>) {
      return take_variant(value);
    } else if constexpr (Struct<T> || Built<T>) {
      return assign(value, made<T>());
    } else {
      return take_scalar(value);
    }
  }

  // A value that cannot always be made first and filled then.
  template <typename T>
  std::optional<T> made() {
    if constexpr (Struct<T> || Built<T>) {
      if (!cursor_.open()) return wrong<T>("is no list");
      return fields<T>(true);
    } else {
      T value{};
      if (!take(value)) return std::nullopt;
      return value;
    }
  }

  template <typename T, typename Value>
  static bool assign(T& to, std::optional<Value> value) {
    if (!value) return false;
    to = *std::move(value);
    return true;
  }

  // Calls `take_one` for each value of a list.
  template <typename TakeOne>
  bool each_of_list(TakeOne take_one) {
    if (!cursor_.open()) return fault("is no list");
    for (bool is_first = true; !cursor_.close(); is_first = false) {
      if (!cursor_.next(is_first)) return fault("does not end");
      if (!take_one()) return false;
    }
    return true;
  }

  template <typename T>
  bool take_list(std::vector<T>& list) {
    return each_of_list([&] {
      auto value = made<T>();
      if (!value) return false;
      list.push_back(*std::move(value));
      return true;
    });
  }

  template <typename Key, typename T>
  bool take_map(std::map<Key, T>& map) {
    return each_of_list([&] {
      if (!cursor_.open()) return fault("is no list");
      auto key = made<Key>();
      if (!key || !cursor_.next(false)) return fault("has no key");
      auto value = made<T>();
      if (!value || !close()) return false;
      return map.emplace(*std::move(key), *std::move(value)).second || fault("has a key twice");
    });
  }

  template <typename... Alternatives>
  bool take_variant(std::variant<Alternatives...>& value) {
    std::string_view word;
    if (!cursor_.open() || !cursor_.text(word)) return fault("has no word");
    const std::string known{word};
    bool is_known = false;
    const auto try_one = [&]<typename T>(std::optional<T> none) {
      if (known != Layout<T>::word) return false;
      is_known = true;
      return assign(value, none = fields<T>(false));
    };
    if ((try_one(std::optional<Alternatives>{}) || ...)) return true;
    return is_known ? false
                    : fault("is '" + known + "', which this version of Tocsin does not know");
  }

  bool take_scalar(domain::Fields& fields) {
    bool is_path = true;
    std::string path;
    const bool is_right = each_of_list([&] {
      std::string_view text;
      if (!cursor_.text(text)) return fault("has a value that is no text");
      if (is_path) {
        path = text;
      } else {
        fields.add(path, text);
      }
      is_path = !is_path;
      return true;
    });
    fields.shrink_to_fit();
    return is_right && (is_path || fault("has a path without a value"));
  }
  template <typename Number>
  requires std::is_arithmetic_v<Number>
  bool take_scalar(Number& value) { return cursor_.number(value) || fault("is no such number"); }
  bool take_scalar(std::string& value) {
    std::string_view text;
    if (!cursor_.text(text)) return fault("is no text");
    value = text;
    return true;
  }
  bool take_scalar(domain::Duration& value) {
    domain::Duration::rep count = 0;
    if (!take_scalar(count)) return false;
    value = domain::Duration{count};
    return true;
  }
  bool take_scalar(domain::Time& value) {
    domain::Duration since_1970;
    if (!take_scalar(since_1970)) return false;
    value = domain::Time{since_1970};
    return true;
  }
  template <typename Tag>
  bool take_scalar(domain::Name<Tag>& value) {
    return take_scalar(value.value);
  }
  bool take_scalar(domain::TenantId& value) {
    if (!take_scalar(value.value)) return false;
    tenant_ = value;
    return true;
  }
  template <typename Tag>
  bool take_scalar(domain::Id<Tag>& value) {
    return take_word(value.value, domain::uuid_from, "is no UUID");
  }
  bool take_scalar(domain::Severity& value) {
    return take_word(value, domain::Severity::parse, "is no severity");
  }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  bool take_scalar(Enum& value) {
    return take_word(
        value, domain::from_word<Enum>, "is a word that this version of Tocsin does not know");
  }

  template <typename T, typename Parse>
  bool take_word(T& value, Parse parse, const char* complaint) {
    std::string_view text;
    if (!cursor_.text(text)) return fault("is no text");
    return assign(value, parse(text)) || fault(complaint);
  }

  bool fault(std::string why) {
    why_ = std::move(why);
    return false;
  }
  template <typename T>
  std::optional<T> wrong(std::string why) {
    why_ = std::move(why);
    return std::nullopt;
  }

  Cursor cursor_;
  const References& references_;
  domain::TenantId tenant_;
  std::string where_;  // the field at fault
  std::string why_;
};

}  // namespace tocsin::adapters::records
