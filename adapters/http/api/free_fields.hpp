#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/kernel/fields.hpp"

namespace tocsin::adapters::http {

// Collects the members of a body that have no meaning of their own, as dotted paths and texts. The
// depth of a body is bounded by its reader, and so is the number of values in it; what is kept of
// them is bounded here.
class FreeFields {
 public:
  static constexpr std::size_t max_fields = 64;
  static constexpr std::size_t max_path_bytes = 256;
  static constexpr std::size_t max_value_bytes = 4096;

  explicit FreeFields(domain::Fields& into) : fields_(into) {}

  // A member of the body and, when it is an object, all that is in it; null is nothing.
  void add(std::string_view key, simdjson::dom::element value);

  // What goes too far, if anything does.
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
  std::string pointer_;  // to what was refused
  const char* why_ = nullptr;
};

}  // namespace tocsin::adapters::http
