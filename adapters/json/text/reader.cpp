#include "adapters/json/text/reader.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "adapters/json/schema/violation.hpp"
#include "adapters/json/text/byte_order_mark.hpp"
#include "adapters/json/text/large_numbers.hpp"
#include "adapters/json/text/malformed.hpp"
#include "adapters/json/text/mended_text.hpp"

namespace tocsin::adapters::json {
namespace {

using simdjson::dom::element_type;

constexpr std::size_t usual_document_bytes = std::size_t{16} * 1024;

// The number of keys up to which comparing all pairs is cheaper than sorting.
constexpr std::size_t few_keys = 16;

bool is_slip(simdjson::error_code code) {
  return code == simdjson::UTF8_ERROR || code == simdjson::STRING_ERROR ||
         code == simdjson::UNESCAPED_CHARS;
}

std::string nested_too_deep(const Limits& limits) {
  return "is nested deeper than " + std::to_string(limits.depth);
}

}  // namespace

Reader::Reader(Limits limits) : limits_(limits) {
  // simdjson also counts the level of what is in a container, but not that of an empty one.
  if (parser_.allocate(usual_document_bytes, limits_.depth + 1) != simdjson::SUCCESS) {
    throw std::bad_alloc{};
  }
}

Result<simdjson::dom::element> Reader::read(std::string_view text) {
  return read(text, Padding::missing, Slips::refused);
}

Result<simdjson::dom::element> Reader::read_padded(std::string_view text, Slips slips) {
  return read(text, Padding::present, slips);
}

Result<simdjson::dom::element> Reader::read(std::string_view text, Padding padding, Slips slips) {
  text = without_byte_order_mark(text);
  if (text.empty()) return fail(ErrorKind::invalid, "is empty where a JSON document is expected");

  text_ = text;
  has_replacements_ = false;
  simdjson::dom::element root;
  auto code = parser_.parse(text.data(), text.size(), padding == Padding::missing).get(root);
  if (code == simdjson::NUMBER_ERROR || (slips == Slips::mended && is_slip(code))) {
    code = parse_mended(slips, root);
  }
  if (code == simdjson::DEPTH_ERROR) {
    return fail(ErrorKind::invalid, nested_too_deep(limits_));
  }
  if (code != simdjson::SUCCESS) return fail(ErrorKind::invalid, what_is_malformed(text, code));

  nodes_ = 0;
  keys_.clear();
  if (!within_limits(root, 0)) return Failure{error_};
  return root;
}

// One mistake hides another, so both kinds are mended.
simdjson::error_code Reader::parse_mended(Slips slips, simdjson::dom::element& root) {
  mended_ = text_;
  if (slips == Slips::mended) {
    auto mended = with_slips_mended(mended_);
    mended_ = std::move(mended.text);
    has_replacements_ = mended.has_replacements;
  }
  mended_ = with_large_numbers_quoted(mended_);
  text_ = mended_;
  return parser_.parse(mended_).get(root);
}

bool Reader::within_limits(simdjson::dom::element value, std::size_t depth) {
  if (++nodes_ > limits_.nodes) {
    return refuse("is one value too many: at most " + std::to_string(limits_.nodes) +
                  " are allowed in a document");
  }
  switch (value.type()) {
    case element_type::ARRAY: return within_limits(simdjson::dom::array{value}, depth + 1);
    case element_type::OBJECT: return within_limits(simdjson::dom::object{value}, depth + 1);
    case element_type::STRING:
      return std::string_view{value}.size() <= limits_.string_bytes ||
             refuse("must not be longer than " + std::to_string(limits_.string_bytes) + " bytes");
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
    case element_type::BOOL:
    case element_type::NULL_VALUE: return true;
  }
  return true;
}

bool Reader::within_limits(simdjson::dom::array items, std::size_t depth) {
  if (depth > limits_.depth) return refuse(nested_too_deep(limits_));
  std::size_t index = 0;
  for (const auto item : items) {
    if (!within_limits(item, depth)) return refuse_below(pointer_step(index));
    ++index;
  }
  return true;
}

bool Reader::within_limits(simdjson::dom::object members, std::size_t depth) {
  if (depth > limits_.depth) return refuse(nested_too_deep(limits_));
  const auto first_key = keys_.size();
  for (const auto [key, value] : members) {
    if (key.size() > limits_.key_bytes) {
      return refuse("has a key longer than " + std::to_string(limits_.key_bytes) + " bytes");
    }
    keys_.push_back(key);
    if (!within_limits(value, depth)) return refuse_below(pointer_step(key));
  }
  if (!has_distinct_keys(first_key)) return false;
  keys_.resize(first_key);
  return true;
}

bool Reader::has_distinct_keys(std::size_t first_key) {
  const auto begin = keys_.begin() + static_cast<std::ptrdiff_t>(first_key);
  auto repeated = keys_.end();
  if (keys_.size() - first_key <= few_keys) {
    for (auto key = begin; key != keys_.end() && repeated == keys_.end(); ++key) {
      if (std::find(begin, key, *key) != key) repeated = key;
    }
  } else {
    std::sort(begin, keys_.end());
    repeated = std::adjacent_find(begin, keys_.end());
  }
  if (repeated == keys_.end()) return true;
  refuse("is a duplicate key: give it once");
  return refuse_below(pointer_step(*repeated));
}

bool Reader::refuse(std::string message) {
  error_ = Error{ErrorKind::invalid, std::move(message), {}};
  return false;
}

// The pointer grows from its end while we leave the containers around the value.
bool Reader::refuse_below(const std::string& step) {
  error_.pointer.insert(0, step);
  return false;
}

}  // namespace tocsin::adapters::json
