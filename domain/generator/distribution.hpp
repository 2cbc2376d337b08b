#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"

namespace tocsin::domain {

// Which values come how often, in whole percent that sum to 100.
class Distribution {
 public:
  struct Share {
    std::string value;
    int percent = 0;

    bool operator==(const Share&) const = default;
  };

  // "HIGH:30,LOW:70", in the order that is given. Else invalid, with this pointer and a message
  // that begins with a verb: "must sum to 100, but sums to 99".
  static Result<Distribution> parse(std::string_view text, const std::string& pointer = {});

  const std::vector<Share>& shares() const { return shares_; }

  // The value that the given percent of all, 0 to 99, falls to.
  const std::string& value_at(int percent) const;

  bool operator==(const Distribution&) const = default;

 private:
  explicit Distribution(std::vector<Share> shares) : shares_(std::move(shares)) {}

  std::vector<Share> shares_;
};

// As parse() takes it.
std::string to_text(const Distribution& distribution);

}  // namespace tocsin::domain
