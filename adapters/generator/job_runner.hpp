#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "adapters/generator/job_book.hpp"
#include "domain/generator/alert_generator.hpp"
#include "domain/generator/generator_job.hpp"
#include "domain/kernel/result.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"

namespace tocsin::adapters::generator {

// Alerts that are submitted together, as events are.
struct AlertBatch {
  domain::TenantId tenant;
  std::string actor;
  std::vector<domain::GeneratedAlert> alerts;
};

// Called with the number of alerts of a batch that are stored; an error ends the job.
using Answered = std::function<void(const Result<std::size_t>& kept)>;

// Submits a batch. Returns false immediately if there is no capacity; then `answered` is not
// called. Otherwise it is called exactly once, on any thread, possibly from within the call.
using Submit = std::function<bool(AlertBatch batch, Answered answered)>;

// Runs the jobs, one at a time and batch by batch, and stores their states. All functions except
// step() are thread-safe and return immediately. Responses may arrive until it is destroyed, not
// later.
class JobRunner {
 public:
  // `wake` is called when step() may have work; it must not call back.
  JobRunner(Submit submit,
            const ports::Clock& clock,
            ports::IdGenerator& ids,
            std::function<void()> wake);

  // Requires settings that check() accepts. Without a seed, it chooses a random one, which the job
  // then shows.
  Result<domain::GeneratorJob> start(domain::TenantId tenant,
                                     std::string by,
                                     domain::GeneratorSettings settings,
                                     std::optional<std::uint64_t> seed);
  std::vector<domain::GeneratorJob> list(const domain::TenantId& tenant,
                                         std::optional<domain::JobStatus> status) const;
  Result<domain::GeneratorJob> find(const domain::TenantId& tenant,
                                    domain::GeneratorJobId id) const;
  Result<domain::GeneratorJob> stop(const domain::TenantId& tenant, domain::GeneratorJobId id);

  // Submits the alerts that are due. Returns how long there is nothing to do, if that is known;
  // otherwise wait for `wake`. For one thread.
  std::optional<domain::Duration> step();

 private:
  // The running job.
  struct Run {
    domain::GeneratorJobId job;
    domain::AlertGenerator generator;
    std::uint64_t next = 0;
    std::optional<domain::Time> busy_since;
  };

  domain::GeneratorJob* begin_or_go_on(domain::Time now);
  std::optional<domain::Duration> send(domain::GeneratorJob& job,
                                       std::size_t count,
                                       std::unique_lock<std::mutex> lock);
  std::optional<domain::Duration> put_off(std::size_t count, domain::Time now);
  void answered(domain::GeneratorJobId id, const Result<std::size_t>& kept);

  const Submit submit_;
  const ports::Clock& clock_;
  ports::IdGenerator& ids_;
  const std::function<void()> wake_;

  mutable std::mutex mutex_;  // guards the rest
  JobBook book_;
  std::optional<Run> run_;
  bool is_in_flight_ = false;
};

}  // namespace tocsin::adapters::generator
