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

// Alerts that somebody has asked to be made up, and how far that is.
struct GeneratorJob {
  GeneratorJobId id;
  TenantId tenant;
  std::string by;
  GeneratorSettings settings;
  JobStatus status = JobStatus::pending;
  Time created_at;
  std::optional<Time> started_at;
  std::optional<Time> completed_at;  // when it ended, whatever the end was
  std::uint64_t alerts_sent = 0;     // those that are kept
  std::string error;                 // why it failed; empty when it did not

  // It will change no more, but for the answers to what is already on its way.
  bool is_over() const { return status != JobStatus::pending && status != JobStatus::running; }
};

}  // namespace tocsin::domain
