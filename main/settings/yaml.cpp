#include "main/settings/yaml.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace tocsin::yaml {

using domain::Duration;

Mistake::Mistake(const YAML::Node& where, std::string what)
    : line_(where.Mark().line + 1), what_(std::move(what)) {}

Mistake Mistake::under(const std::string& key) const {
  Mistake mistake{*this};
  mistake.key_ = key_.empty() ? key : key + '.' + key_;
  return mistake;
}

std::string Mistake::text() const {
  return "line " + std::to_string(line_) + ": " + (key_.empty() ? "" : key_ + ": ") + what_;
}

std::string text(const YAML::Node& node) {
  if (!node.IsScalar()) throw Mistake{node, "must be a string"};
  return node.Scalar();
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
  if (!parsed || *parsed <= Duration{0}) {
    throw Mistake{node, "\"" + written + "\" is not a valid duration; write 30s, 15m or 1h30m"};
  }
  return *parsed;
}

std::uint64_t bytes(const YAML::Node& node) {
  constexpr std::pair<std::string_view, unsigned> units[] = {{"KiB", 10}, {"MiB", 20}, {"GiB", 30}};
  const auto written = text(node);
  for (const auto& [unit, shift] : units) {
    if (!written.ends_with(unit)) continue;
    const YAML::Node count{written.substr(0, written.size() - unit.size())};
    try {
      return number<std::uint64_t>(count, 1, 1'000'000) << shift;
    } catch (const Mistake&) {
      break;
    }
  }
  throw Mistake{node, "\"" + written + "\" is not a valid size; write 512MiB or 1GiB"};
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
  while (!content.empty() && (content.back() == '\n' || content.back() == '\r'))
    content.pop_back();
  if (content.empty()) throw Mistake{node, "file \"" + text(node) + "\" is empty"};
  return content;
}

Section& Section::key(const std::string& name, Read read) {
  readers_[name] = std::move(read);
  return *this;
}

Section& Section::text_key(const std::string& name, std::string& into) {
  return key(name, [&into](const YAML::Node& node) { into = text(node); });
}

Section& Section::secret_key(const std::string& name, std::string& into) {
  text_key(name, into);
  return key(name + "_file", [&into](const YAML::Node& node) { into = file_content(node); });
}

void Section::read(const YAML::Node& node) const {
  if (!node.IsMap()) throw Mistake{node, "must be a mapping of keys to values"};
  for (const auto& entry : node) {
    const auto name = text(entry.first);
    const auto reader = readers_.find(name);
    if (reader == readers_.end()) throw Mistake{entry.first, unknown(name)};
    try {
      reader->second(entry.second);
    } catch (const Mistake& mistake) {
      throw mistake.under(name);
    }
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
