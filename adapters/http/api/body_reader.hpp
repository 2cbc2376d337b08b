#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>
#include <simdjson.h>

#include "adapters/json/schema/schemas.hpp"
#include "adapters/json/text/reader.hpp"

namespace tocsin::adapters::http {

// The errors of a body.
using Violations = std::vector<json::Violation>;

// Reads bodies strictly and checks them by their schema. Accepts the key names of the schema's
// `x-aliases`, except inside members that its `x-verbatim` lists. Accepts those of its
// `x-aliases-without` only in a body without the member that they stand under: with that member
// they are names of free fields. Where a schema has `x-exact`, strings with text that is not
// Unicode are mended, except those of the members that it lists: they identify something. One per
// thread. A result is valid until the next read.
class BodyReader {
 public:
  explicit BodyReader(const json::Schemas& schemas);

  // `text` must be followed by readable padding, see body_padding.
  std::variant<simdjson::dom::element, Violations> read(std::string_view text,
                                                        const std::string& schema);

 private:
  using Aliases = std::map<std::string, std::string, std::less<>>;
  using Keys = std::set<std::string, std::less<>>;
  struct Shape {
    const json::Schema* schema;
    Aliases aliases;
    std::map<std::string, Aliases> aliases_without;  // by the member
    Keys verbatim;                                   // the keys within these keep their names
    Keys exact;
    std::map<std::string, Keys> exact_without;  // by the member
    json::Slips slips;
    bool is_open;  // free fields keep their names

    bool has_alias(std::string_view key) const;
  };

  static bool has_alias(simdjson::dom::element value, const Shape& shape);
  static void rename_keys(nlohmann::json& object,
                          const Aliases& aliases,
                          const std::string& pointer,
                          Violations& violations);
  static void rename_in(nlohmann::json& value,
                        const Shape& shape,
                        const std::string& pointer,
                        Violations& violations);
  static void rename_below(nlohmann::json& value,
                           const Shape& shape,
                           const std::string& pointer,
                           Violations& violations);
  static Violations inexact(simdjson::dom::element body, const Shape& shape);
  static void add_inexact(simdjson::dom::element body, const Keys& exact, Violations& violations);
  const Shape& shape_of(const std::string& schema);
  // Renames the keys of the document that was read last.
  std::variant<simdjson::dom::element, Violations> rename(const Shape& shape);

  const json::Schemas& schemas_;
  json::Reader reader_;
  std::map<std::string, Shape> shapes_;
};

// Returns a reader that reuses its memory. Its previous result becomes invalid.
BodyReader& reader_of_this_thread(const json::Schemas& schemas);

}  // namespace tocsin::adapters::http
