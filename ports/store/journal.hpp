#pragma once

#include <string>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::ports {

// One command as it was received, and its result.
struct JournalEntry {
  domain::Time at;
  domain::TenantId tenant;
  std::string actor;
  std::string command;
  std::string body;
  std::string result;
};

// Stores every command, including rejected ones, in the order in which they were decided. Part of
// the store transaction but of no unit of work: it also stores commands that were rolled back.
class Journal {
 public:
  virtual ~Journal() = default;

  virtual void append(JournalEntry entry) = 0;
};

}  // namespace tocsin::ports
