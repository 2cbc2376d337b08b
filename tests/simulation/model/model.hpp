#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/simulation/audit/fact.hpp"
#include "tests/simulation/detection/line_counts.hpp"
#include "tests/simulation/detection/watchers.hpp"
#include "tests/simulation/model/subscribers.hpp"

namespace tocsin::simulation {

// An escalation as the rulings describe it.
struct ModelEscalation {
  std::shared_ptr<const domain::EscalationPolicy> policy;  // null: nobody to page
  domain::EscalationState state = domain::EscalationState::escalating;
  std::size_t level = 0;
  unsigned rounds_left = 0;
  unsigned epoch = 0;
  std::size_t unreachable = 0;
};

struct ModelTimer {
  domain::Time due;
  int severity = 0;
};

struct ModelAlert {
  domain::AlertId id;
  std::uint64_t order = 0;  // of opening
  std::string tenant;
  std::string manager;
  std::string service;
  std::string dedup_key;
  std::string summary;
  int severity = 0;
  bool is_open = true;
  bool is_acknowledged = false;
  bool resolve_requested = false;
  std::optional<domain::AlertId> parent;
  bool is_silent = false;  // its parent speaks for it, and waits for it
  std::string group;       // key and value; empty when others cannot join
  domain::Time closes_at;
  unsigned children = 0;
  unsigned active_children = 0;
  unsigned events = 1;
  unsigned suppressed = 0;
  domain::Time occurred_at;
  std::optional<ModelEscalation> escalation;
  std::optional<ModelTimer> timer;
  domain::Time paged_at;  // its level; of the alert that it took over from, when it did
};

struct ModelPage {
  domain::AlertId alert;
  std::size_t level = 0;
  unsigned epoch = 0;
  domain::Target target;
  bool is_live = true;
};

// The rulings once more, as simply as they can be said: one thread, no store, no faults. It is told
// every command that the journal has kept, in order, and says what must be true afterwards.
class Model {
 public:
  using PageId = domain::NotificationId;

  explicit Model(std::optional<domain::Target> fallback);

  // The alerts of what the program itself has found that are new on the disk, in order: no answer
  // tells their ids.
  void name_alerts(const std::vector<const domain::Alert*>& found);

  // A command that has been kept. `given_up` tells of one whose page has no way left.
  void fold(const Fact& fact);
  void give_up(PageId page, domain::Time now);

  const std::map<domain::AlertId, ModelAlert>& alerts() const { return alerts_; }
  const ModelAlert* find(domain::AlertId id) const;
  const ModelPage* page(PageId id) const;
  // Outages: which alert of the service people are paged for.
  const std::map<std::pair<std::string, std::string>, domain::AlertId>& outages() const {
    return outages_;
  }
  std::optional<domain::AlertId> open_alert_of(const std::string& key) const;

  // Pages that the facts since the last call have made, in order; they are to be given their ids.
  std::vector<ModelPage> take_new_pages();
  void add_page(PageId id, ModelPage page);
  void end_page(PageId id);

  // The same for what subscribers are to hear.
  std::vector<ModelMatch> take_new_matches() { return subscribers_.take_new_matches(); }
  void add_match(domain::NotificationId id, ModelMatch match);
  const ModelMatch* match(domain::NotificationId id) const;
  bool wants(const ModelMatch& match, const ModelMatch::Address& address) const {
    return subscribers_.wants(match, address);
  }

  // Signals, workflows, and runs under way.
  Watchers& watchers() { return watchers_; }
  const Watchers& watchers() const { return watchers_; }

  // Log lines and their windows.
  LineCounts& lines() { return lines_; }

  std::size_t open_alerts() const { return open_by_key_.size(); }
  // How often each kind of thing has happened: which states have been reached.
  const std::map<std::string, std::uint64_t>& reached() const { return reached_; }

 private:
  struct Receipt {
    domain::EventAnswer answer;
    domain::Time at;
  };
  struct EarlyResolve {
    domain::Time occurred_at;
    domain::Time received_at;
  };

