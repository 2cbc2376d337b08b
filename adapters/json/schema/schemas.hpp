#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/json/schema/schema.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::json {

// Every schema of the API, compiled, with its text. Any number of threads may use it at once.
class Schemas {
 public:
  // Pairs of a name and a document. In a `$ref`, the document named "target" is "target.json".
  // The error is that of the first document that is no schema, and begins with its file.
  static Result<Schemas> load(const std::vector<std::pair<std::string, std::string>>& documents);

  // nullptr when there is none of this name. Lives as long as this object, also when that is moved.
  const Schema* find(std::string_view name) const;

  // The document as it was given; empty when there is none of this name.
  std::string_view text(std::string_view name) const;

 private:
  struct Entry {
    Schema schema;
    std::string text;
  };

  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace tocsin::adapters::json
