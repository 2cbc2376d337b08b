#include "benchmarks/instructions/world.hpp"

namespace tocsin::benchmarks {

namespace {

constexpr std::size_t batch_commands = 100;

}  // namespace

boost::uuids::uuid CountedIds::next() {
  ++last_;
  boost::uuids::uuid uuid{};
  for (std::size_t byte = 0; byte < sizeof last_; ++byte)
    uuid.data[sizeof last_ - 1 - byte] = static_cast<std::uint8_t>(last_ >> (8 * byte));
  return uuid;
}

World::World() {
  expect(store.open().has_value());
  expect(store.begin_batch().has_value());
}

void World::configured() { expect(store.commit().has_value()); }

void World::done() {
  clock_.step();
  if (++commands_ % batch_commands != 0) return;
  expect(store.commit_batch().has_value());
  expect(store.begin_batch().has_value());
}

}  // namespace tocsin::benchmarks
