#include "tests/fuzz/targets.hpp"

#include <cstdlib>
#include <iostream>

namespace tocsin::fuzz {

std::span<const Target> targets() {
  static constexpr Target all[] = {{"condition", condition},
                                   {"cursor", cursor},
                                   {"duration", duration},
                                   {"event", event},
                                   {"head", head},
                                   {"log_entry", log_entry},
                                   {"message_template", message_template},
                                   {"record", record},
                                   {"settings", settings}};
  return all;
}

void require(bool holds, std::string_view promise) {
  if (holds) return;
  std::cerr << "broken: " << promise << std::endl;
  std::abort();
}

}  // namespace tocsin::fuzz
