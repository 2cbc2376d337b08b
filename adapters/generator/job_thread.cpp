#include "adapters/generator/job_thread.hpp"

#include <utility>

namespace tocsin::adapters::generator {

JobThread::JobThread(Submit submit, const ports::Clock& clock, ports::IdGenerator& ids)
    : runner_(std::move(submit), clock, ids, [this] { wake(); }), thread_([this] { run(); }) {}

JobThread::~JobThread() { stop(); }

void JobThread::stop() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
    changed_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void JobThread::run() {
  const auto is_called = [this] { return is_awake_ || is_stopping_; };
  std::unique_lock lock{mutex_};
  while (!is_stopping_) {
    is_awake_ = false;
    lock.unlock();
    const auto pause = runner_.step();
    lock.lock();
    if (pause) {
      changed_.wait_for(lock, *pause, is_called);
    } else {
      changed_.wait(lock, is_called);
    }
  }
}

void JobThread::wake() {
  const std::lock_guard lock{mutex_};
  is_awake_ = true;
  changed_.notify_one();
}

}  // namespace tocsin::adapters::generator
