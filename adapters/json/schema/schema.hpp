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

// A JSON Schema (draft-07), compiled. Any number of threads may use one at the same time.
// A document of nlohmann's that is nested deeper than 64 is refused; a simdjson element is taken as
// deep as its parser let it be, which is 32 for our Reader.
class Schema {
 public:
  static constexpr std::size_t max_violations = 20;

  explicit Schema(std::unique_ptr<const Program> program);
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  ~Schema();

  // What is wrong with a value, the first max_violations of it; empty when it is valid.
  std::vector<Violation> check(const simdjson::dom::element& value) const;
  std::vector<Violation> check(const nlohmann::json& value) const;

  // The same as check(value).empty(), but it stops at the first violation and builds no message.
  bool accepts(const simdjson::dom::element& value) const;
  bool accepts(const nlohmann::json& value) const;

 private:
  std::unique_ptr<const Program> program_;
};

// Schema documents by file name; a `$ref` may name another by it, or by its `$id`.
using Documents = std::map<std::string, nlohmann::json, std::less<>>;

// Everything in a document is looked at, so that a word we do not implement is never ignored: the
// error is `invalid` and has the pointer of the word.
Result<Schema> compile(const nlohmann::json& document);

// The same for one of several documents. In the error, the file at fault comes before the message.
Result<Schema> compile(std::string_view name, const Documents& documents);

}  // namespace tocsin::adapters::json
