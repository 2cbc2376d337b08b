#include <algorithm>
#include <string>

#include "adapters/http/logs/log_body.hpp"
#include "tests/fuzz/padded.hpp"
#include "tests/fuzz/schemas.hpp"
#include "tests/fuzz/targets.hpp"

namespace tocsin::fuzz {

using namespace adapters::http;

namespace {

const domain::Time now = domain::time_from("2026-01-02T03:04:05.678Z").value();

bool is_of_a_schema(const adapters::json::Violation& violation) {
  constexpr std::string_view words[] = {"service", "level"};
  const std::string_view pointer = violation.pointer;
  return pointer.empty() || std::any_of(std::begin(words), std::end(words), [&](auto word) {
           return pointer == '/' + std::string{word};
         });
}

}  // namespace

// The reader of log lines, written by hand for its speed, refuses what the schema refuses, and what
// it refuses beyond that is a timestamp of long ago.
void log_entry(std::string_view input) {
  const Padded text{input};
  const auto by_schema = reader_of_this_thread(schemas()).read(text.view(), "log-entry");
  const bool schema_accepts = by_schema.index() == 0;

  const auto by_hand = LogReader{{"acme"}, now}.read(text.view());
  const auto* const violations = std::get_if<Violations>(&by_hand);
  if (violations == nullptr) return require(schema_accepts, "what is taken, the schema takes");
  require(!violations->empty(), "a refusal says why");
  if (!schema_accepts) return;
  require(std::none_of(violations->begin(), violations->end(), is_of_a_schema),
          "what the schema takes is only refused for what no schema can say");
}

}  // namespace tocsin::fuzz
