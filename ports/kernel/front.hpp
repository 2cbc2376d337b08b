#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// Who asked for what, as it came: what the journal keeps of a command.
struct Received {
  domain::TenantId tenant;
  std::string actor;
  std::string body;
};

// The way in for a driving adapter. False at once when there is no room now: then nothing was
// taken and `answer` is dropped. Else `answer` is called exactly once, on the writer's thread,
// after what was decided has reached the disk.
template <typename Command, typename Outcome>
using Front = std::function<
    bool(Received received, Command command, std::function<void(const Result<Outcome>&)> answer)>;

// The front of a use case.
template <typename UseCase>
using FrontOf = Front<typename UseCase::Command, typename UseCase::Outcome>;

// Many commands of one kind, each on its own: one may fail while the next is kept. All are taken,
// or none.
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
