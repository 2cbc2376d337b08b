#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <typeindex>

#include "adapters/memory/store.hpp"
#include "adapters/writer/delivery_pump.hpp"
#include "adapters/writer/log_pump.hpp"
#include "adapters/writer/timer_pump.hpp"
#include "adapters/writer/workflow_pump.hpp"
#include "adapters/writer/writer.hpp"
#include "main/engine/use_cases.hpp"
#include "tests/simulation/audit/auditor.hpp"
#include "tests/simulation/audit/fact.hpp"
#include "tests/simulation/disk/disk.hpp"
#include "tests/simulation/process/machine.hpp"

namespace tocsin::simulation {

using Answer = std::function<void(const Answered&)>;

// How the program is set up: the operator's wishes, the same for all its lives.
struct Setup {
  DeliverySettings delivery;
  adapters::writer::WriterLimits limits;
  std::size_t places = 256;
};

// What the program finds around it.
struct Surroundings {
  Disk& disk;
  Machine& machine;
  Choices& choices;
  Crashes& crashes;
  Auditor& auditor;
  adapters::writer::DeliveryPump::Notifiers notifiers;
  std::function<void()> on_decided;  // between two commands
  const Setup& setup;
  Mutant mutant = Mutant::none;
};

// One life of the program, wired as main/engine/engine.cpp wires it, without a thread: from its
// start over what the disk has kept to its end, which may be any Died that one of its functions
// throws.
class Process {
 public:
  Process(const Surroundings& around, int life);
  ~Process();

  // Reads the disk and takes back what was in flight.
  Result<Done> start();

  // False when there is no room.
  bool submit(std::size_t request, Command command, Answer answer);

  // Does what there is to do, batch after batch; true when there was something.
  bool run_batch();

  // When it wants to be run again, on its own clock.
  std::optional<domain::Time> next_due();

  const ProcessClock& clock() const { return clock_; }
  adapters::memory::Store& store() { return *store_; }
  adapters::writer::DeliveryPump& deliveries() { return *deliveries_; }
  adapters::writer::WorkflowPump& workflows() { return *workflows_; }

 private:
  class Ids;
  class Metrics;
  class SilentLog;
  class Journal;
  class Timers;
  class OneAtATime;
  class KeepingStore;
  class LogTurns;
  struct Decide;
  class Recovery;
  template <typename One>
  struct Noted;

  void make_sources();
  void attach_sources();
  Result<std::size_t> recover();

  bool is(Mutant mutant) const { return is_planted(around_.mutant, mutant); }
  // For the one who checks, of what the journal does not keep.
  void note(std::string body);
  template <typename One>
  Noted<One>& noted();
  template <typename One>
  bool ask(std::size_t request, One command, Answer answer);

  Surroundings around_;
  int life_;
  ProcessClock clock_;
  std::unique_ptr<Ids> ids_;
  std::unique_ptr<Metrics> metrics_;
  std::unique_ptr<SilentLog> log_;
  std::unique_ptr<ports::Regexes> regexes_;
  std::unique_ptr<adapters::memory::Store> store_;
  std::unique_ptr<UseCases> use_cases_;
  std::unique_ptr<Recovery> recovery_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Timers> timers_;
  std::unique_ptr<OneAtATime> outbox_;
  std::unique_ptr<adapters::writer::Writer> writer_;
  std::unique_ptr<adapters::writer::TimerPump> timer_pump_;
  std::unique_ptr<adapters::writer::WorkflowPump> workflows_;
  std::unique_ptr<adapters::writer::DeliveryPump> deliveries_;
  std::unique_ptr<adapters::writer::LogPump> logs_;
  std::unique_ptr<LogTurns> log_turns_;
  std::vector<adapters::writer::Source*> sources_;

  std::optional<Fact> deciding_;
  std::map<std::size_t, Answer> answered_early_;            // by a mutant
  std::map<std::type_index, std::shared_ptr<void>> noted_;  // use cases, by their commands
};

}  // namespace tocsin::simulation
