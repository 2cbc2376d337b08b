#pragma once

#include <charconv>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <yaml-cpp/yaml.h>

#include "domain/kernel/time.hpp"

// Reads YAML strictly: a value of the wrong kind and an unknown key are mistakes, which are thrown
// and name their line.
namespace tocsin::yaml {

// A mistake in a file, and its place.
class Mistake : public std::exception {
 public:
  Mistake(const YAML::Node& where, std::string what);
  Mistake(const YAML::Mark& where, std::string what);

  // Returns the same mistake for a value under this key.
  Mistake under(const std::string& key) const;

  std::string text() const;

 private:
  int line_;
  std::string key_;
  std::string what_;
};

// Returns the line of a node, counted from 1.
int line_of(const YAML::Node& node);

std::string text(const YAML::Node& node);

// Reads text that is not empty.
std::string filled_text(const YAML::Node& node);

template <typename Number>
Number number(const YAML::Node& node, Number minimum, Number maximum) {
  const auto written = text(node);
  Number value{};
  const auto* end = written.data() + written.size();
  const auto [stop, error] = std::from_chars(written.data(), end, value);
  if (error != std::errc{} || stop != end || value < minimum || value > maximum) {
    throw Mistake{node,
                  "must be an integer from " + std::to_string(minimum) + " to " +
                      std::to_string(maximum) + ", not \"" + written + "\""};
  }
  return value;
}

// Reads a number with a fraction; it must be finite.
double decimal(const YAML::Node& node, double minimum, double maximum, const std::string& range);

// Reads a duration greater than 0.
domain::Duration duration(const YAML::Node& node);

// Reads a size such as "512MiB".
std::uint64_t bytes(const YAML::Node& node);

// Checks that the value is an http or https URL. The mistake does not show it: it may be a secret.
void check_url(const YAML::Node& node, const std::string& value);

// Reads the URL to which paths are appended; it has no slash at its end.
std::string base_url(const YAML::Node& node);

// Returns the only document of the text; null if it is empty.
YAML::Node only_document(const std::string& text);

// Returns the content of the file. Throws std::runtime_error with the cause.
std::string content_of(const std::string& path);

// Returns the content of the named file, without the end of its last line.
std::string file_content(const YAML::Node& node);

template <typename Choice>
Choice one_of(const YAML::Node& node, const std::map<std::string, Choice>& choices) {
  const auto found = choices.find(text(node));
  if (found != choices.end()) return found->second;
  std::string known;
  for (const auto& [word, choice] : choices)
    known += (known.empty() ? "" : ", ") + word;
  throw Mistake{node, "\"" + node.Scalar() + "\" is not a valid value; must be one of: " + known};
}

// Reads a mapping key by key; a key that was not requested, or is repeated, is a mistake.
class Section {
 public:
  using Read = std::function<void(const YAML::Node&)>;
  using Check = std::function<void(const YAML::Node&, const std::string&)>;

  Section& key(const std::string& name, Read read);
  Section& text_key(const std::string& name, std::string& into);

  // Reads a secret, from this file or from a separate one, but not from both.
  Section& secret_key(const std::string& name, std::string& into, const Check& check = {});

  void read(const YAML::Node& node) const;

 private:
  std::string unknown(const std::string& name) const;
  void check_keys(const YAML::Node& node) const;

  std::map<std::string, Read> readers_;
  std::set<std::string> secrets_;
};

// Checks that the section has set the value.
void require(const YAML::Node& section, const std::string& value, const std::string& key);

}  // namespace tocsin::yaml
