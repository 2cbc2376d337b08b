// Walks one hot path while callgrind counts, and says over how many events it did:
// valgrind --tool=callgrind --collect-atstart=no instructions PATH
#include <iostream>

#include <valgrind/callgrind.h>

#include "benchmarks/instructions/paths.hpp"

namespace {

using tocsin::benchmarks::Path;
using tocsin::benchmarks::World;

void walk(const Path& path, World& world, std::size_t from, std::size_t to) {
  for (std::size_t number = from; number < to; ++number) {
    path.step(number);
    world.done();
  }
}

int run(std::string_view name) {
  World world;
  const auto path = tocsin::benchmarks::path_of(name, world);
  if (!path.step) {
    std::cerr << "instructions: there is no path " << name << '\n';
    return 2;
  }
  walk(path, world, 0, path.steps.first);
  CALLGRIND_TOGGLE_COLLECT;
  walk(path, world, path.steps.first, path.steps.all());
  CALLGRIND_TOGGLE_COLLECT;
  std::cout << path.steps.counted * path.events_a_step << '\n';
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 2) return run(arguments[1]);
  std::cerr << "usage: instructions PATH\n";
  return 2;
}
