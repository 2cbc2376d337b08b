// What libFuzzer drives: the target that FUZZ_TARGET names.
#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "tests/fuzz/targets.hpp"

namespace {

const tocsin::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  const char* const name = std::getenv("FUZZ_TARGET");
  for (const auto& target : tocsin::fuzz::targets()) {
    if (name != nullptr && target.name == name) chosen = &target;
  }
  if (chosen != nullptr) return 0;
  std::cerr << "FUZZ_TARGET must name one of:";
  for (const auto& target : tocsin::fuzz::targets())
    std::cerr << ' ' << target.name;
  std::cerr << '\n';
  std::exit(EXIT_FAILURE);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
