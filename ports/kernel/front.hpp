#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// The origin of a command: the tenant, the actor and the body as received. The journal stores it.
struct Received {
  domain::TenantId tenant;
  std::string actor;
  std::string body;
};

// Submits commands to the writer. Returns false immediately if the command queue is full: then
// nothing was accepted and `answer` is not called. Otherwise `answer` is called exactly once, on
// the writer's thread, after the decision is on disk.
template <typename Command, typename Outcome>
using Front = std::function<
    bool(Received received, Command command, std::function<void(const Result<Outcome>&)> answer)>;

// The front of a use case.
template <typename UseCase>
using FrontOf = Front<typename UseCase::Command, typename UseCase::Outcome>;

// One command of a batch. Each is decided on its own: one may fail while the next succeeds. The
// queue accepts all commands of a batch or none.
template <typename Command>
struct Asked {
  Received received;
  Command command;
};

template <typename Command, typename Outcome>
using BatchFront = std::function<bool(std::vector<Asked<Command>> commands,
                                      std::function<void(std::vector<Result<Outcome>>)> answer)>;

template <typename UseCase>
using BatchFrontOf = BatchFront<typename UseCase::Command, typename UseCase::Outcome>;

}  // namespace tocsin::ports
