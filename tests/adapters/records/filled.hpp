#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/records/kernel/layout.hpp"
#include "adapters/records/kernel/references.hpp"
#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"
#include "domain/logs/service_log.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::tests {

// Fills values field by field, as their layouts name them. The leaves come from the source.
template <typename Source>
class Filler {
 public:
  Filler(Source source, const adapters::records::References& references)
      : source_(std::move(source)), references_(references) {}

  template <typename T>
  T made(std::string_view name) {
    using namespace adapters::records;
    if constexpr (Built<T>) {
      return built<T>();
    } else {
      T value{};
      fill(name, value);
      return value;
    }
  }

 private:
  template <typename T>
  T built() {
    using adapters::records::Layout;
    if constexpr (std::same_as<T, domain::Numeric>) {
      constexpr std::array operators{domain::Operator::greater, domain::Operator::not_equal};
      return {source_.text("field"),
              operators[source_.pick(operators.size())],
              source_.text("value"),
              made<domain::Duration>("lasting")};
    } else {
      typename Layout<T>::Parts parts;
      std::size_t place = 0;
      std::apply([&](auto&... part) { (fill(Layout<T>::names.at(place++), part), ...); }, parts);
      if constexpr (std::same_as<T, domain::ServiceLog>) {
        std::erase_if(std::get<2>(parts), [](const domain::RuleLog& log) {
          return log.window.is_idle() && !log.groups;
        });
      }
      return *Layout<T>::built(std::move(parts), {tenant_, references_});
    }
  }

  template <typename T>
  void fill(std::string_view name, T& value) {
    using namespace adapters::records;
    if constexpr (is_optional<T>) {
      using Inner = std::remove_cvref_t<decltype(*value)>;
      if (source_.is_there()) value = made<Inner>(name);
    } else if constexpr (is_vector<T>) {
      for (auto left = source_.size(); left > 0; --left)
        value.push_back(made<typename T::value_type>(name));
    } else if constexpr (is_map<T>) {
      for (auto left = source_.size(); left > 0; --left) {
        auto key = made<typename T::key_type>(name);
        value.emplace(std::move(key), made<typename T::mapped_type>(name));
      }
    } else if constexpr (is_variant<T>) {
      fill_one_of(name, value);
    } else if constexpr (Built<T>) {
      value = built<T>();
    } else if constexpr (Struct<T>) {
      Layout<T>::each(value, [this](std::string_view field, auto& of) { fill(field, of); });
    } else {
      leaf(name, value);
    }
  }

  template <typename... Alternatives>
  void fill_one_of(std::string_view name, std::variant<Alternatives...>& value) {
    auto left = source_.pick(sizeof...(Alternatives));
    const auto fill_chosen = [&]<typename T>(const T*) {
      if (left-- == 0) value = made<T>(name);
    };
    (fill_chosen(static_cast<const Alternatives*>(nullptr)), ...);
  }

  void leaf(std::string_view name, std::string& value) { value = source_.text(name); }
  void leaf(std::string_view, bool& value) { value = source_.pick(2) == 1; }
  void leaf(std::string_view, std::integral auto& value) {
    value = source_.template number<std::remove_reference_t<decltype(value)>>();
  }
  void leaf(std::string_view, double& value) { value = source_.real(); }
  void leaf(std::string_view, domain::Duration& value) {
    value = domain::Duration{source_.template number<domain::Duration::rep>()};
  }
  void leaf(std::string_view, domain::Time& value) {
    value = domain::Time{domain::Duration{source_.template number<domain::Duration::rep>()}};
  }
  void leaf(std::string_view, domain::Severity& value) {
    const auto& tokens = domain::Severity::tokens;
    value = *domain::Severity::parse(tokens[source_.pick(tokens.size())]);
  }
  void leaf(std::string_view name, domain::Fields& value) {
    for (auto left = source_.size(); left > 0; --left) {
      const auto path = source_.text("path");
      value.add(path, source_.text(name));
    }
  }
  template <typename Tag>
  void leaf(std::string_view name, domain::Name<Tag>& value) {
    value.value = source_.text(name);
    if constexpr (std::same_as<domain::Name<Tag>, domain::TenantId>) tenant_ = value;
  }
  template <typename Tag>
  void leaf(std::string_view, domain::Id<Tag>& value) {
    for (auto& byte : value.value)
      byte = source_.template number<std::uint8_t>();
  }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void leaf(std::string_view, Enum& value) {
    value = static_cast<Enum>(source_.pick(domain::words_of<Enum>.size()));
  }

  Source source_;
  const adapters::records::References& references_;
  domain::TenantId tenant_;
};

// Anything at all, and often what is extreme.
class AnythingSource {
 public:
  explicit AnythingSource(unsigned seed) : chance_(seed) {}

  std::size_t pick(std::size_t of) { return chance_() % of; }
  bool is_there() { return pick(2) == 1; }
  std::size_t size() { return pick(4); }

  template <std::integral Number>
  Number number() {
    using Limits = std::numeric_limits<Number>;
    const std::array extremes{Number{0}, Number{1}, Limits::max(), Limits::min()};
    return is_there() ? extremes[pick(extremes.size())] : static_cast<Number>(chance_());
  }
  double real() {
    const auto any = std::bit_cast<double>(chance_());
    return std::isfinite(any) ? any : -0.0;
  }
  std::string text(std::string_view) {
    using namespace std::string_literals;
    static const std::array pieces{""s,
                                   "a"s,
                                   "\""s,
                                   "\\"s,
                                   "\n\t"s,
                                   "\0"s,
                                   "\x7f"s,
                                   "\xC3\xA9"s,
                                   "\xF0\x9F\x9A\xA8"s,
                                   "[1,null]"s,
                                   std::string(300, 'x')};
    std::string text;
    for (auto left = size(); left > 0; --left)
      text += pieces[pick(pieces.size())];
    return text;
  }

 private:
  std::mt19937_64 chance_;
};

// A value that a person can read: texts are the names of their fields, and numbers count. Nothing
// is absent.
class SampleSource {
 public:
  std::size_t pick(std::size_t of) { return next_++ % of; }
  static bool is_there() { return true; }
  static std::size_t size() { return 2; }
  template <std::integral Number>
  Number number() {
    return static_cast<Number>(next_++);
  }
  double real() { return static_cast<double>(next_++) + 0.25; }
  std::string text(std::string_view name) {
    return std::string{name} + ' ' + std::to_string(next_++);
  }

 private:
  unsigned next_ = 1;
};

}  // namespace tocsin::tests
