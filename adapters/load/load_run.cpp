#include "adapters/load/load_run.hpp"

#include <algorithm>
#include <utility>

#include "adapters/load/payloads.hpp"

namespace tocsin::adapters::load {

using std::chrono::steady_clock;

std::size_t fitting_batch(const domain::GeneratorSettings& settings, std::size_t connections) {
  constexpr std::size_t max_batch = 1'000;
  constexpr std::size_t requests_a_second = 20;
  if (settings.burst > 0) return max_batch;
  if (settings.interval > domain::Duration::zero()) return 1;
  const auto rate = static_cast<std::size_t>(settings.rps);
  return std::clamp(rate / (requests_a_second * connections), std::size_t{1}, max_batch);
}

LoadRun::LoadRun(const domain::AlertGenerator& generator, LoadPlan plan, const ports::Clock& clock)
    : generator_(generator),
      plan_(std::move(plan)),
      clock_(clock),
      started_(steady_clock::now()),
      working_(plan_.connections) {
  for (std::size_t n = 0; n < plan_.connections; ++n)
    threads_.emplace_back([this] { work(); });
}

LoadRun::~LoadRun() {
  stop();
  for (auto& thread : threads_)
    thread.join();
}

void LoadRun::stop() {
  const std::lock_guard lock{mutex_};
  is_stopping_ = true;
  stopped_.notify_all();
}

Progress LoadRun::progress() const {
  const std::lock_guard lock{mutex_};
  const bool is_over = working_ == 0;
  const auto until = is_over ? ended_ : steady_clock::now();
  return {tally_, std::chrono::duration_cast<std::chrono::milliseconds>(until - started_), is_over};
}

void LoadRun::work() {
  HttpPoster poster{plan_.target};
  const auto post = [&poster](const Message& message) { return poster.post(message); };
  const auto wait_a_while = [this](domain::Duration duration) { return wait(duration); };
  for (auto claim = claim_when_due(); claim.count > 0; claim = claim_when_due()) {
    const auto batch = alert_batch(generator_, claim.first, claim.count, clock_.now());
    const auto tally = deliver(post, batch, claim.count, wait_a_while);
    const std::lock_guard lock{mutex_};
    tally_ += tally;
  }
  end_work();
}

// Claims a batch when the last of its alerts is due, so that none is early.
LoadRun::Claim LoadRun::claim_when_due() {
  std::unique_lock lock{mutex_};
  const auto total = generator_.total();
  if (is_stopping_ || next_ == total) return {};
  const auto count = std::min<std::uint64_t>(plan_.batch, total - next_);
  const Claim claim{next_, static_cast<std::size_t>(count)};
  next_ += count;
  const auto due = started_ + generator_.due(next_ - 1);
  if (stopped_.wait_until(lock, due, [this] { return is_stopping_; })) return {};
  return claim;
}

void LoadRun::end_work() {
  const std::lock_guard lock{mutex_};
  --working_;
  ended_ = steady_clock::now();
}

bool LoadRun::wait(domain::Duration duration) {
  std::unique_lock lock{mutex_};
  return !stopped_.wait_for(lock, duration, [this] { return is_stopping_; });
}

}  // namespace tocsin::adapters::load
