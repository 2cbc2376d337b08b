#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/json/schema/schema.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::json {

// All schemas of the API, compiled, with their texts. Thread-safe.
class Schemas {
 public:
  // Loads pairs of a name and a document. In a `$ref`, the document named "target" is
  // "target.json". The error is that of the first document that is not a valid schema, and begins
  // with its file.
  static Result<Schemas> load(const std::vector<std::pair<std::string, std::string>>& documents);

  // Returns the schema; nullptr if there is none of this name. Valid as long as this object, even
  // if that is moved.
  const Schema* find(std::string_view name) const;

  // Returns the document as given; empty if there is none of this name.
  std::string_view text(std::string_view name) const;

 private:
  struct Entry {
    Schema schema;
    std::string text;
  };

  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace tocsin::adapters::json
