#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/load/delivery.hpp"
#include "adapters/load/http_poster.hpp"
#include "domain/generator/alert_generator.hpp"
#include "ports/kernel/clock.hpp"

namespace tocsin::adapters::load {

struct LoadPlan {
  Target target;
  std::size_t connections = 4;
  std::size_t batch = 1;  // maximum alerts per request
};

// Returns the alerts per request that reach the rate with about twenty requests per second on each
// connection: at most a thousand, which is also the value for a burst.
std::size_t fitting_batch(const domain::GeneratorSettings& settings, std::size_t connections);

// The progress of a run.
struct Progress {
  Tally tally;
  std::chrono::milliseconds elapsed{0};  // until the end, if it has ended
  bool is_over = false;
};

// Sends the alerts of a generator, with one thread per connection, each alert when it is due. If
// the server is slower than the rate, late alerts are sent as fast as it accepts them. Starts
// immediately.
class LoadRun {
 public:
  // `generator` and `clock` must outlive it. `clock` sets the times of the alerts.
  LoadRun(const domain::AlertGenerator& generator, LoadPlan plan, const ports::Clock& clock);
  LoadRun(const LoadRun&) = delete;
  LoadRun& operator=(const LoadRun&) = delete;
  ~LoadRun();  // stops the run, and waits

  // Stops sending; requests in flight are completed. Thread-safe. Returns immediately.
  void stop();

  Progress progress() const;

 private:
  struct Claim {
    std::uint64_t first = 0;
    std::size_t count = 0;  // 0: none left
  };

  void work();
  Claim claim_when_due();
  void end_work();
  bool wait(domain::Duration duration);

  const domain::AlertGenerator& generator_;
  const LoadPlan plan_;
  const ports::Clock& clock_;
  const std::chrono::steady_clock::time_point started_;

  mutable std::mutex mutex_;  // guards all below except the threads
  std::condition_variable stopped_;
  bool is_stopping_ = false;
  std::uint64_t next_ = 0;
  std::size_t working_;
  std::chrono::steady_clock::time_point ended_;
  Tally tally_;
  std::vector<std::thread> threads_;
};

}  // namespace tocsin::adapters::load
