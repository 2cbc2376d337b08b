#include "main/settings/yaml.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include <yaml-cpp/eventhandler.h>

#include "adapters/json/text/byte_order_mark.hpp"
#include "domain/channels/address.hpp"

namespace tocsin::yaml {

using domain::Duration;

namespace {

// A file in UTF-16 has zeros between its letters.
bool is_control(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte < 0x20 || byte == 0x7F;
}

bool are_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Whether only the numbers keep the text from being a duration: with 1 in place of each, it is one.
bool is_duration_of_any_length(std::string_view written) {
  std::string shortest;
  for (const char c : written) {
    if (!are_digits({&c, 1})) {
      shortest += c;
    } else if (!shortest.ends_with('1')) {
      shortest += '1';
    }
  }
  return domain::duration_from(shortest).has_value();
}

}  // namespace

Mistake::Mistake(const YAML::Node& where, std::string what)
    : line_(line_of(where)), what_(std::move(what)) {}

Mistake::Mistake(const YAML::Mark& where, std::string what)
    : line_(where.line + 1), what_(std::move(what)) {}

Mistake Mistake::under(const std::string& key) const {
  Mistake mistake{*this};
  mistake.key_ = key_.empty() ? key : key + '.' + key_;
  return mistake;
}

std::string Mistake::text() const {
  return "line " + std::to_string(line_) + ": " + (key_.empty() ? "" : key_ + ": ") + what_;
}

int line_of(const YAML::Node& node) { return node.Mark().line + 1; }

std::string text(const YAML::Node& node) {
  if (!node.IsScalar()) throw Mistake{node, "must be a string"};
  return node.Scalar();
}

std::string filled_text(const YAML::Node& node) {
  auto written = text(node);
  if (written.empty()) throw Mistake{node, "must not be empty"};
  return written;
}

double decimal(const YAML::Node& node, double minimum, double maximum, const std::string& range) {
  const auto written = text(node);
  double value{};
  const auto* end = written.data() + written.size();
  const auto [stop, error] = std::from_chars(written.data(), end, value);
  if (error != std::errc{} || stop != end || !(value >= minimum && value <= maximum)) {
    throw Mistake{node, "must be a number " + range + ", not \"" + written + "\""};
  }
  return value;
}

Duration duration(const YAML::Node& node) {
  const auto written = text(node);
  const auto parsed = domain::duration_from(written);
  if (parsed && *parsed > Duration{0}) return *parsed;
  if (parsed || is_duration_of_any_length(written)) {
    throw Mistake{node, "must be from 1ms to 87672h (10 years), not \"" + written + '"'};
  }
  throw Mistake{node, "\"" + written + "\" is not a valid duration; write 30s, 15m or 1h30m"};
}

std::uint64_t bytes(const YAML::Node& node) {
  constexpr std::pair<std::string_view, unsigned> units[] = {{"KiB", 10}, {"MiB", 20}, {"GiB", 30}};
  constexpr std::uint64_t maximum = std::uint64_t{1'000'000} << 30U;
  const auto written = text(node);
  for (const auto& [unit, shift] : units) {
    if (!written.ends_with(unit)) continue;
    const auto count = written.substr(0, written.size() - unit.size());
    if (count.empty() || !are_digits(count)) break;
    std::uint64_t value = 0;
    const auto read = std::from_chars(count.data(), count.data() + count.size(), value);
    if (read.ec == std::errc{} && value >= 1 && value <= maximum >> shift) return value << shift;
    throw Mistake{node, "must be from 1KiB to 1000000GiB, not \"" + written + '"'};
  }
  throw Mistake{node, "\"" + written + "\" is not a valid size; write 512MiB or 1GiB"};
}

void check_url(const YAML::Node& node, const std::string& value) {
  if (domain::is_address(domain::Channel::webhook, value)) return;
  throw Mistake{node, "must be an http or https URL, such as https://example.org"};
}

std::string base_url(const YAML::Node& node) {
  auto url = text(node);
  check_url(node, url);
  while (url.ends_with('/'))
    url.pop_back();
  return url;
}

namespace {

// Where the last document begins. Keeps nothing of it.
class Beginning : public YAML::EventHandler {
 public:
  const YAML::Mark& mark() const { return mark_; }

