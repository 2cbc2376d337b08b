#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/generator/job_runner.hpp"

namespace tocsin::adapters::generator {

// The runner, with the thread that runs its jobs.
class JobThread {
 public:
  // `submit` may be called immediately. `clock` and `ids` must outlive this object.
  JobThread(Submit submit, const ports::Clock& clock, ports::IdGenerator& ids);
  JobThread(const JobThread&) = delete;
  JobThread& operator=(const JobThread&) = delete;
  ~JobThread();  // only when no response is outstanding

  JobRunner& jobs() { return runner_; }

  // Stops submitting; submitted batches may still be answered.
  void stop();

 private:
  void run();
  void wake();

  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_awake_ = false;
  bool is_stopping_ = false;
  JobRunner runner_;
  std::thread thread_;
};

}  // namespace tocsin::adapters::generator
