#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/alerting/alert.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/workflows/run.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "ports/store/ledger.hpp"
#include "tests/simulation/sqlite/machine/chance.hpp"

namespace tocsin::simulation {

// Writes to a ledger what the program would: alerts that open, escalate and end, with all that goes
// with them. A batch is a number: copies of one work write the same for it, to whatever ledger.
class LedgerWork {
 public:
  // How many commands the batch has.
  static std::size_t commands_of(std::uint64_t batch);

  // Its commands from `first` up to `last`, between a ledger's begin and commit.
  void write(std::uint64_t batch, std::size_t first, std::size_t last, ports::Ledger& to);
  void write(std::uint64_t batch, ports::Ledger& to) { write(batch, 0, commands_of(batch), to); }

 private:
  template <typename Row>
  struct Keyed {
    ports::RowKey key = 0;
    Row row;
  };
  struct OpenAlert {
    ports::RowKey key = 0;
    domain::Alert alert;
    ports::TimelineMark timeline = 0;
    std::optional<ports::RowKey> timer;
  };

  void command(Chance& chance, ports::Ledger& to);
  void configure(Chance& chance, ports::Ledger& to);
  void open_alert(Chance& chance, ports::Ledger& to);
  void repeat_alert(Chance& chance, ports::Ledger& to);
  static void put_worse(OpenAlert& open, ports::Ledger& to);
  void acknowledge(Chance& chance, ports::Ledger& to);
  void escalate(Chance& chance, ports::Ledger& to);
  void resolve(Chance& chance, ports::Ledger& to);
  void deliver(Chance& chance, ports::Ledger& to);
  void revive(Chance& chance, ports::Ledger& to);
  void hear_signal(Chance& chance, ports::Ledger& to);
  void advance_run(Chance& chance, ports::Ledger& to);
  void schedule(Chance& chance, ports::Ledger& to);
  void count_lines(Chance& chance, ports::Ledger& to);
  void announce(Chance& chance, ports::Ledger& to);

  void page(Chance& chance, const domain::Alert& alert, ports::Ledger& to);
  void set_timer(OpenAlert& open, ports::Ledger& to);
  void tell(OpenAlert& open, domain::Change what, std::string why, ports::Ledger& to);
  std::string text(Chance& chance, std::size_t maximum);
  ports::RowKey next_key() { return ++last_key_; }
  template <typename Id>
  Id next_id();

  domain::Time now_{std::chrono::milliseconds{1'767'268'800'000}};
  std::uint64_t last_id_ = 0;
  ports::RowKey last_key_ = 0;
  ports::RowKey last_watch_ = 0;  // watches are appended, so their keys have no gaps
  ports::TimelineMark last_mark_ = 0;
  std::shared_ptr<const domain::EscalationPolicy> policy_;
  domain::SharedWorkflow workflow_;
  std::vector<OpenAlert> alerts_;
  std::vector<domain::AlertId> closed_;
  std::vector<Keyed<domain::Notification>> outbox_;
  std::vector<domain::Notification> failed_;
  std::vector<Keyed<domain::Run>> runs_;
  std::vector<Keyed<domain::ScheduledJob>> jobs_;
  std::vector<ports::RowKey> early_resolves_;
};

}  // namespace tocsin::simulation
