#pragma once

#include <span>
#include <string_view>

namespace tocsin::fuzz {

// Something that takes bytes from outside. `run` may be given any bytes at all; it ends the process
// when what it promises of them does not hold.
struct Target {
  std::string_view name;  // of its corpus, too
  void (*run)(std::string_view input);
};

void condition(std::string_view input);
void cursor(std::string_view input);
void duration(std::string_view input);
void event(std::string_view input);
void head(std::string_view input);
void log_entry(std::string_view input);
void message_template(std::string_view input);
void record(std::string_view input);
void settings(std::string_view input);

std::span<const Target> targets();

// Ends the process, saying which promise was broken, unless it holds.
void require(bool holds, std::string_view promise);

}  // namespace tocsin::fuzz
