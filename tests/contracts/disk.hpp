#pragma once

#include <memory>
#include <string>

#include "ports/alerting/alert_reader.hpp"
#include "ports/alerting/timeline_reader.hpp"
#include "ports/delivery/notification_reader.hpp"
#include "ports/store/ledger.hpp"
#include "ports/workflows/run_reader.hpp"
#include "ports/workflows/scheduled_jobs.hpp"

namespace tocsin::tests {

// What a working set is kept in: a ledger, and the history of what has left it.
class Disk {
 public:
  virtual ~Disk() = default;

  virtual ports::Ledger& ledger() = 0;
  virtual ports::AlertReader& closed_alerts() = 0;
  virtual ports::NotificationReader& ended_notifications() = 0;
  virtual ports::RunReader& ended_runs() = 0;
  virtual ports::ScheduledJobReader& ended_jobs() = 0;
  virtual ports::TimelineReader& timelines() = 0;

  // What the next process finds.
  virtual void reopen() = 0;

  // From now on no batch is kept, until there is room again.
  virtual void fill() = 0;
  virtual void make_room() = 0;
};

enum class Kind { in_memory, in_sqlite };

std::unique_ptr<Disk> make_disk(Kind kind);

std::string name_of(Kind kind);

}  // namespace tocsin::tests
