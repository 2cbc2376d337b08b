#include "tests/simulation/sqlite/ledger/outcome.hpp"

namespace tocsin::simulation {

void LedgerOutcome::add(const LedgerOutcome& other) {
  batches += other.batches;
  refused += other.refused;
  unanswered += other.unanswered;
  unanswered_kept += other.unanswered_kept;
  changes += other.changes;
  power_cuts += other.power_cuts;
  recoveries += other.recoveries;
  kills += other.kills;
  refused_starts += other.refused_starts;
  stops += other.stops;
  integrity_checks += other.integrity_checks;
  for (std::size_t i = 0; i < phase_count; ++i)
    cuts_in[i] += other.cuts_in[i];
  for (std::size_t i = 0; i < trouble_count; ++i)
    troubles[i] += other.troubles[i];
}

}  // namespace tocsin::simulation
