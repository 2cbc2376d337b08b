#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include <benchmark/benchmark.h>

#include "adapters/sqlite/database/data_directory.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "adapters/system/system_clock.hpp"
#include "adapters/system/uuid_generator.hpp"
#include "benchmarks/micro/samples.hpp"

namespace tocsin::benchmarks {
namespace {

using adapters::sqlite::DataDirectory;
using adapters::sqlite::SqliteLedger;

// Below the working directory, which is a disk: an fsync is to cost.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern = "tocsin-micro-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"cannot make " + pattern};
    path_ = pattern;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// New alerts, each with its timeline entry and its journal row, made durable together.
void keep_new_alerts(benchmark::State& state) {
  const auto alerts = static_cast<std::size_t>(state.range(0));
  const TemporaryDirectory directory;
  const auto data = DataDirectory::open(directory.path());
  const auto opened = SqliteLedger::open(*data, {});
  auto& ledger = **opened;
  const adapters::system::SystemClock clock;
  adapters::system::UuidGenerator ids{clock};
  const auto told = event(1, "disk");
  const auto body = event_text(1);
  ports::RowKey row = 0;

  for (auto _ : state) {
    if (!ledger.begin()) throw std::runtime_error{"the ledger takes nothing"};
    for (std::size_t number = 0; number < alerts; ++number) {
      const auto now = clock.now();
      const auto alert = domain::open_alert({ids.next()}, told, {}, now);
      ++row;
      ledger.put_alert(row, alert, row);
      ledger.add_timeline_entry(
          row, 0, {{tenant}, alert.id, now, domain::Change::opened, "triggered", "bench"});
      ledger.append_journal({now, {tenant}, "bench", "ingest_event", body, "opened"});
    }
    if (!ledger.commit()) throw std::runtime_error{"the ledger kept nothing"};
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(alerts) * state.iterations());
}
BENCHMARK(keep_new_alerts)->Arg(1)->Arg(100)->UseRealTime();

}  // namespace
}  // namespace tocsin::benchmarks
