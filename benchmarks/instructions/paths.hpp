#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "benchmarks/instructions/world.hpp"

namespace tocsin::benchmarks {

// How often a path is walked before its instructions are counted, and while they are.
struct Steps {
  std::size_t first = 500;
  std::size_t counted = 2'000;

  std::size_t all() const { return first + counted; }
};

// What the program does again and again. What it is given is made beforehand, so that a step is the
// use case and nothing else.
struct Path {
  std::function<void(std::size_t number)> step;
  Steps steps = {};
  std::size_t events_a_step = 1;
};

// One of ingest_new, ingest_repeat, group_child, page, acknowledge, record_attempt, match,
// log_line, signal; without a step when there is no such path.
Path path_of(std::string_view name, World& world);

}  // namespace tocsin::benchmarks
