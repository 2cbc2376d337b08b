#include <chrono>
#include <cstdlib>
#include <iostream>

#include "tests/simulation/sqlite/ledger_run.hpp"
using namespace tocsin::simulation;
int main(int argc, char** argv) {
  const auto dir = tocsin::adapters::sqlite::DataDirectory::open("/tmp/vfs-sim");
  if (!dir) return 1;
  LedgerOutcome sum;
  auto first = std::stoull(argv[1]), last = std::stoull(argv[2]);
  auto mutant = static_cast<SqliteMutant>(argc > 3 ? std::stoi(argv[3]) : 0);
  const auto began = std::chrono::steady_clock::now();
  int bad = 0;
  for (auto seed = first; seed <= last; ++seed) {
    auto o = run_ledger(*dir, seed, mutant, first == last ? &std::cout : nullptr);
    if (o.violation) {
      std::cout << "seed " << seed << " " << o.violation->invariant << ": " << o.violation->text
                << "\n";
      if (++bad > 8) break;
    }
    if (first == last) std::cout << std::hex << o.hash << std::dec << "\n";
    sum.add(o);
  }
  std::cout << std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count()
            << " s\n";
  std::cout << "batches " << sum.batches << " refused " << sum.refused << " unanswered "
            << sum.unanswered << " kept " << sum.unanswered_kept << " cuts " << sum.power_cuts
            << " recoveries " << sum.recoveries << " kills " << sum.kills << " refused starts "
            << sum.refused_starts << " stops " << sum.stops << " changes " << sum.changes << "\n";
  for (size_t i = 0; i < phase_count; ++i)
    std::cout << "  " << phase_texts[i] << " " << sum.cuts_in[i] << "\n";
  for (size_t i = 0; i < trouble_count; ++i)
    std::cout << "  " << trouble_texts[i] << " " << sum.troubles[i] << "\n";
}
