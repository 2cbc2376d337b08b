#include "adapters/records/kernel/unreadable.hpp"

#include <string>
#include <utility>

namespace tocsin::adapters::records {

Failure unreadable(std::string_view kind, std::string_view field, std::string_view why) {
  std::string message{kind};
  message.append(" record: ").append(field.empty() ? "it" : field).append(" ").append(why);
  return fail(ErrorKind::invalid, std::move(message));
}

}  // namespace tocsin::adapters::records
