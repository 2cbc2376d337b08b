#include "adapters/http/api/batch_body.hpp"

#include <algorithm>

#include "adapters/json/text/byte_order_mark.hpp"

namespace tocsin::adapters::http {

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view without_blanks(std::string_view text) {
  const auto first = std::min(text.find_first_not_of(blanks), text.size());
  text.remove_prefix(first);
  const auto last = text.find_last_not_of(blanks);
  return text.substr(0, last + 1);
}

// Some senders write a byte order mark, once before all items.
std::string_view inside(std::string_view body) {
  return without_blanks(json::without_byte_order_mark(body));
}

// By an odd number of backslashes; the quote that opens the string is none.
bool is_escaped(std::string_view text, std::size_t at) {
  auto first = at;
  while (text[first - 1] == '\\')
    --first;
  return (at - first) % 2 == 1;
}

// The place of the quote that closes the string that is opened there; the end of the text when
// there is none.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  while (true) {
    at = text.find('"', at + 1);
    if (at == std::string_view::npos) return text.size();
    if (!is_escaped(text, at)) return at;
  }
}

// The place behind the object that begins the text, without understanding it; the end of the text
// when it does not end.
std::size_t end_of_object(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      at = end_of_string(text, at);
    } else if (text[at] == '{') {
      ++depth;
    } else if (text[at] == '}' && --depth == 0) {
      return at + 1;
    }
  }
  return text.size();
}

// Some senders, such as Fluent Bit's json_stream, write no line ends between objects.
void cut_objects(std::string_view line, std::vector<std::string_view>& objects) {
  while (line.starts_with('{')) {
    const auto end = end_of_object(line);
    const auto rest = without_blanks(line.substr(end));
    if (!rest.starts_with('{')) break;
    objects.push_back(line.substr(0, end));
    line = rest;
  }
  objects.push_back(line);
}

std::vector<std::string_view> lines_of(std::string_view body) {
  const bool has_neighbors = body.find("}{") != std::string_view::npos;  // perhaps in a string
  std::vector<std::string_view> lines;
  while (!body.empty()) {
    const auto end = std::min(body.find('\n'), body.size());
    const auto line = without_blanks(body.substr(0, end));
    if (!line.empty()) has_neighbors ? cut_objects(line, lines) : lines.push_back(line);
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return lines;
}

// Cuts an array into its elements without understanding them: an element ends at the comma or the
// bracket that is in no string and in no container of its own.
class ArrayCutter {
 public:
  explicit ArrayCutter(std::string_view array) : rest_(array) {}

  // False when the brackets do not match or something stands around them.
  bool cut(std::vector<std::string_view>& items) {
    rest_.remove_prefix(1);
    if (without_blanks(rest_) == "]") return true;
    while (true) {
      const auto end = end_of_element();
      if (end == std::string_view::npos) return false;
      items.push_back(without_blanks(rest_.substr(0, end)));
      const char separator = rest_[end];
      rest_.remove_prefix(end + 1);
      if (separator != ',') return separator == ']' && rest_.empty();
    }
  }

 private:
  // Nothing but blanks may stand between a container and the separator after it.
  std::size_t end_of_element() const {
    std::size_t depth = 0;
    bool is_complete = false;
    for (std::size_t at = 0; at < rest_.size(); ++at) {
      const char letter = rest_[at];
      if (depth == 0 && (letter == ',' || letter == ']' || letter == '}')) return at;
      if (is_complete && blanks.find(letter) == std::string_view::npos) break;
      if (letter == '"') {
        at = end_of_string(rest_, at);
      } else if (letter == '{' || letter == '[') {
        ++depth;
      } else if (letter == '}' || letter == ']') {
        --depth;
        is_complete = depth == 0;
      }
    }
    return std::string_view::npos;
  }

  std::string_view rest_;
};

}  // namespace

bool holds_many(std::string_view body) {
  const auto text = inside(body);
  if (!text.starts_with('{')) return text.starts_with('[');
  const auto rest = text.substr(end_of_object(text));
  const auto next = std::min(rest.find_first_not_of(blanks), rest.size());
  const bool has_line_end = rest.substr(0, next).find('\n') != std::string_view::npos;
  return has_line_end || rest.substr(next).starts_with('{');
}

std::variant<std::vector<std::string_view>, Violations> items_of(std::string_view body) {
  const auto text = inside(body);
  if (text.starts_with('{')) return lines_of(text);
  if (!text.starts_with('[')) {
    return Violations{{"", "must be a JSON array, or one JSON object per line"}};
  }

  std::vector<std::string_view> items;
  if (!ArrayCutter{text}.cut(items)) {
    return Violations{
        {"", "is not a valid JSON array: brackets do not match, or text follows the array"}};
  }
  return items;
}

}  // namespace tocsin::adapters::http
