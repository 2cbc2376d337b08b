#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "domain/workflows/run.hpp"
#include "domain/workflows/watch.hpp"
#include "tests/simulation/audit/fact.hpp"

namespace tocsin::simulation {

// One execution of a workflow, as the rulings describe it.
struct ModelRun {
  struct Step {
    domain::StepStatus status = domain::StepStatus::pending;
    std::optional<domain::AlertId> alert;
  };

  // The signal that it is about.
  struct About {
    std::string subject;
    domain::Time at;
    domain::Fields fields;
  };

  domain::RunId id;
  domain::SharedWorkflow workflow;
  About about;
  domain::RunStatus status = domain::RunStatus::running;
  std::vector<Step> steps;
  std::size_t next_step = 0;
  std::optional<domain::Time> resume_at;

  bool has_ended() const {
    return status != domain::RunStatus::running && status != domain::RunStatus::waiting;
  }
};

// What a step of a run is to tell.
struct ModelMessage {
  domain::RunId run;
  std::size_t step = 0;
  domain::Target target;
  std::string text;
};

// The part of the model that knows which workflows look at whom, and which runs are under way.
class Watchers {
 public:
  // What it asks of the rest: an alert of that service, or the end of one.
  struct Raised {
    domain::AlertId alert;
    bool pages = false;  // false: there is no such service
  };
  struct Hands {
    std::function<Raised(const domain::Event&, const std::string& service, domain::Time)> raise;
    std::function<void(domain::AlertId, domain::Time)> resolve;
    std::function<bool(const domain::TenantId&, const std::string& service)> has_service;
    std::function<void(const std::string&)> mark;
  };

  explicit Watchers(Hands hands) : hands_(std::move(hands)) {}

  // The ids that new runs have on the disk, in order; each is of a workflow and a subject.
  void name_runs(const std::vector<domain::Run>& runs);

  void fold(const application::ReceiveSignal::Command& command, const Fact& fact);
  void fold(const SaveWorkflow& save, const Fact& fact);
  void fold(const application::ToggleWorkflow::Command& toggle, const Fact& fact);
  void fold(const application::RemoveWorkflow::Command& removal, const Fact& fact);
  void fold(const application::ScheduleJob::Command& order, const Fact& fact);
  void fold(const application::CancelJob::Command& cancellation, const Fact& fact);
  // What the program does at its time, by the journal.
  void fold_pump(const Fact& fact);

  std::vector<ModelMessage> take_new_messages() { return std::exchange(new_messages_, {}); }
  void add_message(domain::NotificationId id, ModelMessage message);
  const ModelMessage* message(domain::NotificationId id) const;
  void settle(domain::NotificationId id, bool has_arrived);

  const ModelRun* run(domain::RunId id) const;
  const std::map<domain::RunId, ModelRun>& runs() const { return runs_; }
  // What should have been done by then and was not; empty when there is nothing.
  std::string overdue(domain::Time by) const;

 private:
  using Name = std::pair<std::string, std::string>;
  using SubjectName = std::tuple<std::string, std::string, std::string>;  // tenant, type, subject
  static constexpr domain::Time never = domain::Time::max();

  struct Watch {
    domain::SharedWorkflow follows;
    std::map<std::size_t, domain::Time> met_since;  // by the place of the condition
    std::vector<domain::Time> counted;
    std::optional<domain::RunId> run;
    domain::Time due = never;
  };
  struct Subject {
    domain::Time received_at;
    domain::Time at;  // as its sender says
    domain::Fields fields;
    std::string last_id;         // as the last signal was answered
    std::vector<Watch> watches;  // in the order in which they were armed

    Watch* find(const domain::WorkflowId& workflow);
  };
  struct Kept {
    domain::SharedWorkflow current;  // null: removed
    std::uint64_t last_version = 0;
  };

  static SubjectName name_of(const domain::Signal& signal);
  domain::SignalAnswer receive(const domain::Signal& signal, domain::Time now);
  void hear_again(const SubjectName& name,
                  const std::vector<domain::SharedWorkflow>& workflows,
                  domain::Time now);
  std::vector<domain::SharedWorkflow> workflows_for(const SubjectName& subject) const;
  void look(const SubjectName& name, domain::Time now);
  void look_soon(const domain::Workflow& workflow, domain::Time now);
  bool follow(Watch& watch, const domain::SharedWorkflow& workflow);
  void note(Watch& watch, const domain::Fields& fields, domain::Time at, bool is_new);
  bool holds(Watch& watch, const Subject& subject, domain::Time now) const;
  void judge(Watch& watch, const SubjectName& name, const Subject& subject, domain::Time now);
  void forget_watches(const domain::TenantId& tenant, const domain::WorkflowId& workflow);

  std::string fire(domain::ScheduledJob& job, domain::Time now);
  domain::RunId start(const domain::SharedWorkflow& workflow,
                      ModelRun::About about,
                      std::size_t first_step,
                      domain::Time now);
  void go_on(ModelRun& run, domain::Time now);
  void take(ModelRun& run, domain::Time now);
  void page(ModelRun& run, const domain::Page& page, domain::Time now);
  void recover(domain::RunId id, const domain::Workflow& newest, domain::Time now);
  static void end_if_settled(ModelRun& run);

  Hands hands_;
  std::map<Name, Kept> workflows_;
  std::map<SubjectName, Subject> subjects_;
  std::set<std::pair<domain::Time, std::uint64_t>> receipts_;  // of signals with a credible time
  std::map<domain::RunId, ModelRun> runs_;
  std::map<std::tuple<std::string, std::string, std::string>, std::deque<domain::RunId>> names_;
  std::map<domain::ScheduledJobId, domain::ScheduledJob> jobs_;
  std::map<domain::NotificationId, ModelMessage> messages_;
  std::vector<ModelMessage> new_messages_;
};

}  // namespace tocsin::simulation
