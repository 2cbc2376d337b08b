#include <iostream>

#include "tests/simulation/runner.hpp"
using namespace tocsin::simulation;
int main(int argc, char** argv) {
  Plan plan;
  std::uint64_t from = argc > 1 ? std::stoull(argv[1]) : 1,
                to = argc > 2 ? std::stoull(argv[2]) : from;
  plan.is_told = argc > 3;
  for (auto seed = from; seed <= to; ++seed) {
    auto o = run_seed(seed, plan);
    std::cout << seed << " hash " << std::hex << o.hash << std::dec << " steps " << o.steps
              << " lives " << o.lives << " batches " << o.batches << " sends " << o.sends;
    if (o.violation)
      std::cout << " VIOLATED " << o.violation->invariant << ": " << o.violation->text;
    std::cout << '\n';
    if (plan.is_told) {
      auto n = o.lines.size();
      for (std::size_t i = n > 60 ? n - 60 : 0; i < n; ++i)
        if (o.lines[i].size() > 27) std::cout << o.lines[i] << '\n';
    }
  }
}
