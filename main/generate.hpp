#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tocsin {

// The arguments of `tocsin generate`, as they were given; empty and nothing: the default.
struct GenerateArguments {
  std::string url = "http://127.0.0.1:8080";
  std::string token;
  std::optional<std::int64_t> rps;
  std::optional<std::int64_t> burst;
  std::optional<std::int64_t> count;
  std::string duration;
  std::optional<std::uint64_t> seed;  // none: one is drawn, and printed
  std::string severity_dist;
  std::string source_dist;
  std::string name_dist;
  std::string severity;
  std::string source;
  std::string name;
  std::size_t batch = 0;  // 0: as many a request as it takes to reach the rate
  std::size_t connections = 4;
  std::string rules;  // not empty: this data set is written, and no alert is sent
  std::vector<std::string> endpoints;
};

// Sends synthetic alerts to a running Tocsin, or writes a data set of rules to it, until all is
// sent or Ctrl-C. Returns the exit code: not 0 when anything was rejected or not delivered.
int generate(const GenerateArguments& arguments);

}  // namespace tocsin
