// replay CORPUS: gives every target the inputs that are kept for it, CORPUS/<target>/*. The last
// line names the one that it could not take.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "tests/fuzz/targets.hpp"

namespace {

std::size_t replay(const tocsin::fuzz::Target& target, const std::filesystem::path& corpus) {
  std::size_t inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator{corpus / target.name}) {
    std::cout << entry.path().string() << std::endl;
    std::ifstream file{entry.path(), std::ios::binary};
    const std::string input{std::istreambuf_iterator<char>{file}, {}};
    target.run(input);
    ++inputs;
  }
  return inputs;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return EXIT_FAILURE;
  for (const auto& target : tocsin::fuzz::targets()) {
    if (replay(target, argv[1]) > 0) continue;
    std::cout << "there are no inputs for " << target.name << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