  void OnDocumentStart(const YAML::Mark&) override { is_first_ = true; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { note(mark); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { note(mark); }
  void OnScalar(const YAML::Mark& mark,
                const std::string&,
                YAML::anchor_t,
                const std::string&) override {
    note(mark);
  }
  void OnSequenceStart(const YAML::Mark& mark,
                       const std::string&,
                       YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    note(mark);
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& mark,
                  const std::string&,
                  YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    note(mark);
  }
  void OnMapEnd() override {}

 private:
  void note(const YAML::Mark& mark) {
    if (std::exchange(is_first_, false)) mark_ = mark;
  }

  YAML::Mark mark_;
  bool is_first_ = false;
};

}  // namespace

// Not by YAML::LoadAll: for a text such as "," it finds empty documents without end.
YAML::Node only_document(const std::string& text) {
  std::istringstream stream{text};
  YAML::Parser parser{stream};
  Beginning document;
  if (!parser.HandleNextDocument(document)) return {};
  const auto first = document.mark();
  if (!parser.HandleNextDocument(document)) return YAML::Load(text);
  const auto& second = document.mark();
  if (second.pos <= first.pos) throw YAML::ParserException{second, "unexpected character"};
  throw Mistake{second, "must not start a second document; remove the \"---\" before it"};
}

std::string content_of(const std::string& path) {
  std::error_code no_matter;
  if (std::filesystem::is_directory(path, no_matter)) throw std::runtime_error{"is a directory"};
  std::ifstream file{path};
  if (!file) throw std::runtime_error{std::generic_category().message(errno)};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string file_content(const YAML::Node& node) {
  std::string content;
  try {
    content = content_of(text(node));
  } catch (const std::runtime_error& problem) {
    throw Mistake{node, "cannot read file \"" + text(node) + "\": " + problem.what()};
  }
  content = std::string{adapters::json::without_byte_order_mark(content)};
  while (!content.empty() && (content.back() == '\n' || content.back() == '\r'))
    content.pop_back();
  if (content.empty()) throw Mistake{node, "file \"" + text(node) + "\" is empty"};
  if (std::any_of(content.begin(), content.end(), &is_control)) {
    throw Mistake{node, "file \"" + text(node) + "\" must be one line of text in UTF-8"};
  }
  return content;
}

Section& Section::key(const std::string& name, Read read) {
  readers_[name] = std::move(read);
  return *this;
}

Section& Section::text_key(const std::string& name, std::string& into) {
  return key(name, [&into](const YAML::Node& node) { into = text(node); });
}

Section& Section::secret_key(const std::string& name, std::string& into, const Check& check) {
  const auto read_with = [&into, check](std::string (*content)(const YAML::Node&)) {
    return [&into, check, content](const YAML::Node& node) {
      into = content(node);
      if (check) check(node, into);
    };
  };
  secrets_.insert(name);
  key(name, read_with(&text));
  return key(name + "_file", read_with(&file_content));
}

void Section::read(const YAML::Node& node) const {
  if (!node.IsMap()) throw Mistake{node, "must be a mapping of keys to values"};
  check_keys(node);
  for (const auto& entry : node) {
    const auto name = text(entry.first);
    try {
      readers_.at(name)(entry.second);
    } catch (const Mistake& mistake) {
      throw mistake.under(name);
    }
  }
}

void Section::check_keys(const YAML::Node& node) const {
  std::map<std::string, YAML::Node> keys;
  for (const auto& entry : node) {
    const auto name = text(entry.first);
    if (!readers_.contains(name)) throw Mistake{entry.first, unknown(name)};
    const auto [first, is_first] = keys.emplace(name, entry.first);
    if (is_first) continue;
    throw Mistake{entry.first,
                  "duplicate key \"" + name + "\"; it is also in line " +
                      std::to_string(line_of(first->second))};
  }
  for (const auto& name : secrets_) {
    const auto file = keys.find(name + "_file");
    if (file == keys.end() || !keys.contains(name)) continue;
    std::string mistake = "use \"";
    mistake.append(name).append("\" or \"").append(name).append("_file\", not both");
    throw Mistake{file->second, mistake};
  }
}

std::string Section::unknown(const std::string& name) const {
  std::string known;
  for (const auto& [key, read] : readers_)
    known += (known.empty() ? "" : ", ") + key;
  return "unknown key \"" + name + "\"; known keys: " + known;
}

void require(const YAML::Node& section, const std::string& value, const std::string& key) {
  if (value.empty()) throw Mistake{section, "\"" + key + "\" is required"};
}

}  // namespace tocsin::yaml
