#include "main/settings/settings.hpp"

#include <cstdio>
#include <cstdlib>

#include <unistd.h>

#include "tests/fuzz/targets.hpp"

namespace tocsin::fuzz {

namespace {

// The file of this process that is read again and again; it is gone with the process.
class Scratch {
 public:
  Scratch() : file_(std::tmpfile()) { require(file_ != nullptr, "there is a temporary directory"); }

  std::string holding(std::string_view text) {
    const auto descriptor = fileno(file_);
    require(ftruncate(descriptor, 0) == 0 && pwrite(descriptor, text.data(), text.size(), 0) ==
                                                 static_cast<ssize_t>(text.size()),
            "a temporary file can be written");
    return "/proc/self/fd/" + std::to_string(descriptor);
  }

 private:
  std::FILE* file_;
};

}  // namespace

// A configuration is read, or refused in words; nothing is thrown.
void settings(std::string_view input) {
  static Scratch scratch;
  const auto settings = read_settings(scratch.holding(input));
  if (!settings) return require(!settings.error().message.empty(), "a refusal says why");
  (void)check_exposure(*settings);
}

}  // namespace tocsin::fuzz
