#include "adapters/json/schema/violation.hpp"

namespace tocsin::adapters::json {

std::string pointer_step(std::string_view key) {
  std::string step = "/";
  for (const char character : key) {
    switch (character) {
      case '~': step += "~0"; break;
      case '/': step += "~1"; break;
      default: step += character;
    }
  }
  return step;
}

std::string pointer_step(std::size_t index) { return "/" + std::to_string(index); }

}  // namespace tocsin::adapters::json
