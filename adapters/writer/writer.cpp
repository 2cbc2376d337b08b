#include "adapters/writer/writer.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <iterator>

namespace tocsin::adapters::writer {

using domain::Time;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr std::size_t reads_between_batches = 16;
constexpr seconds max_wait{1};

}  // namespace

Writer::Writer(ports::StoreTransaction& store,
               ports::Journal& journal,
               const ports::Clock& clock,
               ports::Log& log,
               WriterLimits limits)
    : store_(store), journal_(journal), clock_(clock), log_(log), limits_(limits) {
  urgent_.limit = limits_.urgent_commands;
  ordinary_.limit = limits_.ordinary_commands;
  last_tick_ = clock_.now().time_since_epoch().count();
}

Writer::~Writer() { stop(); }

void Writer::attach(Source& source) { sources_.push_back(&source); }

void Writer::when_idle(std::function<bool()> housekeeping) {
  housekeeping_ = std::move(housekeeping);
}

bool Writer::submit(Lane lane, Tasks tasks) {
  std::size_t commands = 0;
  for (const auto& task : tasks)
    commands += task->size();
  {
    const std::lock_guard lock{mutex_};
    Queue& queue = lane == Lane::urgent ? urgent_ : ordinary_;
    if (is_stopping_ || queue.commands + commands > queue.limit) return false;
    std::move(tasks.begin(), tasks.end(), std::back_inserter(queue.tasks));
    queue.commands += commands;
  }
  something_to_do_.notify_one();
  return true;
}

bool Writer::read(std::function<void()> look) {
  {
    const std::lock_guard lock{mutex_};
    if (is_stopping_ || reads_.size() == limits_.reads) return false;
    reads_.push_back(std::move(look));
  }
  something_to_do_.notify_one();
  return true;
}

void Writer::wake() {
  {
    const std::lock_guard lock{mutex_};
    is_woken_ = true;
  }
  something_to_do_.notify_one();
}

void Writer::start() {
  assert(!thread_.joinable());
  thread_ = std::thread{[this] { loop(); }};
}

void Writer::stop() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  something_to_do_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Writer::loop() {
  while (true) {
    last_tick_ = clock_.now().time_since_epoch().count();
    if (run_batch()) continue;
    {
      const std::lock_guard lock{mutex_};
      if (is_stopping_ && !has_work()) return;
    }
    wait_for_work();
  }
}

bool Writer::run_batch() {
  auto batch = take();
  const bool has_tasks = !batch.tasks.empty();
  if (has_tasks || wants_probe()) decide(batch);
  const auto reads = serve_reads();
  if (has_tasks || reads > 0) return true;

  const auto now = clock_.now();
  if (!housekeeping_ || now < housekeeping_at_) return false;
  const bool goes_on = housekeeping_();
  housekeeping_at_ = goes_on ? now + milliseconds{20} : now + seconds{1};
  return goes_on;
}

// Whether to test the store. After a failed batch, this tests now and then whether writes succeed
// again, because clients may send nothing while the program is not ready.
bool Writer::wants_probe() const { return !is_store_well_ && clock_.now() >= sources_rest_until_; }

void Writer::wait_for_work() {
  const auto now = clock_.now();
  auto wait = std::chrono::duration_cast<milliseconds>(max_wait);
  for (Source* source : sources_) {
    const auto due = source->next_due(now);
    if (due) wait = std::min(wait, std::max(*due, sources_rest_until_) - now);
  }
  if (wait <= milliseconds{0}) return;

  std::unique_lock lock{mutex_};
  something_to_do_.wait_for(lock, wait, [this] { return has_work() || is_woken_ || is_stopping_; });
  is_woken_ = false;
}

bool Writer::has_work() const {
  return !urgent_.tasks.empty() || !ordinary_.tasks.empty() || !reads_.empty();
}

Writer::Batch Writer::take() {
  Batch batch;
  auto& tasks = batch.tasks;
  const auto now = clock_.now();
  if (now >= sources_rest_until_) {
    for (Source* source : sources_)
      source->collect(now, tasks);
  }
  std::size_t commands = 0;
  for (const auto& task : tasks)
    commands += task->size();

  // Urgent commands always get the capacity of a batch, and at least one ordinary task is taken,
  // however many tasks are due.
  const std::lock_guard lock{mutex_};
  const auto urgent = take_from(urgent_, limits_.batch_commands, tasks);
  commands += urgent;
  batch.firm = tasks.size();
  const auto limit = urgent > 0 ? std::min(limits_.urgent_batch_commands, limits_.batch_commands)
                                : limits_.batch_commands;
  take_from(ordinary_, limit - std::min(commands, limit - 1), tasks);
  return batch;
}

// Takes tasks until there are `enough` commands. Returns their number.
std::size_t Writer::take_from(Queue& queue, std::size_t enough, Tasks& tasks) {
  std::size_t commands = 0;
  while (!queue.tasks.empty() && commands < enough) {
    const auto size = queue.tasks.front()->size();
    tasks.push_back(std::move(queue.tasks.front()));
    queue.tasks.pop_front();
    queue.commands -= size;
    commands += size;
  }
  return commands;
}

void Writer::decide(Batch& batch) {
  auto kept = store_.begin_batch();
  if (kept) {
    run(batch);
    kept = store_.commit_batch();
  }
  if (!kept) {
    log_.write(ports::LogLevel::error, "database write failed", {{"error", kept.error().message}});
    // Due tasks stay due; an immediate retry would only spin.
    sources_rest_until_ = clock_.now() + seconds{1};
  }
  if (kept && !is_store_well_) {
    log_.write(ports::LogLevel::info, "database writes resumed");
  }
  is_store_well_ = kept.has_value();
  for (const auto& task : batch.tasks)
    task->answer(kept);
}

// Runs the batch: at least one ordinary task, so that urgent ones cannot block them.
void Writer::run(Batch& batch) {
  const auto enough_at = clock_.now() + limits_.batch_time;
  for (std::size_t next = 0; next < batch.tasks.size(); ++next) {
    if (next > batch.firm && clock_.now() >= enough_at) return put_back(batch, next);
    batch.tasks[next]->run(journal_);
  }
}

void Writer::put_back(Batch& batch, std::size_t first) {
  auto& tasks = batch.tasks;
  const std::lock_guard lock{mutex_};
  while (tasks.size() > first) {
    ordinary_.commands += tasks.back()->size();
    ordinary_.tasks.push_front(std::move(tasks.back()));
    tasks.pop_back();
  }
}

std::size_t Writer::serve_reads() {
  std::vector<std::function<void()>> looks;
  {
    const std::lock_guard lock{mutex_};
    while (!reads_.empty() && looks.size() < reads_between_batches) {
      looks.push_back(std::move(reads_.front()));
      reads_.pop_front();
    }
  }
  for (const auto& look : looks)
    look();
  return looks.size();
}

bool Writer::is_well() const {
  const Time last_tick{Time::duration{last_tick_}};
  return is_store_well_ && clock_.now() - last_tick < seconds{5};
}

}  // namespace tocsin::adapters::writer
