#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tests/simulation/chance/choices.hpp"
#include "tests/simulation/chance/fault_list.hpp"

namespace tocsin::simulation {

#define TOCSIN_FAULT(name, text) name,
enum class Fault : std::uint8_t { TOCSIN_FAULTS(TOCSIN_FAULT) };
#undef TOCSIN_FAULT
#define TOCSIN_FAULT(name, text) #name,
inline constexpr auto fault_names = std::to_array<std::string_view>({TOCSIN_FAULTS(TOCSIN_FAULT)});
#undef TOCSIN_FAULT
#define TOCSIN_FAULT(name, text) text,
inline constexpr auto fault_texts = std::to_array<std::string_view>({TOCSIN_FAULTS(TOCSIN_FAULT)});
#undef TOCSIN_FAULT
inline constexpr std::size_t fault_count = fault_names.size();

// Where the process can die.
#define TOCSIN_POINTS(X)                                  \
  X(clock, "reading the clock")                           \
  X(id, "making an id")                                   \
  X(count, "counting a metric, in the midst of deciding") \
  X(begin, "beginning a batch")                           \
  X(decided, "between two commands of a batch")           \
  X(put, "writing a row")                                 \
  X(before_commit, "all rows written, nothing committed") \
  X(after_commit, "committed, nobody knows yet")          \
  X(before_answer, "kept, the caller not yet answered")   \
  X(after_answer, "this caller answered, others not")     \
  X(before_send, "started, not a byte sent")              \
  X(after_send, "sent, the result not taken")             \
  X(result, "the result taken, not recorded")             \
  X(read, "reading the disk at the start")                \
  X(recovery, "bringing back what was in flight")         \
  X(idle, "doing nothing")

#define TOCSIN_POINT(name, text) name,
enum class Point : std::uint8_t { TOCSIN_POINTS(TOCSIN_POINT) };
#undef TOCSIN_POINT
#define TOCSIN_POINT(name, text) text,
inline constexpr std::array<std::string_view, 16> point_texts{TOCSIN_POINTS(TOCSIN_POINT)};
#undef TOCSIN_POINT
inline constexpr std::size_t point_count = point_texts.size();

// The process has died: thrown at that point, through the program, to the one who runs it.
struct Died {
  Point at;
};

// Which faults a run has, and how often; 20 % of the runs have none, 20 % one kind.
class Swarm {
 public:
  explicit Swarm(Choices& choices);

  // Does it happen now? Counted when it does.
  bool strikes(Fault fault);
  bool has(Fault fault) const { return rates_[static_cast<std::size_t>(fault)] > 0; }
  void count(Fault fault) { ++counts_[static_cast<std::size_t>(fault)]; }
  bool is_faultless() const { return kinds_ == 0; }
  // What else about it is drawn, is drawn from its own stream.
  static Label label_of(Fault fault) {
    return static_cast<Label>(label_count - fault_count + static_cast<std::size_t>(fault));
  }
  // From now on nothing goes wrong.
  void heal() { is_healed_ = true; }
  // And while it rests, nothing does either.
  void rest(bool is_resting) { is_resting_ = is_resting; }
  bool is_resting() const { return is_resting_; }
  bool is_healed() const { return is_healed_; }

  const std::array<std::uint64_t, fault_count>& counts() const { return counts_; }
  std::size_t kinds() const { return kinds_; }

 private:
  Choices& choices_;
  std::array<std::uint32_t, fault_count> rates_{};  // per mille
  std::array<std::uint64_t, fault_count> counts_{};
  std::size_t kinds_ = 0;
  bool is_healed_ = false;
  bool is_resting_ = false;
};

}  // namespace tocsin::simulation
