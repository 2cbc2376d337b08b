#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "domain/delivery/message.hpp"
#include "tests/simulation/audit/fact.hpp"
#include "tests/simulation/disk/disk.hpp"
#include "tests/simulation/model/model.hpp"

namespace tocsin::simulation {

// The invariants, after every commit, every send, every arrival and every answer. Those that the
// simulator checks, by the names that docs/reliability.md uses:
//
// clang-format off
//   I1   an event that was answered 2xx is applied and stays so       answers; scans at each restart
//   I2   what is stored is what a client has sent                     each changed alert
//   I3   at most one application an event; the state is the fold      answers, each changed alert;
//        who has subscribed to such an alert is told, once             each commit
//   I4   what was refused has changed nothing                         answers, each changed alert
//   I5   a 2xx comes after the commit                                 each answer
//   I6   nothing that was taken is dropped                            the end: every caller is answered
//   I9   a key has one open alert at most                             each opened alert
//   I10  a group counts its members                                   each changed alert, scans
//   I11  what is resolved stays so                                    each row
//   I13  an alert that waits for an answer has one timer, else none   each changed alert
//   I14  no level is paged early, no delay, silence or job is over    each timeout; the clock itself;
//        early, and none of them twice                                each run, each job
//   I15  none is paged late, and nothing else is done late            each step without trouble
//   I16  no level is left out, and each has its pages                 each commit
//   I17  after a downtime one level for each delay                    each timeout
//   I19  a timeout of an old epoch changes nothing                    each stale timeout
//   I20  an answered alert has no timer and no page that waits, nor   each commit
//        a cancelled run a message
//   I22  no attempt starts after the answer, or to somebody who no    each start, each send
//        longer wants it, or is sent unkept
//   I23  one idempotency key for each delivery                        each send
//   I24  every notification ends, and as it says                      each end; the end of the run
//   I25  a message arrives once, and once more for each unknown       each arrival
//   I26  one attempt at a time; an old result changes nothing         each send, each stale result
//   I27  attempts keep their distance, and Retry-After; none after    each start, each record
//        a refusal
//   I28  a channel that hangs delays no other                         each step without trouble
//   I29  nobody reads what is another tenant's                        each send
//   I43  when the faults end, all is done within minutes              the end of the run
//   I45  an escalation, or a run, goes by the version it began with   each start, each removal
//   I48  the program's time goes as the monotonic clock               each commit
//   I49  words about an alert arrive in order at each address         each send
//   I50  a receiver that limits the rate is left alone                each start
// clang-format on
class Auditor {
 public:
  Auditor(const Disk& disk, Model& model) : disk_(disk), model_(model) {}

  void decided(Fact fact) { facts_.push_back(std::move(fact)); }
  // `started_at`: when the process began, by its own clock.
  void committed(domain::Time started_at);
  void lost();
  bool is_committed(std::size_t request) const { return requests_.contains(request); }

  // Everything against everything.
  void scan() const;

  // What the providers see.
  void sending(const domain::Message& message);
  void arrived(const domain::Message& message);
  void might_arrive_again(const std::string& key) { ++deliveries_[key].unknown; }
  void told(const domain::Message& message, const domain::AttemptResult& result);
  std::uint32_t arrivals(const std::string& key) const;

  // A 2xx was heard.
  void accepted(std::size_t request, const Fact* fact);

  // Nothing that was to be told before then still waits.
  void expect_all_told(domain::Time before) const;

  std::uint64_t checks() const { return checks_; }

 private:
  struct Truth {
    domain::NotificationId notification;
    std::uint32_t arrivals = 0;
    std::uint32_t unknown = 0;
    std::optional<domain::Duration> asked_to_wait;  // by the last answer
    bool was_refused = false;
    bool is_refusal = false;  // the last answer: this and the next two
    bool is_limit = false;
    bool is_unclear = false;
    std::uint32_t unclear = 0;  // how many answers
    std::pair<domain::Channel, std::string> last_told;
    std::set<std::pair<domain::Channel, std::string>> refused;  // and that is kept
  };
  struct Failure {
    domain::Time at;
    std::uint32_t attempt = 0;
    domain::Duration least_wait{};
  };
  using Ref = std::pair<domain::NotificationId, std::uint16_t>;
  // What an address was told of an alert.
  struct Words {
    std::set<std::string> in_flight;  // by their keys
    bool has_heard_the_end = false;
  };
  using Listener = std::tuple<domain::AlertId, domain::Channel, std::string>;

  void fold(const Fact& fact);
  void fold_start(const Fact& fact);
  void fold_record(const Fact& fact);
  void index_timers();
  void meet_new_pages();
  void meet_new_matches();
  void meet_new_messages();
  void name_what_is_new();
  void expect_windows();
  std::vector<const domain::Notification*> new_notifications(domain::NotificationKind kind) const;
  void check_changed_notifications();
  void check_changed_alerts();
  void check(domain::AlertId id) const;
  void check_timer(const ModelAlert& alert) const;
  void check_escalation(const ModelAlert& alert, const domain::Alert& row) const;
  void check_notification(const domain::Notification& notification) const;
  void check_page(const domain::Notification& notification) const;
  void check_match(const domain::Notification& notification) const;
  void check_message(const domain::Notification& notification) const;
  void check_changed_runs() const;
  void check(const domain::Run& row) const;
  void note_start(const Ref& ref, bool is_started);
  static std::string receiver_of(const domain::Target& target);
  void note_word(const domain::Message& message);
  void check_rest(const Ref& ref, domain::Time now) const;
  const domain::Notification* find_notification(domain::NotificationId id) const;

  const Disk& disk_;
  Model& model_;
  std::vector<Fact> facts_;
  std::set<std::size_t> requests_;  // that were decided, and kept
  std::map<domain::AlertId, ports::RowKey> timers_;
  std::map<std::string, Truth> deliveries_;  // by idempotency key
  std::map<domain::NotificationId, std::set<std::string>> keys_;
  std::map<Ref, Failure> failures_;
  std::map<Ref, std::uint32_t> started_;
  std::set<Ref> unwanted_;  // by their subscribers, at the time of an attempt
  std::map<Listener, Words> words_;
  std::map<std::string, domain::Time> rests_until_;  // of receivers, as this process knows them
  domain::Time life_;                                // when it began
  std::uint64_t checks_ = 0;
  std::size_t closed_alerts_unread_ = 0;
};

}  // namespace tocsin::simulation
