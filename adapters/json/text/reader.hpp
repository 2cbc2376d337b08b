#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "domain/kernel/result.hpp"

namespace tocsin::adapters::json {

// The limits for a document from outside.
struct Limits {
  std::size_t depth = 32;      // nested arrays and objects
  std::size_t nodes = 10'000;  // values, containers included
  std::size_t string_bytes = std::size_t{256} * 1024;
  std::size_t key_bytes = 4096;
};

// Treatment of slips that many senders make: see with_slips_mended().
enum class Slips { refused, mended };

// Parses untrusted JSON (RFC 8259): UTF-8 without lone surrogates, no duplicate keys, all sizes
// bounded. Ignores one byte order mark before the text. A number that does not fit into 64 bits is
// read as a string. It reuses its memory, so use one reader per thread. Errors are `invalid`, with
// the JSON pointer of the value at fault.
class Reader {
 public:
  explicit Reader(Limits limits = {});

  // Parses the text. The element is valid until the next read.
  Result<simdjson::dom::element> read(std::string_view text);

  // Parses without a copy: SIMDJSON_PADDING bytes after the text must be readable.
  Result<simdjson::dom::element> read_padded(std::string_view text, Slips slips = Slips::refused);

  // Returns whether U+FFFD stands in the last document for what its sender wrote wrongly. Texts
  // that differ only there have become equal.
  bool has_replacements() const { return has_replacements_; }

  // Returns the text that was parsed, as another parser has to read it to see the same. Valid as
  // long as the text that was given, and until the next read.
  std::string_view text() const { return text_; }

 private:
  enum class Padding { missing, present };

  Result<simdjson::dom::element> read(std::string_view text, Padding padding, Slips slips);
  simdjson::error_code parse_mended(Slips slips, simdjson::dom::element& root);
  // Whether a value is within the limits. `depth` is that of the surrounding containers, or of the
  // container itself.
  bool within_limits(simdjson::dom::element value, std::size_t depth);
  bool within_limits(simdjson::dom::array items, std::size_t depth);
  bool within_limits(simdjson::dom::object members, std::size_t depth);
  bool has_distinct_keys(std::size_t first_key);
  bool refuse(std::string message);
  bool refuse_below(const std::string& step);

  Limits limits_;
  simdjson::dom::parser parser_;
  std::string_view text_;
  std::string mended_;
  bool has_replacements_ = false;
  std::size_t nodes_ = 0;
  std::vector<std::string_view> keys_;  // of the objects around the current value
  Error error_{ErrorKind::invalid, {}, {}};
};

}  // namespace tocsin::adapters::json
