#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>

#include "tests/simulation/runner/proof.hpp"
#include "tests/simulation/world/world.hpp"

namespace tocsin::simulation {

Outcome run_seed(std::uint64_t seed, const Plan& plan);
Outcome run_draws(const Draws& draws, const Plan& plan);

// The same violation with as little around it as can be found in so many runs.
Outcome shrunk_run(const Outcome& failed, Plan plan, std::size_t max_runs);

// Many runs, added up.
class Tally {
 public:
  void add(const Outcome& outcome);
  // The table that a run of many seeds ends with.
  void print(std::ostream& out, std::chrono::duration<double> took) const;
  // What many runs must have come to before they prove anything.
  void prove(tests::Proof& proof) const;

 private:
  std::uint64_t seeds_ = 0;
  std::uint64_t faultless_ = 0;
  std::uint64_t violated_ = 0;
  std::uint64_t steps_ = 0;
  std::uint64_t batches_ = 0;
  std::uint64_t sends_ = 0;
  std::uint64_t lives_ = 0;
  std::uint64_t traces_ = 0;  // the hashes of all of them, in their order
  double days_ = 0;
  std::array<std::uint64_t, fault_count> faults_{};
  std::array<std::uint64_t, point_count> crashes_{};
  std::map<std::string, std::uint64_t> reached_;
};

}  // namespace tocsin::simulation
