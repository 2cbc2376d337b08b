#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <re2/re2.h>

#include "adapters/json/schema/formats.hpp"

namespace tocsin::adapters::json {

// The kind of a value, as a set of bits, so that a schema can name several. A number with no
// fraction is an integer, in any notation.
using Kinds = std::uint8_t;

namespace kind {
constexpr Kinds none = 0;
constexpr Kinds null = 1;
constexpr Kinds boolean = 2;
constexpr Kinds integer = 4;
constexpr Kinds fraction = 8;
constexpr Kinds string = 16;
constexpr Kinds array = 32;
constexpr Kinds object = 64;
constexpr Kinds number = integer | fraction;
constexpr Kinds every = 127;
}  // namespace kind

// A number: exact for every int64, uint64 and double if long double has 64 bits of mantissa or
// more.
using Number = long double;
static_assert(std::numeric_limits<Number>::digits >= 64);

// A place in one of the program's lists.
using Index = std::uint32_t;
constexpr Index nothing = std::numeric_limits<Index>::max();

struct Range {
  Index begin = 0;
  Index end = 0;

  bool empty() const { return begin == end; }
};

constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

struct TextRules {
  std::size_t size_min = 0;  // code points
  std::size_t max_size = unbounded;
  Index pattern = nothing;
  Format format = Format::any;
};

struct NumberRules {
  Number minimum = -std::numeric_limits<Number>::infinity();
  Number maximum = std::numeric_limits<Number>::infinity();
  Number above = -std::numeric_limits<Number>::infinity();
  Number below = std::numeric_limits<Number>::infinity();
  Number multiple_of = 0;  // 0: any
};

struct ArrayRules {
  std::size_t size_min = 0;
  std::size_t max_size = unbounded;
  bool unique = false;
  Range heads;           // of branches: one schema per leading item
  Index rest = nothing;  // the schema of all further items
  Index contains = nothing;
};

struct ObjectRules {
  std::size_t size_min = 0;
  std::size_t max_size = unbounded;
  Range properties;  // in the order of property_before()
  Range required;    // of names; the first is bit 0
  std::uint64_t required_bits = 0;
  Range patterns;              // of pattern_properties
  Range dependencies;          // of dependencies
  Index additional = nothing;  // the schema of all other properties
  Index names = nothing;       // the schema of the property names
};

constexpr std::size_t max_required = std::numeric_limits<std::uint64_t>::digits;

// A property that a schema names in `properties`, in `required` or in both.
struct Property {
  std::string name;
  Index node = nothing;            // nothing: only required
  std::uint64_t required_bit = 0;  // 0: not required
};

// An order for searching, cheaper than the alphabetical one: most names differ in length.
inline bool property_before(std::string_view left, std::string_view right) {
  return left.size() != right.size() ? left.size() < right.size() : left < right;
}

struct PatternProperty {
  Index pattern;
  Index node;
};

struct Dependency {
  std::string name;
  Index node = nothing;  // nothing: the names below are required instead
  Range required;        // of names
};

// One schema. `$ref` has no node: the schema that refers stores the index of the target.
struct Node {
  Kinds kinds = kind::every;  // none: the schema `false`
  bool combines = false;      // whether it has keywords that apply other schemas in place
  Index constant = nothing;
  Range choices;  // of values: `enum`
  Index text = nothing;
  Index number = nothing;
  Index array = nothing;
  Index object = nothing;
  Range all_of;  // of branches, as the next two
  Range any_of;
  Range one_of;
  Index negated = nothing;
  Index condition = nothing;
  Index consequence = nothing;
  Index alternative = nothing;
};

// A compiled schema: flat lists that refer to each other by index. Immutable once built.
struct Program {
  Index root = nothing;
  std::vector<Node> nodes;
  std::vector<TextRules> texts;
  std::vector<NumberRules> numbers;
  std::vector<ArrayRules> arrays;
  std::vector<ObjectRules> objects;
  std::vector<Property> properties;
  std::vector<PatternProperty> pattern_properties;
  std::vector<Dependency> dependencies;
  std::vector<std::string> names;
  std::vector<Index> branches;
  std::vector<nlohmann::json> values;
  std::vector<std::unique_ptr<const re2::RE2>> patterns;
};

// Stores a compiled value at its index.
template <typename T>
Index add(std::vector<T>& list, T item) {
  list.push_back(std::move(item));
  return static_cast<Index>(list.size() - 1);
}

template <typename T>
Range add_all(std::vector<T>& list, std::vector<T> items) {
  const auto begin = static_cast<Index>(list.size());
  list.insert(
      list.end(), std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
  return {begin, static_cast<Index>(list.size())};
}

}  // namespace tocsin::adapters::json
