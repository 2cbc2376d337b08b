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

// How many ordinary commands this one is worth.
template <typename Command>
std::size_t weight_of(const Command& command) {
  if constexpr (requires { command.weight(); }) {
    return command.weight();
  } else {
    return 1;
  }
}

// A part is run as a whole, also when it turns out to be much: one alert that a hundred clients
// hear of is hundreds of rows.
inline constexpr std::size_t max_part_weight = 50;

// The commands in parts of bounded weight; one that is too heavy is a part of its own.
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

// Commands of one kind with the use case that decides them, and the one who waits for the answers.
template <typename Command, typename Outcome>
class Commands : public Task {
 public:
  using Decide = std::function<Result<Outcome>(const Command&)>;
  using Answer = std::function<void(std::vector<Result<Outcome>>)>;

  Commands(std::string name,
           std::shared_ptr<const Decide> decide,
           const ports::Clock& clock,
           std::vector<ports::Asked<Command>> asked,
           Answer answer,
           Journaling journaling = Journaling::kept)
      : name_(std::move(name)),
        decide_(std::move(decide)),
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
      outcomes_.push_back((*decide_)(command));
      if (journaling_ == Journaling::none) continue;
      journal.append({clock_.now(),
                      std::move(received.tenant),
                      std::move(received.actor),
                      name_,
                      std::move(received.body),
                      describe(outcomes_.back())});
    }
  }

  void answer(const Result<Done>& kept) override {
    if (!kept) outcomes_.assign(asked_.size(), Failure{kept.error()});
    answer_(std::move(outcomes_));
  }

 private:
  std::string name_;
  std::shared_ptr<const Decide> decide_;  // shared: a task may outlive the front it came by
  const ports::Clock& clock_;
  std::vector<ports::Asked<Command>> asked_;
  Answer answer_;
  Journaling journaling_;
  std::size_t size_ = 0;
  std::vector<Result<Outcome>> outcomes_;
};

// One command of that kind.
template <typename Command, typename Outcome>
std::unique_ptr<Task> one_command(
    std::string name,
    std::shared_ptr<const typename Commands<Command, Outcome>::Decide> decide,
    const ports::Clock& clock,
    ports::Received received,
    Command command,
    std::function<void(const Result<Outcome>&)> answer,
    Journaling journaling = Journaling::kept) {
  std::vector<ports::Asked<Command>> asked;
  asked.push_back({std::move(received), std::move(command)});
  return std::make_unique<Commands<Command, Outcome>>(
      std::move(name),
      decide,
      clock,
      std::move(asked),
      [answer = std::move(answer)](std::vector<Result<Outcome>> outcomes) {
        answer(outcomes.front());
      },
      journaling);
}

}  // namespace tocsin::adapters::writer
