#include "tests/simulation/chance/choices.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

#include "tests/simulation/chance/split_mix.hpp"

namespace tocsin::simulation {
namespace {

constexpr std::string_view draws_header = "tocsin-sim draws 1";

}  // namespace

Choices::Choices(std::uint64_t seed) {
  for (auto& state : states_) {
    state = mixed(seed);
  }
}

Choices::Choices(Draws replayed) : replayed_(std::move(replayed)) {}

std::uint32_t Choices::next(std::size_t label) {
  if (!replayed_) return static_cast<std::uint32_t>(mixed(states_[label]) >> 32U);
  const auto& stream = (*replayed_)[label];
  const auto at = drawn_[label].size();
  return at < stream.size() ? stream[at] : 0;
}

std::uint32_t Choices::choose(Label label, std::uint32_t n) {
  const auto index = static_cast<std::size_t>(label);
  const auto drawn = next(index);
  const auto value = replayed_ ? std::min(drawn, n - 1) : drawn % n;
  drawn_[index].push_back(value);
  return value;
}

bool Choices::happens(Label label, std::uint32_t per_mille) {
  return choose(label, 1000) >= 1000 - per_mille;
}

std::int64_t Choices::spread(Label label, std::int64_t low, std::int64_t high) {
  constexpr std::uint32_t steps = 256;
  std::uint32_t doublings = 0;
  while ((low << doublings) < high)
    ++doublings;
  const auto drawn = choose(label, doublings * steps + 1);
  const auto whole = low << (drawn / steps);
  return std::min(high, whole + whole * (drawn % steps) / steps);
}

std::vector<std::string> Choices::left_over() const {
  std::vector<std::string> labels;
  for (std::size_t label = 0; replayed_ && label < label_count; ++label) {
    if ((*replayed_)[label].size() > drawn_[label].size()) labels.emplace_back(label_names[label]);
  }
  return labels;
}

std::string text_of(const Draws& draws) {
  std::ostringstream text;
  text << draws_header << '\n';
  for (std::size_t label = 0; label < label_count; ++label) {
    if (draws[label].empty()) continue;
    text << label_names[label];
    // Most of a shrunk run is nothing: `*n` is n zeros.
    for (std::size_t at = 0; at < draws[label].size();) {
      std::size_t zeros = 0;
      while (at + zeros < draws[label].size() && draws[label][at + zeros] == 0)
        ++zeros;
      if (zeros > 1) {
        text << " *" << zeros;
        at += zeros;
      } else {
        text << ' ' << draws[label][at++];
      }
    }
    text << '\n';
  }
  return text.str();
}

Result<Draws> draws_from(std::string_view text) {
  std::istringstream lines{std::string{text}};
  std::string line;
  if (!std::getline(lines, line) || line != draws_header) {
    return fail(ErrorKind::invalid, "this is not a file of draws of this version");
  }
  Draws draws;
  while (std::getline(lines, line)) {
    std::istringstream words{line};
    std::string word;
    words >> word;
    const auto name = std::find(label_names.begin(), label_names.end(), word);
    if (name == label_names.end()) return fail(ErrorKind::invalid, "no draws are called " + word);
    auto& stream = draws[static_cast<std::size_t>(name - label_names.begin())];
    while (words >> word) {
      const bool is_zeros = word.front() == '*';
      std::uint32_t value = 0;
      const auto* end = word.data() + word.size();
      const auto read = std::from_chars(word.data() + (is_zeros ? 1 : 0), end, value);
      if (read.ec != std::errc{} || read.ptr != end) {
        return fail(ErrorKind::invalid, "\"" + word + "\" is not a draw");
      }
      if (is_zeros) {
        stream.insert(stream.end(), value, 0);
      } else {
        stream.push_back(value);
      }
    }
  }
  return draws;
}

}  // namespace tocsin::simulation
