#pragma once

#include <cstddef>
#include <string>

#include <simdjson.h>

#include "adapters/http/body_reader.hpp"
#include "domain/fields.hpp"

namespace tocsin::adapters::http {

// Takes free fields of a body into Fields, as dotted paths: texts as they are, everything else as
// its JSON text; null is no value. There are bounds to how many they are and how long; the first
// field that is beyond them is named.
class FieldCollector {
 public:
  explicit FieldCollector(domain::Fields& fields) : fields_(fields) {}

  // The depth of a body is bounded by its reader.
  void add(const std::string& path, simdjson::dom::element value);

  Violations violations() && { return std::move(violations_); }

 private:
  void refuse(const std::string& path, std::string why);

  domain::Fields& fields_;
  std::size_t count_ = 0;
  Violations violations_;
};

}  // namespace tocsin::adapters::http
