#pragma once

#include <cstdint>
#include <ostream>
#include <string_view>

namespace tocsin::tests {

// The figures that a proof ends with, each held against its gate: one line a figure, which begins
// with "prove: " so that `make prove` finds it.
class Proof {
 public:
  explicit Proof(std::ostream& out) : out_(out) {}

  void at_least(std::string_view what, std::uint64_t figure, std::uint64_t gate) {
    tell(what, figure, ">=", gate, figure >= gate);
  }
  void at_most(std::string_view what, std::uint64_t figure, std::uint64_t gate) {
    tell(what, figure, "<=", gate, figure <= gate);
  }
  bool holds() const { return holds_; }

 private:
  void tell(std::string_view what,
            std::uint64_t figure,
            std::string_view relation,
            std::uint64_t gate,
            bool is_met) {
    out_ << "prove: " << what << ' ' << figure << " (" << relation << ' ' << gate << ')'
         << (is_met ? "" : " MISSED") << std::endl;
    holds_ = holds_ && is_met;
  }

  std::ostream& out_;
  bool holds_ = true;
};

}  // namespace tocsin::tests
