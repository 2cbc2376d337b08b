#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>
#include <simdjson.h>

#include "adapters/json/schema/violation.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::json {

struct Program;

// A compiled JSON Schema (draft-07). Thread-safe. A document of nlohmann's that is nested deeper
// than 64 is rejected; a simdjson element may be as deep as its parser allows, which is 32 for our
// Reader.
class Schema {
 public:
  static constexpr std::size_t max_violations = 20;

  explicit Schema(std::unique_ptr<const Program> program);
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  ~Schema();

  // Returns the first max_violations violations of a value; empty if it is valid.
  std::vector<Violation> check(const simdjson::dom::element& value) const;
  std::vector<Violation> check(const nlohmann::json& value) const;

  // Returns the same as check(value).empty(), but stops at the first violation and builds no
  // message.
  bool accepts(const simdjson::dom::element& value) const;
  bool accepts(const nlohmann::json& value) const;

 private:
  std::unique_ptr<const Program> program_;
};

// Schema documents by file name; a `$ref` may name another document by file name or `$id`.
using Documents = std::map<std::string, nlohmann::json, std::less<>>;

// Compiles a document. Every keyword is checked, so an unsupported one is never ignored: the error
// is `invalid` and has the pointer of the keyword.
Result<Schema> compile(const nlohmann::json& document);

// Compiles one of several documents. In the error, the file at fault precedes the message.
Result<Schema> compile(std::string_view name, const Documents& documents);

}  // namespace tocsin::adapters::json
