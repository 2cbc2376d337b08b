#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "adapters/json/text/quoted.hpp"

namespace tocsin::adapters::http {

// Appends a JSON object to a string, member by member. Used for long listings and for the most
// frequent responses: a listing of alerts took twice as long when JSON values were built and
// dumped.
class ObjectText {
 public:
  explicit ObjectText(std::string& json) : json_(json) { json_ += '{'; }

  // Begins a member. The caller appends the text of its value.
  std::string& member(std::string_view name) {
    if (json_.back() != '{') json_ += ',';
    json::append_quoted(json_, name);
    json_ += ':';
    return json_;
  }

  void add(std::string_view name, std::string_view text) {
    json::append_quoted(member(name), text);
  }
  template <std::integral Number>
  void add(std::string_view name, Number number) {
    if constexpr (std::same_as<Number, bool>) {
      member(name) += number ? "true" : "false";
    } else {
      member(name) += std::to_string(number);
    }
  }

  void add_unless_empty(std::string_view name, std::string_view text) {
    if (!text.empty()) add(name, text);
  }

  void end() { json_ += '}'; }

 private:
  std::string& json_;
};

}  // namespace tocsin::adapters::http
