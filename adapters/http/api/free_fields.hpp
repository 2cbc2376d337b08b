#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/kernel/fields.hpp"

namespace tocsin::adapters::http {

// Collects the free fields of a body as dotted paths and strings. Bounds their number and sizes;
// the reader of the body bounds its depth and its number of values.
class FreeFields {
 public:
  static constexpr std::size_t max_fields = 64;
  static constexpr std::size_t max_path_bytes = 256;
  static constexpr std::size_t max_value_bytes = 4096;

  explicit FreeFields(domain::Fields& into) : fields_(into) {}

  // Adds a member of the body and, if it is an object, everything in it. Ignores null.
  void add(std::string_view key, simdjson::dom::element value);

  // The exceeded bound, if any.
  Violations violations() const;

 private:
  bool add(simdjson::dom::element value, std::string_view key);
  bool add_members(simdjson::dom::object members);
  bool add_scalar(simdjson::dom::element value);
  bool take(std::string_view text);
  bool refuse(const char* why);

  domain::Fields& fields_;
  std::string path_;
  std::size_t count_ = 0;
  std::string pointer_;  // to the rejected value
  const char* why_ = nullptr;
};

}  // namespace tocsin::adapters::http
