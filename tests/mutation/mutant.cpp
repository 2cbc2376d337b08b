// MUTANT=number switches one on. MUTANT_REACHED=file gets, of every test, its name and the mutants
// that it asked about: "Suite.name 3 7 12".
#include "tests/mutation/mutant.hpp"

#include <array>
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

namespace mutant {
namespace {

constexpr unsigned max_mutants = 1U << 14;

std::array<bool, max_mutants>& reached() {
  static std::array<bool, max_mutants> numbers{};
  return numbers;
}

unsigned chosen() {
  static const unsigned number = [] {
    const char* const text = std::getenv("MUTANT");
    return text == nullptr ? max_mutants : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
  }();
  return number;
}

class Recorder : public testing::EmptyTestEventListener {
 public:
  explicit Recorder(const char* file) : file_(file) {}

  void OnTestEnd(const testing::TestInfo& test) override {
    file_ << test.test_suite_name() << '.' << test.name();
    for (unsigned number = 0; number < max_mutants; ++number) {
      if (reached()[number]) file_ << ' ' << number;
    }
    file_ << '\n' << std::flush;
    reached().fill(false);
  }

 private:
  std::ofstream file_;
};

const bool recording = [] {
  const char* const file = std::getenv("MUTANT_REACHED");
  if (file != nullptr) testing::UnitTest::GetInstance()->listeners().Append(new Recorder{file});
  return file != nullptr;
}();

}  // namespace

bool on(unsigned number) {
  reached()[number] = true;
  return number == chosen();
}

}  // namespace mutant
