#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <vector>

#include "tests/simulation/audit/auditor.hpp"
#include "tests/simulation/audit/trace.hpp"
#include "tests/simulation/audit/violation.hpp"
#include "tests/simulation/chance/choices.hpp"
#include "tests/simulation/chance/faults.hpp"
#include "tests/simulation/disk/disk.hpp"
#include "tests/simulation/model/model.hpp"
#include "tests/simulation/process/machine.hpp"
#include "tests/simulation/process/process.hpp"
#include "tests/simulation/process/providers.hpp"
#include "tests/simulation/runner/plan.hpp"

namespace tocsin::simulation {

// How it was.
struct Outcome {
  std::optional<Violation> violation;
  std::uint64_t hash = 0;
  std::uint64_t steps = 0;
  std::uint64_t batches = 0;
  std::uint64_t sends = 0;
  std::uint64_t lives = 0;
  double days = 0;
  bool is_faultless = false;
  std::array<std::uint64_t, fault_count> faults{};
  std::array<std::uint64_t, point_count> crashes{};
  std::map<std::string, std::uint64_t> reached;
  std::deque<std::string> lines;
  Draws draws;
  std::vector<std::string> left_over;  // labels of a replay of which not all was drawn
};

// A run: clients, operators, providers, a disk, a machine, and the program among them, which may
// die at any step and come back. Time goes from one thing that happens to the next. Warm-up, then
// faults, then none any more, then nothing new: and all that was accepted must have been done.
class World {
 public:
  World(Choices choices, const Plan& plan);

  Outcome run();

 private:
  // How long somebody waits for an answer, and all for the end once nothing goes wrong any more.
  static constexpr domain::Duration patience = std::chrono::seconds{60};
  static constexpr domain::Duration liveness_takes = std::chrono::minutes{20};

  enum class Kind {
    client,
    retry,
    give_up,
    op,
    trouble,
    arrive,
    answer,
    send,
    wake,
    start,
    resume,
    heal,
    quiet,
    subscriber,
    sender,
    logger
  };
  struct Happening {
    domain::Time at;
    std::uint64_t order = 0;
    Kind kind = Kind::wake;
    std::size_t what = 0;
    friend bool operator<(const Happening& a, const Happening& b) {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };
  // What somebody wants of the program, until it is answered.
  struct Request {
    Command command;
    std::string name;
    int tries = 0;
    int life = -1;  // that has taken it
    bool is_answered = false;
    bool is_heard = false;
    domain::Time sent_at;
  };

  void plan_ahead(domain::Time at, Kind kind, std::size_t what = 0);
  Outcome outcome_of(std::optional<Violation> violation) const;
  void prepare();
  void tighten_limits();
  void choose_setup();
  void meet_the_providers();
  void listen_to_the_disk();
  void settle_configuration();
  void handle(const Happening& event);
  void handle_safely(const Happening& event);
  bool is_for_process(Kind kind) const;

  void start_process();
  Surroundings surroundings();
  void arm_a_crash();
  void die(Point at);
  void run_process();
  void wake_later();
  void trouble();
  void trouble_with_clocks();
  void stand_still();
  void stand_still_for(domain::Duration length);
  domain::Duration downtime();
  void disturbed() { disturbed_at_ = machine_.now(); }
  void check_punctuality();
  void finish();

  void client(std::size_t number);
  void act(std::size_t number);
  void send_event(std::size_t number, domain::Action action);
  void send_alert(std::size_t number);
  domain::Event an_event(std::size_t tenant, domain::Action action);
  void storm();
  void operate();
  void answer(domain::AlertId alert, std::uint32_t action);
  void edit(std::size_t tenant);
  void remove(std::size_t tenant);
  domain::EscalationPolicy a_policy(std::size_t tenant, std::size_t number);
  domain::Service a_service(std::size_t tenant, std::size_t number);
  domain::EventManager a_manager(std::size_t tenant, std::size_t number);
  domain::GroupingRule a_rule(std::size_t tenant, std::size_t number);
  std::optional<domain::AlertId> an_open_alert();
  void race();
  void race_with_a_page();
  void old_news();
  void old_timeout();
  void old_result();
  void try_failed_again();

  void settle_log_rules();
  void logger();
  void send_lines(application::EvaluateLogRules::Command command);
  domain::LogEntry a_line(std::size_t tenant);
  domain::LogRule a_log_rule(std::size_t tenant, std::size_t number);

  void settle_workflows();
  void sender();
  void send_signal(std::size_t tenant);
  domain::Signal a_signal(std::size_t tenant);
  void schedule(std::size_t tenant);
  void call_a_job_off();
  void edit_workflows(std::size_t tenant);
  domain::Workflow a_workflow(std::size_t tenant, std::size_t number);
  domain::Step a_step(std::size_t tenant);
  const domain::Run* a_run(bool is_under_way);

  void settle_subscribers();
  void subscriber();
  void subscribe(std::size_t tenant);
  void announce(std::size_t tenant);
  void edit_subscriptions(std::size_t tenant);
  void remove_subscriptions(std::size_t tenant);
  void edit_clients(std::size_t tenant);
  domain::AlertPattern a_pattern();
  std::pair<domain::Channel, std::string> an_address(std::size_t tenant);
  const domain::Subscription* a_subscription();

  void request(Command command, std::string name, domain::Duration after = {});
  void send(std::size_t number);
  void give_up(std::size_t number);
  void heard(std::size_t number, const Answered& answered);
  void retry_later(std::size_t number);

  void tell(const std::string& what) { trace_.tell(machine_.now(), what); }
  std::uint32_t choose(Label label, std::uint32_t n) { return choices_.choose(label, n); }

  Choices choices_;
  Plan plan_;
  Swarm swarm_;
  Crashes crashes_;
  Machine machine_;
  Trace trace_;
  Disk disk_;
  Setup setup_;
  std::unique_ptr<Model> model_;
  std::unique_ptr<Auditor> auditor_;
  std::unique_ptr<Providers> providers_;
  std::unique_ptr<Process> process_;

  std::priority_queue<Happening> events_;
  std::uint64_t order_ = 0;
  std::vector<Request> requests_;
  domain::Time begins_;
  domain::Time faults_from_;
  domain::Time heals_at_;
  domain::Time quiet_from_;
  domain::Time ends_at_;
  domain::Time disturbed_at_;
  domain::Time paused_until_;
  domain::Time wake_at_;
  domain::Time looks_at_;  // at the disk
  domain::Duration client_gap_{};
  std::size_t tenants_ = 2;
  std::size_t clients_ = 3;
  std::uint64_t event_ids_ = 0;
  std::uint64_t batches_ = 0;
  std::uint64_t steps_ = 0;
  std::uint64_t batch_keys_ = 0;
  bool is_late_ = false;  // the writer, once
  int life_ = -1;
  int quick_deaths_ = 0;
};

}  // namespace tocsin::simulation
