#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "domain/kernel/fields.hpp"

namespace tocsin::adapters::http {

// Collects the free fields of a body as dotted paths and strings. They are context, so they are no
// reason to reject the body: long paths and values are cut (domain::cut_apart). Of too many fields
// those nearest to the body's top are kept, and a mark has the number of the others. Of members
// with the same dotted path the nearest keeps it, and the others get their JSON pointer as path.
class FreeFields {
 public:
  static constexpr std::size_t max_fields = 64;  // without the mark
  static constexpr std::size_t max_path_bytes = 256;
  static constexpr std::size_t max_value_bytes = 4096;

  // `into` must be empty. `mark` is the path of the field with the number of omitted fields.
  explicit FreeFields(domain::Fields& into, std::string_view mark = "fields_omitted")
      : fields_(into), mark_(mark) {}

  // Takes a member of the body and, if it is an object, everything in it. Ignores null. Of too many
  // fields, those of members of a higher rank are omitted first.
  void add(std::string_view key, simdjson::dom::element value, std::size_t rank = 0) {
    members_.push_back({key, value, rank});
  }

  // Adds the fields of all members, and returns how many were omitted.
  std::size_t finish();

 private:
  struct Member {
    std::string_view key;
    simdjson::dom::element value;
    std::size_t rank;
  };

  void add_below(std::string_view key, simdjson::dom::element value);
  void put(std::string_view path, std::string_view value);
  bool has_collision() const;
  std::size_t finish_with_care();

  domain::Fields& fields_;
  std::string_view mark_;
  std::vector<Member> members_;
  std::string path_;
  std::size_t count_ = 0;
  bool has_dotted_key_ = false;
  bool has_object_ = false;
};

// Returns a value other than an object or null as a field has it: a string as it is, and any other
// value as JSON. An integer has one text, however it is written: 7 for 7.0.
std::string field_text(simdjson::dom::element value);

}  // namespace tocsin::adapters::http
