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

// What is wrong with a body.
using Violations = std::vector<json::Violation>;

// Reads bodies strictly, takes the other spellings of their keys that the schema's `x-aliases`
// names, except within members that its `x-verbatim` names, and checks them. Those of its
// `x-aliases-without` are taken in a body without the member that they stand under: with it they
// are the names of free fields. One a thread: what it
// returns lives until it reads again.
class BodyReader {
 public:
  explicit BodyReader(const json::Schemas& schemas);

  // The text must have json padding behind it, see body_padding.
  std::variant<simdjson::dom::element, Violations> read(std::string_view text,
                                                        const std::string& schema);

 private:
  using Aliases = std::map<std::string, std::string, std::less<>>;
  struct Shape {
    const json::Schema* schema;
    Aliases aliases;
    std::map<std::string, Aliases> aliases_without;  // by the member
    std::set<std::string, std::less<>> verbatim;     // the keys within these keep their names
    bool is_open;                                    // free fields keep their names
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
  const Shape& shape_of(const std::string& schema);
  std::variant<simdjson::dom::element, Violations> rename(std::string_view text,
                                                          const Shape& shape);

  const json::Schemas& schemas_;
  json::Reader reader_;
  std::map<std::string, Shape> shapes_;
};

// A reader whose memory is used again: what it returned last is gone.
BodyReader& reader_of_this_thread(const json::Schemas& schemas);

}  // namespace tocsin::adapters::http
