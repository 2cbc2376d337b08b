#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/generator/alert_generator.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

using GeneratorJobId = Id<struct GeneratorJobTag>;

enum class JobStatus { pending, running, completed, failed, cancelled };
constexpr Words<5> words(JobStatus) {
  return {"pending", "running", "completed", "failed", "cancelled"};
}

// A job that generates alerts, and its progress.
struct GeneratorJob {
  GeneratorJobId id;
  TenantId tenant;
  std::string by;
  GeneratorSettings settings;
  JobStatus status = JobStatus::pending;
  Time created_at;
  std::optional<Time> started_at;
  std::optional<Time> completed_at;  // the end, for any outcome
  std::uint64_t alerts_sent = 0;     // accepted alerts
  std::string error;                 // reason of a failure; empty otherwise

  // Whether the job has ended. It changes no more, except for the responses to alerts in flight.
  bool is_over() const { return status != JobStatus::pending && status != JobStatus::running; }
};

}  // namespace tocsin::domain
