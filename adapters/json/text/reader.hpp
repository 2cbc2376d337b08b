#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "domain/kernel/result.hpp"

namespace tocsin::adapters::json {

// How much of a document from outside we are willing to look at.
struct Limits {
  std::size_t depth = 32;      // arrays and objects inside each other
  std::size_t nodes = 10'000;  // values, containers included
  std::size_t string_bytes = std::size_t{64} * 1024;
  std::size_t key_bytes = 256;
};

// Reads JSON (RFC 8259) from people we do not trust: UTF-8 without lone surrogates, no duplicate
// keys, integers of 64 bits or none, everything bounded. It reuses its memory, so one thread keeps
// one reader. Errors are `invalid`, with the JSON pointer of the value that is to blame.
class Reader {
 public:
  explicit Reader(Limits limits = {});

  // What is returned lives until the next read.
  Result<simdjson::dom::element> read(std::string_view text);

  // The same without a copy: SIMDJSON_PADDING bytes after the text must be readable.
  Result<simdjson::dom::element> read_padded(std::string_view text);

 private:
  enum class Padding { missing, present };

  Result<simdjson::dom::element> read(std::string_view text, Padding padding);
  // The depth is that of the containers around, or of the container itself.
  bool within_limits(simdjson::dom::element value, std::size_t depth);
  bool within_limits(simdjson::dom::array items, std::size_t depth);
  bool within_limits(simdjson::dom::object members, std::size_t depth);
  bool has_distinct_keys(std::size_t first_key);
  bool refuse(std::string message);
  bool refuse_below(const std::string& step);

  Limits limits_;
  simdjson::dom::parser parser_;
  std::size_t nodes_ = 0;
  std::vector<std::string_view> keys_;  // of the objects around the value we look at
  Error error_{ErrorKind::invalid, {}, {}};
};

}  // namespace tocsin::adapters::json