  void fold(const application::IngestEvent::Command& command, const Fact& fact);
  void fold(const application::ReceiveAlert::Command& command, const Fact& fact);
  void fold(const application::ReceiveHealthyEvent::Command& command, const Fact& fact);
  void fold(const application::AcknowledgeAlert::Command& command, const Fact& fact);
  void fold(const application::ResolveAlert::Command& command, const Fact& fact);
  void fold(const application::TimeOutAcknowledgement::Command& command, const Fact& fact);
  void fold(const application::RecordAttempt::Command&, const Fact&) {}
  bool is_owed(const ModelPage& page) const;
  void fold(const application::RetryNotification::Command& command, const Fact& fact);
  void fold(const SavePolicy& save, const Fact& fact);
  void fold(const SaveService& save, const Fact& fact);
  void fold(const SaveManager& save, const Fact& fact);
  void fold(const SaveRule& save, const Fact& fact);
  void fold(const RemovePolicy& removal, const Fact& fact);
  void fold(const RemoveService& removal, const Fact& fact);
  void fold(const RemoveManager& removal, const Fact& fact);

  Watchers::Raised raise(domain::Event event, const std::string& service, domain::Time now);
  void relate(ModelAlert& alert, const std::string& service, domain::Time now);
  domain::EventAnswer trigger(const domain::Event& event, const Fact& fact);
  domain::EventAnswer acknowledge(const domain::Event& event);
  domain::EventAnswer resolve(const domain::Event& event, domain::Time now);
  ModelAlert& open(const domain::Event& event, domain::AlertId id, domain::Time now);
  bool repeat(ModelAlert& alert, const domain::Event& event, domain::Time now);
  bool grow_graver(ModelAlert& alert, domain::Time now);
  bool speak_for(ModelAlert& parent, const ModelAlert& child, domain::Time now);
  bool outgrow_outage(ModelAlert& alert, domain::Time now);
  static bool may_page_again(const ModelAlert& alert);
  bool page_again(ModelAlert& alert, domain::Time now);
  void tell_subscribers(const ModelAlert& alert, const domain::Event& event);
  void page_for_service(ModelAlert& alert, domain::Time now);
  void suppress(const std::string& tenant, const std::string& service);
  void page_level(ModelAlert& alert, domain::Time now);
  void page(const ModelAlert& alert, const domain::Target& target);
  bool time_out(ModelAlert& alert, unsigned epoch, domain::Time now);
  bool acknowledge(ModelAlert& alert);
  bool resolve(ModelAlert& alert, domain::Time now);
  void release(ModelAlert& resolved, domain::Time now);
  ModelAlert* heir_of(const ModelAlert& resolved);
  void stand_down(ModelAlert& alert);
  void mark(const std::string& what) { ++reached_[what]; }

  std::optional<domain::Target> fallback_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const domain::EscalationPolicy>>
      policies_;
  std::map<std::pair<std::string, std::string>, domain::Service> services_;
  std::map<std::pair<std::string, std::string>, domain::EventManager> managers_;
  std::map<std::pair<std::string, std::string>, domain::GroupingRule> rules_;
  std::map<std::pair<std::string, std::string>, domain::AlertId> outages_;
  std::map<domain::AlertId, ModelAlert> alerts_;
  std::map<std::string, domain::AlertId> open_by_key_;
  std::map<std::pair<std::string, std::string>, std::map<std::uint64_t, domain::AlertId>>
      open_by_service_;
  std::map<std::string, domain::AlertId> newest_of_group_;
  std::map<std::string, Receipt> receipts_;
  std::map<std::string, EarlyResolve> early_resolves_;
  std::map<PageId, ModelPage> pages_;
  std::map<domain::AlertId, std::vector<PageId>> pages_of_;
  std::vector<ModelPage> new_pages_;
  Subscribers subscribers_;
  Watchers watchers_;
  LineCounts lines_;
  std::map<std::string, std::deque<domain::AlertId>> names_;  // by key
  std::map<domain::NotificationId, ModelMatch> matches_;
  std::uint64_t opened_ = 0;
  std::map<std::string, std::uint64_t> reached_;
};

}  // namespace tocsin::simulation
