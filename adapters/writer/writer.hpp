#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "adapters/writer/commands.hpp"
#include "adapters/writer/source.hpp"
#include "adapters/writer/task.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/front.hpp"
#include "ports/kernel/log.hpp"
#include "ports/store/journal.hpp"
#include "ports/store/store_transaction.hpp"

namespace tocsin::adapters::writer {

// What people wait for goes first, and has room of its own when the ordinary queue is full.
enum class Lane { urgent, ordinary };

struct WriterLimits {
  std::size_t ordinary_commands = 40'000;
  std::size_t urgent_commands = 4'000;
  std::size_t reads = 1'000;
  std::size_t batch_commands = 512;
  std::size_t urgent_batch_commands = 64;  // of one that has something urgent in it
  domain::Duration batch_time{10};  // of deciding; what is ordinary and not begun by then waits
};

// The one thread that decides. It takes every command that is waiting, up to a bound of number and
// time, runs them in one store transaction and answers their callers when that has reached the
// disk: an idle machine adds no delay, a busy one shares the fsync. Between two batches it lets
// readers look.
class Writer {
 public:
  Writer(ports::StoreTransaction& store,
         ports::Journal& journal,
         const ports::Clock& clock,
         ports::Log& log,
         WriterLimits limits = {});
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();

  // Both before start().
  void attach(Source& source);
  // Housekeeping, done about once a second when nothing else waits; true when it wants to go on.
  void when_idle(std::function<bool()> housekeeping);

  // The front of a use case, for a driving adapter. Callable from any thread.
  template <typename UseCase>
  ports::Front<typename UseCase::Command, typename UseCase::Outcome>
  front(Lane lane, UseCase& use_case, Journaling journaling = Journaling::kept);

  // The same for many commands at a time, which may be spread over several batches.
  template <typename UseCase>
  ports::BatchFront<typename UseCase::Command, typename UseCase::Outcome>
  batch_front(Lane lane, UseCase& use_case, Journaling journaling = Journaling::kept);

  // Runs `look` between two batches; false when too many wait already. Callable from any thread.
  bool read(std::function<void()> look);

  // Takes all tasks or, when there is no room, none. Callable from any thread.
  bool submit(Lane lane, std::vector<std::unique_ptr<Task>> tasks);

  // A source has something new. Callable from any thread.
  void wake();

  void start();
  // Decides and answers what has been taken, and ends.
  void stop();

  // One batch on the caller's thread, for those who drive the writer themselves instead of
  // starting it. False when there was nothing to do.
  bool run_batch();

  // Is the store taking commands, and is the thread alive? Callable from any thread.
  bool is_well() const;

 private:
  using Tasks = std::vector<std::unique_ptr<Task>>;
  struct Batch {
    Tasks tasks;
    std::size_t firm = 0;  // the first so many do not wait: due ones and urgent ones
  };
  struct Queue {
    std::deque<std::unique_ptr<Task>> tasks;
    std::size_t commands = 0;
    std::size_t limit = 0;
  };

  void loop();
  bool wants_probe() const;
  void wait_for_work();
  Batch take();
  static std::size_t take_from(Queue& queue, std::size_t enough, Tasks& tasks);
  void decide(Batch& batch);
  void run(Batch& batch);
  void put_back(Batch& batch, std::size_t first);
  std::size_t serve_reads();
  bool has_work() const;

  ports::StoreTransaction& store_;
  ports::Journal& journal_;
  const ports::Clock& clock_;
  ports::Log& log_;
  WriterLimits limits_;
  std::vector<Source*> sources_;
  std::function<bool()> housekeeping_;
  domain::Time sources_rest_until_;
  domain::Time housekeeping_at_;

  std::mutex mutex_;
  std::condition_variable something_to_do_;
  Queue urgent_;
  Queue ordinary_;
  std::deque<std::function<void()>> reads_;
  bool is_woken_ = false;
  bool is_stopping_ = false;

  std::atomic<bool> is_store_well_{true};
  std::atomic<domain::Time::rep> last_tick_{0};
  std::thread thread_;
};

template <typename UseCase>
ports::Front<typename UseCase::Command, typename UseCase::Outcome>
Writer::front(Lane lane, UseCase& use_case, Journaling journaling) {
  using Command = typename UseCase::Command;
  using Outcome = typename UseCase::Outcome;
  return [this, lane, &use_case, journaling](ports::Received received,
                                             Command command,
                                             std::function<void(const Result<Outcome>&)> answer) {
    Tasks tasks;
    tasks.push_back(one_command(
        use_case, clock_, std::move(received), std::move(command), std::move(answer), journaling));
    return submit(lane, std::move(tasks));
  };
}

template <typename UseCase>
ports::BatchFront<typename UseCase::Command, typename UseCase::Outcome>
Writer::batch_front(Lane lane, UseCase& use_case, Journaling journaling) {
  using Command = typename UseCase::Command;
  using Outcome = typename UseCase::Outcome;
  using Answer = typename Commands<UseCase>::Answer;
  // What the answers of the parts are put together in; parts are answered one after another.
  struct Whole {
    std::vector<Result<Outcome>> outcomes;
    std::size_t parts_left;
    Answer answer;
  };

  return [this, lane, &use_case, journaling](std::vector<ports::Asked<Command>> commands,
                                             Answer answer) {
    auto parts = parts_of(std::move(commands));
    auto whole = std::make_shared<Whole>(Whole{{}, parts.size(), std::move(answer)});

    Tasks tasks;
    for (auto& part : parts) {
      tasks.push_back(std::make_unique<Commands<UseCase>>(
          use_case,
          clock_,
          std::move(part),
          [whole](std::vector<Result<Outcome>> outcomes) {
            std::move(outcomes.begin(), outcomes.end(), std::back_inserter(whole->outcomes));
            if (--whole->parts_left == 0) whole->answer(std::move(whole->outcomes));
          },
          journaling));
    }
    return submit(lane, std::move(tasks));
  };
}

}  // namespace tocsin::adapters::writer
