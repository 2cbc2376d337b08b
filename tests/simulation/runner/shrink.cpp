#include "tests/simulation/runner/shrink.hpp"

#include <algorithm>
#include <utility>

namespace tocsin::simulation {
namespace {

class Shrinker {
 public:
  Shrinker(Draws draws, const StillFails& still_fails, std::size_t max_runs)
      : draws_(std::move(draws)), still_fails_(still_fails), runs_left_(max_runs) {}

  Draws shrink() {
    for (std::size_t label = 0; label < label_count; ++label)
      clear(label, 0, draws_[label].size());
    bool has_shrunk = true;
    while (has_shrunk && runs_left_ > 0) {
      has_shrunk = false;
      for (std::size_t label = 0; label < label_count; ++label)
        has_shrunk = clear_stretches(label) || has_shrunk;
    }
    return draws_;
  }

 private:
  bool clear_stretches(std::size_t label) {
    bool has_shrunk = false;
    for (auto length = draws_[label].size() / 2; length > 0; length /= 2) {
      for (std::size_t from = 0; from < draws_[label].size(); from += length)
        has_shrunk = clear(label, from, length) || has_shrunk;
    }
    return has_shrunk;
  }

  bool clear(std::size_t label, std::size_t from, std::size_t length) {
    const auto& stream = draws_[label];
    const auto to = std::min(stream.size(), from + length);
    const auto at = [&](std::size_t place) {
      return stream.begin() + static_cast<std::ptrdiff_t>(place);
    };
    const bool is_clear = std::all_of(at(from), at(to), [](auto value) { return value == 0; });
    if (is_clear || runs_left_ == 0) return false;

    --runs_left_;
    auto fewer = draws_;
    std::fill(fewer[label].begin() + static_cast<std::ptrdiff_t>(from),
              fewer[label].begin() + static_cast<std::ptrdiff_t>(to),
              0U);
    auto used = still_fails_(fewer);
    if (!used || weight_of(*used) >= weight_of(draws_)) return false;
    draws_ = std::move(*used);
    return true;
  }

  Draws draws_;
  const StillFails& still_fails_;
  std::size_t runs_left_;
};

}  // namespace

Draws shrunk(Draws draws, const StillFails& still_fails, std::size_t max_runs) {
  return Shrinker{std::move(draws), still_fails, max_runs}.shrink();
}

std::size_t weight_of(const Draws& draws) {
  std::size_t weight = 0;
  for (const auto& stream : draws)
    weight += static_cast<std::size_t>(
        std::count_if(stream.begin(), stream.end(), [](auto value) { return value != 0; }));
  return weight;
}

}  // namespace tocsin::simulation
