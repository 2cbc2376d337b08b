#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"
#include "tests/simulation/chance/fault_list.hpp"

namespace tocsin::simulation {

// What is drawn, besides whether each fault strikes. Each label has a stream of its own, so that
// leaving out one draw moves no other; and so has each fault, by its name.
#define TOCSIN_LABELS(X) \
  X(swarm)               \
  X(setting)             \
  X(latency)             \
  X(client_action)       \
  X(client_gap)          \
  X(client_subject)      \
  X(client_detail)       \
  X(operator_action)     \
  X(operator_gap)        \
  X(operator_subject)    \
  X(operator_detail)     \
  X(crash_point)         \
  X(downtime)            \
  X(ids)                 \
  X(subscriber_action)   \
  X(subscriber_gap)      \
  X(subscriber_subject)  \
  X(subscriber_detail)   \
  X(signal_action)       \
  X(signal_gap)          \
  X(signal_subject)      \
  X(signal_detail)       \
  X(log_gap)             \
  X(log_subject)         \
  X(log_detail)

#define TOCSIN_LABEL(name) name,
#define TOCSIN_FAULT(name, text) name,
enum class Label : std::uint8_t { TOCSIN_LABELS(TOCSIN_LABEL) TOCSIN_FAULTS(TOCSIN_FAULT) };
#undef TOCSIN_FAULT
#undef TOCSIN_LABEL
#define TOCSIN_LABEL(name) #name,
#define TOCSIN_FAULT(name, text) #name,
inline constexpr std::array label_names{TOCSIN_LABELS(TOCSIN_LABEL) TOCSIN_FAULTS(TOCSIN_FAULT)};
#undef TOCSIN_FAULT
#undef TOCSIN_LABEL
inline constexpr std::size_t label_count = label_names.size();

// What has been drawn: everything that a run depends on besides the program. By label.
using Draws = std::array<std::vector<std::uint32_t>, label_count>;

// Draws as a text that a file can keep, one label a line; and back.
std::string text_of(const Draws& draws);
Result<Draws> draws_from(std::string_view text);

// The only source of chance of a run: a generator for each label, all from one seed, or what an
// earlier run has drawn. By convention 0 is what is least remarkable: no fault, nothing done.
class Choices {
 public:
  explicit Choices(std::uint64_t seed);
  // What is missing at the end of a stream is 0.
  explicit Choices(Draws replayed);

  // 0 … n - 1.
  std::uint32_t choose(Label label, std::uint32_t n);

  // Does what happens so many times in a thousand happen now?
  bool happens(Label label, std::uint32_t per_mille);

  // A length with a long tail: low … high, each order of magnitude as likely.
  std::int64_t spread(Label label, std::int64_t low, std::int64_t high);

  const Draws& draws() const { return drawn_; }
  // Labels of a replay of which more was kept than has been asked for.
  std::vector<std::string> left_over() const;

 private:
  std::uint32_t next(std::size_t label);

  std::array<std::uint64_t, label_count> states_{};
  std::optional<Draws> replayed_;
  Draws drawn_;
};

}  // namespace tocsin::simulation
