#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/generator/job_runner.hpp"

namespace tocsin::adapters::generator {

// The runner with the thread that does its jobs.
class JobThread {
 public:
  // `submit` may be called at once. `clock` and `ids` must outlive it.
  JobThread(Submit submit, const ports::Clock& clock, ports::IdGenerator& ids);
  JobThread(const JobThread&) = delete;
  JobThread& operator=(const JobThread&) = delete;
  ~JobThread();  // when no answer is outstanding any more

  JobRunner& jobs() { return runner_; }

  // Submits no more; what has been submitted may still be answered.
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
