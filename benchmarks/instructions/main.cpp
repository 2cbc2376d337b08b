// Walks one hot path while callgrind counts, and says over how many events it did. The ledger
// forgets, or is the real one in a directory:
// valgrind --tool=callgrind --collect-atstart=no instructions PATH [DIRECTORY]
#include <iostream>

#include <valgrind/callgrind.h>

#include "adapters/sqlite/database/data_directory.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "benchmarks/instructions/paths.hpp"
#include "tests/fakes/forgetful_ledger.hpp"

namespace {

using tocsin::benchmarks::Path;
using tocsin::benchmarks::World;
namespace ports = tocsin::ports;

void walk(const Path& path, World& world, std::size_t from, std::size_t to) {
  for (std::size_t number = from; number < to; ++number) {
    path.step(number);
    world.done();
  }
}

int run(std::string_view name, ports::Ledger& ledger, World::Journal journal) {
  World world{ledger, journal};
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

int run_over_ledger_in(const char* directory, std::string_view path) {
  using tocsin::adapters::sqlite::DataDirectory;
  using tocsin::adapters::sqlite::SqliteLedger;
  auto data = DataDirectory::open(directory);
  if (data) {
    if (auto ledger = SqliteLedger::open(*data, {})) {
      return run(path, **ledger, World::Journal::written);
    }
  }
  std::cerr << "instructions: no database can be made in " << directory << '\n';
  return 1;
}

}  // namespace

int main(int count, char** arguments) {
  tocsin::tests::ForgetfulLedger forgetful;
  if (count == 2) return run(arguments[1], forgetful, World::Journal::none);
  if (count == 3) return run_over_ledger_in(arguments[2], arguments[1]);
  std::cerr << "usage: instructions PATH [DIRECTORY]\n";
  return 2;
}
