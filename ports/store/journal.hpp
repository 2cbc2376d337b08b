#pragma once

#include <string>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::ports {

// One command as it was received, and what came of it.
struct JournalEntry {
  domain::Time at;
  domain::TenantId tenant;
  std::string actor;
  std::string command;
  std::string body;
  std::string result;
};

// Keeps every command, also a refused one, in the order in which they were decided. Part of the
// store transaction, but of no unit of work: it remembers what was taken back, too.
class Journal {
 public:
  virtual ~Journal() = default;

  virtual void append(JournalEntry entry) = 0;
};

}  // namespace tocsin::ports
