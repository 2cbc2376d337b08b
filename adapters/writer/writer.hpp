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

// The priority of a command. Urgent commands, which people wait for, run first, and have their own
// capacity when the ordinary queue is full.
enum class Lane { urgent, ordinary };

struct WriterLimits {
  std::size_t ordinary_commands = 40'000;
  std::size_t urgent_commands = 4'000;
  std::size_t reads = 1'000;
  std::size_t batch_commands = 512;
  std::size_t urgent_batch_commands = 64;  // of a batch with an urgent command
  domain::Duration batch_time{10};  // of deciding; ordinary commands not yet begun by then wait
};

// Runs all commands on one thread. Takes every waiting command, up to a limit of number and time,
// runs them in one store transaction, and answers their callers when that is on disk: adds no delay
// when idle, and shares the fsync under load. Lets readers read between two batches.
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

  // Call both before start().
  void attach(Source& source);
  // Sets the housekeeping, which runs about once per second while nothing else waits; it returns
  // true to continue.
  void when_idle(std::function<bool()> housekeeping);

  // Returns the front of a use case for a driving adapter. Thread-safe.
  template <typename UseCase>
  ports::Front<typename UseCase::Command, typename UseCase::Outcome>
  front(Lane lane, UseCase& use_case, Journaling journaling = Journaling::kept);

  // Returns the front for many commands at a time, which may be spread over several batches.
  template <typename UseCase>
  ports::BatchFront<typename UseCase::Command, typename UseCase::Outcome>
  batch_front(Lane lane, UseCase& use_case, Journaling journaling = Journaling::kept);

  // Runs `look` between two batches. Returns false if too many reads already wait. Thread-safe.
  bool read(std::function<void()> look);

  // Accepts all tasks. Returns false, and accepts none, if there is no capacity. Thread-safe.
  bool submit(Lane lane, std::vector<std::unique_ptr<Task>> tasks);

  // Notifies the writer that a source has commands. Thread-safe.
  void wake();

  void start();
  // Runs and answers all accepted commands, and ends the thread.
  void stop();

  // Runs one batch on the caller's thread, for owners that do not call start(). Returns false if
  // there was nothing to do.
  bool run_batch();

  // Whether the store accepts writes and the thread is alive. Thread-safe.
  bool is_well() const;

 private:
  using Tasks = std::vector<std::unique_ptr<Task>>;
  struct Batch {
    Tasks tasks;
    std::size_t firm = 0;  // the first `firm` tasks do not wait: due and urgent ones
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
  // The merged results of the parts; parts are answered one after another.
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
