#include "benchmarks/instructions/world.hpp"

#include "benchmarks/micro/samples.hpp"

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

World::World(ports::Ledger& ledger, Journal journal)
    : journal_(journal),
      store(ledger, alert_archive_, notification_archive_, run_archive_, job_archive_) {
  expect(store.open().has_value());
  expect(store.begin_batch().has_value());
}

void World::configured() { expect(store.commit().has_value()); }

void World::journal(std::string_view command, const std::string& body, std::string_view result) {
  if (journal_ == Journal::none) return;
  store.append({clock_.now(), {tenant}, "bench", std::string{command}, body, std::string{result}});
}

void World::done() {
  clock_.step();
  if (++commands_ % batch_commands != 0) return;
  expect(store.commit_batch().has_value());
  expect(store.begin_batch().has_value());
}

}  // namespace tocsin::benchmarks
