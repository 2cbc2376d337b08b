#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/writer/describe.hpp"
#include "adapters/writer/task.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::writer {

// Returns how many ordinary commands this one counts as.
template <typename Command>
std::size_t weight_of(const Command& command) {
  if constexpr (requires { command.weight(); }) {
    return command.weight();
  } else {
    return 1;
  }
}

// The maximum weight of a part. A part runs as a whole, even if it produces many rows: one alert
// that a hundred clients are notified about is hundreds of rows.
inline constexpr std::size_t max_part_weight = 50;

// Splits the commands into parts of bounded weight; a command that is too heavy is a part of its
// own.
template <typename Command>
std::vector<std::vector<ports::Asked<Command>>> parts_of(
    std::vector<ports::Asked<Command>> commands) {
  std::vector<std::vector<ports::Asked<Command>>> parts;
  std::size_t weight = max_part_weight;
  for (auto& command : commands) {
    const auto more = weight_of(command.command);
    if (weight + more > max_part_weight) {
      parts.emplace_back();
      weight = 0;
    }
    weight += more;
    parts.back().push_back(std::move(command));
  }
  return parts;
}

// Commands for one use case, and the callback for their results. The use case must outlive them.
template <typename UseCase>
class Commands : public Task {
 public:
  using Command = typename UseCase::Command;
  using Outcome = typename UseCase::Outcome;
  using Answer = std::function<void(std::vector<Result<Outcome>>)>;

  Commands(UseCase& use_case,
           const ports::Clock& clock,
           std::vector<ports::Asked<Command>> asked,
           Answer answer,
           Journaling journaling = Journaling::kept)
      : use_case_(use_case),
        clock_(clock),
        asked_(std::move(asked)),
        answer_(std::move(answer)),
        journaling_(journaling) {
    outcomes_.reserve(asked_.size());
    for (const auto& each : asked_)
      size_ += weight_of(each.command);
  }

  std::size_t size() const override { return size_; }

  void run(ports::Journal& journal) override {
    for (auto& [received, command] : asked_) {
      outcomes_.push_back(use_case_.handle(command));
      if (journaling_ == Journaling::none) continue;
      journal.append({clock_.now(),
                      std::move(received.tenant),
                      std::move(received.actor),
                      std::string{UseCase::name},
                      std::move(received.body),
                      describe(outcomes_.back())});
    }
  }

  void answer(const Result<Done>& kept) override {
    if (!kept) outcomes_.assign(asked_.size(), Failure{kept.error()});
    answer_(std::move(outcomes_));
  }

 private:
  UseCase& use_case_;
  const ports::Clock& clock_;
  std::vector<ports::Asked<Command>> asked_;
  Answer answer_;
  Journaling journaling_;
  std::size_t size_ = 0;
  std::vector<Result<Outcome>> outcomes_;
};

// Returns a task with one command for that use case.
template <typename UseCase>
std::unique_ptr<Task> one_command(
    UseCase& use_case,
    const ports::Clock& clock,
    ports::Received received,
    typename UseCase::Command command,
    std::function<void(const Result<typename UseCase::Outcome>&)> answer,
    Journaling journaling = Journaling::kept) {
  std::vector<ports::Asked<typename UseCase::Command>> asked;
  asked.push_back({std::move(received), std::move(command)});
  return std::make_unique<Commands<UseCase>>(
      use_case,
      clock,
      std::move(asked),
      [answer = std::move(answer)](std::vector<Result<typename UseCase::Outcome>> outcomes) {
        answer(outcomes.front());
      },
      journaling);
}

}  // namespace tocsin::adapters::writer
