#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"

namespace tocsin::domain {

// A distribution of values, in integer percent that sum to 100.
class Distribution {
 public:
  struct Share {
    std::string value;
    int percent = 0;

    bool operator==(const Share&) const = default;
  };

  // Parses "HIGH:30,LOW:70" and keeps its order. Fails with invalid if the text is not valid, with
  // this pointer and a message that begins with a verb: "must sum to 100, but sums to 99".
  static Result<Distribution> parse(std::string_view text, const std::string& pointer = {});

  const std::vector<Share>& shares() const { return shares_; }

  // Returns the value at the given percent of all, 0 to 99.
  const std::string& value_at(int percent) const;

  bool operator==(const Distribution&) const = default;

 private:
  explicit Distribution(std::vector<Share> shares) : shares_(std::move(shares)) {}

  std::vector<Share> shares_;
};

// Returns the text that parse() accepts.
std::string to_text(const Distribution& distribution);

}  // namespace tocsin::domain
