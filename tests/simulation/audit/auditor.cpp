#include "tests/simulation/audit/auditor.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <tuple>

#include "domain/kernel/words.hpp"
#include "tests/simulation/audit/violation.hpp"

namespace tocsin::simulation {

using namespace domain;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

[[noreturn]] void violate(const char* invariant, const std::string& text) {
  throw Violation{invariant, text};
}

// "0190…/2": a notification and the place of a delivery in it.
std::optional<std::pair<NotificationId, std::uint16_t>> ref_of(const std::string& body) {
  const auto slash = body.find('/');
  const auto id = uuid_from(std::string_view{body}.substr(0, slash));
  if (!id || slash == std::string::npos) return std::nullopt;
  const auto index = static_cast<std::uint16_t>(std::stoul(body.substr(slash + 1)));
  return std::pair{NotificationId{*id}, index};
}

// 1, 2, 4, 8, 15, 30, 60 s less a fifth.
Duration least_wait_after(std::uint32_t attempts) {
  constexpr std::array<int, 7> steps{1, 2, 4, 8, 15, 30, 60};
  return Duration{steps[std::min<std::size_t>(attempts, steps.size()) - 1] * 800};
}

// Which of its deliveries the message is an attempt of.
std::optional<std::size_t> place_of(const Message& message, const Notification& row) {
  for (std::size_t i = 0; i < row.deliveries.size(); ++i) {
    const auto& delivery = row.deliveries[i];
    const bool is_it = delivery.is_in_flight() && delivery.attempt_count == message.attempt &&
                       delivery.target == message.target;
    if (is_it) return i;
  }
  return std::nullopt;
}

bool is_page(const Notification& notification) {
  return notification.kind == NotificationKind::page;
}

}  // namespace

void Auditor::committed(Time started_at) {
  if (std::exchange(life_, started_at) != started_at) rests_until_.clear();
  ++checks_;
  name_what_is_new();
  expect_windows();
  for (const auto& fact : facts_) {
    const auto told = fact.entry.at - started_at;
    const auto allowed = fact.ran / 1000 + Duration{2};
    if (told > fact.ran + allowed) violate("I14", "the program's clock runs ahead of time");
    if (told + allowed < fact.ran) violate("I48", "the program's clock falls behind time");
    fold(fact);
    if (const auto request = request_of(fact)) requests_.insert(*request);
  }
  facts_.clear();
  for (const auto& change : disk_.service_logs.changes()) {
    const LineCounts::ServiceName service{change.key.first.value, change.key.second};
    model_.lines().written(service, disk_.service_logs.find(change.key) != nullptr);
  }
  index_timers();
  meet_new_pages();
  meet_new_matches();
  meet_new_messages();
  check_changed_alerts();
  check_changed_runs();
  check_changed_notifications();
}

void Auditor::expect_windows() {
  std::set<LineCounts::ServiceName> settled;
  for (const auto& change : disk_.service_logs.changes()) {
    const auto* row = disk_.service_logs.find(change.key);
    const bool is_settled = !row || row->ended().empty();
    if (is_settled) settled.emplace(change.key.first.value, change.key.second);
  }
  const auto unread = disk_.closed_alerts_unread();
  const bool has_read_failed = std::exchange(closed_alerts_unread_, unread) != unread;
  model_.lines().expect(std::move(settled), has_read_failed);
}

void Auditor::lost() {
  for (auto& [listener, words] : words_)
    words.in_flight.clear();
  facts_.clear();
  model_.lines().lost();
}

// No answer tells the ids of runs, and of alerts that the program itself has found: they are read
// from the disk, before it counts.
void Auditor::name_what_is_new() {
  std::map<AlertId, const Alert*> alerts;
  for (const auto& change : disk_.alerts.changes())
    if (const auto* row = disk_.alerts.find(change.key)) alerts[change.key] = &row->row;
  for (const auto& change : disk_.closed_alerts.changes())
    if (const auto* row = disk_.closed_alerts.find(change.key)) alerts[change.key] = row;
  std::vector<const Alert*> found;
  for (const auto& [id, row] : alerts)
    if (row->manager.value == own_manager && !model_.find(id)) found.push_back(row);
  model_.name_alerts(found);

  std::map<RunId, Run> runs;
  for (const auto& change : disk_.runs.changes())
    if (const auto* row = disk_.runs.find(change.key)) runs.emplace(row->id, *row);
  for (const auto& change : disk_.ended_runs.changes())
    if (const auto* row = disk_.ended_runs.find(change.key)) runs.emplace(change.key, *row);
  std::vector<Run> started;
  for (const auto& [id, row] : runs)
    if (!model_.watchers().run(id)) started.push_back(row);
  model_.watchers().name_runs(started);
}

void Auditor::fold(const Fact& fact) {
  const auto& command = fact.entry.command;
  if (command == "start_attempt") return fold_start(fact);
  if (command == "record_attempt") return fold_record(fact);
  if (command == "stale_result") {
    const bool is_ignored = fact.answered.error || fact.entry.result == "superseded";
    require(is_ignored, "I26", "the result of an old attempt is taken");
  }
  if (command == "stale_timeout") {
    const bool is_ignored = fact.answered.error || fact.entry.result == "superseded";
    require(is_ignored, "I19", "a timeout of an old epoch changes something");
  }
  model_.fold(fact);
}

void Auditor::fold_start(const Fact& fact) {
  const bool is_started = fact.entry.result.starts_with("started attempt ");
  const auto ref = ref_of(fact.entry.body);
  if (ref) note_start(*ref, is_started);
  if (!is_started) return;
  require(ref.has_value(), "I22", "a start of nothing");
  const auto attempt = static_cast<std::uint32_t>(std::stoul(fact.entry.result.substr(16)));
  auto& last = started_[*ref];
  require(attempt == last + 1, "I26", "attempts are not counted one by one");
  last = attempt;
  if (const auto* page = model_.page(ref->first)) {
    const auto* alert = model_.find(page->alert);
    require(alert && alert->is_open, "I22", "a page starts after its alert was resolved");
    require(!alert->is_acknowledged, "I22", "a page starts after its alert was acknowledged");
  }
  check_rest(*ref, fact.entry.at);
  const auto failure = failures_.find(*ref);
  if (failure == failures_.end() || failure->second.attempt + 1 != attempt) return;
  const auto waited = fact.entry.at - failure->second.at;
  if (waited < failure->second.least_wait) {
    violate("I27",
            "attempt " + std::to_string(attempt) + " of " + fact.entry.body + " comes after " +
                to_text(waited) + " and not " + to_text(failure->second.least_wait));
  }
}

void Auditor::check_rest(const Ref& ref, Time now) const {
  const auto* row = find_notification(ref.first);
  if (!row) return;
  const auto rest = rests_until_.find(receiver_of(row->deliveries[ref.second].target));
  require(rest == rests_until_.end() || now >= rest->second,
          "I50",
          "a receiver is not left alone for as long as it asked");
}

// Whether a subscriber still wants it is asked at each attempt.
void Auditor::note_start(const Ref& ref, bool is_started) {
  if (const auto* message = model_.watchers().message(ref.first)) {
    const bool is_over = model_.watchers().run(message->run)->status == RunStatus::cancelled;
    require(!is_over || !is_started, "I22", "a run that is cancelled tells somebody");
    return;
  }
  const auto* match = model_.match(ref.first);
  if (!match || model_.wants(*match, match->addresses.at(ref.second))) return;
  require(!is_started, "I22", "a subscriber is told of what it no longer wants to hear");
  unwanted_.insert(ref);
}

void Auditor::fold_record(const Fact& fact) {
  const auto& result = fact.entry.result;
  const auto ref = ref_of(fact.entry.body);
  if (!ref || result == "superseded") return;
  if (result == "sent") model_.end_page(ref->first);
  const auto attempt = started_[*ref];
  const auto* row = find_notification(ref->first);
  if (!row) return;
  const auto& delivery = row->deliveries[ref->second];
  auto& truth = deliveries_[row->key_of(ref->second)];
  if (result == "retrying") {
    require(!truth.is_refusal, "I27", "what was refused for good is to be tried again");
    require(!truth.is_unclear, "I27", "what possibly arrived is to be tried again soon");
    const auto asked_for = truth.asked_to_wait;
    failures_[*ref] = {fact.entry.at,
                       attempt,
                       std::max(least_wait_after(attempt),
                                std::min<Duration>(asked_for.value_or(Duration{0}), minutes{5}))};
    if (truth.is_limit) {
      auto& until = rests_until_[receiver_of(delivery.target)];
      until = std::max(until, fact.entry.at + std::min<Duration>(*asked_for, minutes{5}));
    }
  }
  if (result == "unclear" && !delivery.meant_for) {
    failures_[*ref] = {fact.entry.at, attempt, minutes{15}};
  }
  if (result == "refused" && truth.was_refused) truth.refused.insert(truth.last_told);
  const bool is_message = model_.watchers().message(ref->first) != nullptr;
  if (is_message && result == "sent") model_.watchers().settle(ref->first, true);
  const bool is_over = result == "refused" || result == "expired";
  if (!is_over || delivery.status != DeliveryStatus::failed) return;
  if (is_message) model_.watchers().settle(ref->first, false);
  if (!is_page(*row)) return;
  if (model_.page(ref->first)) {
    model_.end_page(ref->first);
    if (!row->was_revived(ref->second)) model_.give_up(ref->first, fact.entry.at);
  }
}

const Notification* Auditor::find_notification(NotificationId id) const {
  if (const auto* live = disk_.notifications.find(id)) return &live->row;
  return disk_.ended_notifications.find(id);
}

void Auditor::index_timers() {
  for (const auto& change : disk_.timers.changes()) {
    if (change.before) {
      const auto known = timers_.find(change.before->owner);
      if (known != timers_.end() && known->second == change.key) timers_.erase(known);
    }
  }
  for (const auto& change : disk_.timers.changes()) {
    const auto* timer = disk_.timers.find(change.key);
    if (!timer) continue;
    const auto [known, is_new] = timers_.emplace(timer->owner, change.key);
    require(known->second == change.key, "I13", "an alert has two timers");
  }
}

// In the order of their ids.
std::vector<const Notification*> Auditor::new_notifications(NotificationKind kind) const {
  std::vector<const Notification*> rows;
  const auto add = [&](const auto& changes) {
    for (const auto& change : changes) {
      const auto* row = find_notification(change.key);
      if (!row || row->kind != kind) continue;
      const bool is_known =
          model_.page(row->id) || model_.match(row->id) || model_.watchers().message(row->id);
      if (!is_known) rows.push_back(row);
    }
  };
  add(disk_.notifications.changes());
  add(disk_.ended_notifications.changes());
  std::sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

void Auditor::meet_new_pages() {
  auto rows = new_notifications(NotificationKind::page);
  auto pages = model_.take_new_pages();
  // What becomes quiet at once is settled in no certain order.
  std::stable_sort(
      rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->alert < b->alert; });
  std::stable_sort(
      pages.begin(), pages.end(), [](const auto& a, const auto& b) { return a.alert < b.alert; });
  if (rows.size() != pages.size()) {
    violate("I16",
            std::to_string(rows.size()) + " pages are kept where " + std::to_string(pages.size()) +
                " are owed");
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = *rows[i];
    const bool is_it = row.alert == pages[i].alert && row.level == pages[i].level &&
                       row.epoch == pages[i].epoch && row.deliveries.size() == 1 &&
                       row.deliveries[0].target == pages[i].target;
    require(is_it, "I16", "a page goes to somebody else, or is of another level, than is owed");
    model_.add_page(row.id, std::move(pages[i]));
  }
}

void Auditor::meet_new_matches() {
  std::map<std::tuple<TenantId, AlertId, ClientId>, ModelMatch> owed;
  auto matches = model_.take_new_matches();
  const auto count = matches.size();
  for (auto& match : matches)
    owed.emplace(std::tuple{match.tenant, match.alert, match.client}, std::move(match));
  const auto rows = new_notifications(NotificationKind::match);
  if (rows.size() != count) {
    violate("I3",
            std::to_string(rows.size()) + " subscribers are told where " + std::to_string(count) +
                " are to hear of it");
  }
  for (const auto* row : rows) {
    const auto match = owed.extract({row->tenant, row->alert, row->client});
    const bool is_it = !match.empty() && match.mapped().subscriptions == row->subscriptions;
    require(is_it, "I3", "a subscriber is told of what it has not subscribed to, or twice");
    require(row->about.summary == match.mapped().summary, "I2", "a subscriber is told otherwise");
    model_.add_match(row->id, std::move(match.mapped()));
  }
}

void Auditor::meet_new_messages() {
  std::map<RunId, std::vector<ModelMessage>> owed;
  std::size_t count = 0;
  for (auto& message : model_.watchers().take_new_messages()) {
    owed[message.run].push_back(std::move(message));
    ++count;
  }
  const auto rows = new_notifications(NotificationKind::workflow_message);
  if (rows.size() != count) {
    violate("I3",
            std::to_string(rows.size()) + " messages of runs are kept where " +
                std::to_string(count) + " are owed");
  }
  for (const auto* row : rows) {
    auto& of_run = owed[row->run.value_or(RunId{})];
    require(!of_run.empty(), "I3", "a run tells what it is not to tell");
    model_.watchers().add_message(row->id, std::move(of_run.front()));
    of_run.erase(of_run.begin());
  }
}

void Auditor::check_changed_notifications() {
  for (const auto& change : disk_.notifications.changes()) {
    if (const auto* row = disk_.notifications.find(change.key)) check_notification(row->row);
  }
  for (const auto& change : disk_.ended_notifications.changes()) {
    if (const auto* row = disk_.ended_notifications.find(change.key)) check_notification(*row);
  }
}

void Auditor::check_notification(const Notification& notification) const {
  for (std::size_t index = 0; index < notification.deliveries.size(); ++index) {
    const auto& delivery = notification.deliveries[index];
    const auto truth = deliveries_.find(notification.key_of(index));
    const bool is_known = truth != deliveries_.end();
    if (delivery.status == DeliveryStatus::sent) {
      require(is_known && truth->second.arrivals > 0,
              "I24",
              "a notification says that it was sent, and nothing has arrived");
    }
    if (delivery.status == DeliveryStatus::failed) {
      const bool was_refused = is_known && truth->second.was_refused;
      const bool is_old = !delivery.attempts.empty() &&
                          delivery.attempts.back().at + minutes{10} >= delivery.gives_up_at;
      const bool is_unclear = is_known && truth->second.unclear >= 3;
      require(was_refused || is_old || is_unclear,
              "I24",
              "a notification was given up without a reason");
    }
  }
  if (is_page(notification)) check_page(notification);
  if (notification.kind == NotificationKind::match) check_match(notification);
  if (notification.kind == NotificationKind::workflow_message) check_message(notification);
}

void Auditor::check_page(const Notification& notification) const {
  const auto* page = model_.page(notification.id);
  require(page != nullptr, "I16", "a page that nobody is owed");
  const auto* alert = model_.find(page->alert);
  const bool is_answered = !alert || !alert->is_open || alert->is_acknowledged;
  if (is_answered && notification.deliveries[0].status == DeliveryStatus::pending) {
    const bool was_revived = notification.was_revived(0);
    require(was_revived, "I20", "a page waits to be sent although its alert has been answered");
  }
  require(notification.is_live() == page->is_live || (is_answered && notification.was_revived(0)),
          "I24",
          notification.is_live() ? "a page lives on that nobody is owed any more"
                                 : "a page has ended although somebody is owed it");
}

// It goes where its subscriptions lead, and nowhere else; it is dropped only when none of them
// wants it there any more, or the fallback has been told for another one.
void Auditor::check_match(const Notification& notification) const {
  const auto& addresses = model_.match(notification.id)->addresses;
  const auto& deliveries = notification.deliveries;
  require(deliveries.size() == addresses.size(), "I3", "a subscriber is told at other addresses");
  for (std::size_t i = 0; i < deliveries.size(); ++i) {
    const auto& target = deliveries[i].meant_for.value_or(deliveries[i].target);
    const bool is_it = ModelMatch::Address{target.channel, target.address} == addresses[i];
    require(is_it, "I3", "a subscriber is told at another address");
    if (deliveries[i].status != DeliveryStatus::cancelled) continue;
    const bool is_told = notification.twin_of(i) == Notification::Twin::sent;
    require(is_told || unwanted_.contains({notification.id, static_cast<std::uint16_t>(i)}),
            "I24",
            "what a subscriber wants to hear is dropped");
  }
}

void Auditor::check_message(const Notification& notification) const {
  const auto& message = *model_.watchers().message(notification.id);
  const auto& delivery = notification.deliveries[0];
  require(delivery.meant_for.value_or(delivery.target) == message.target,
          "I3",
          "a run tells somebody else than it is to");
  require(notification.about.summary == message.text, "I2", "a run tells something else");
  const bool is_over = model_.watchers().run(message.run)->status == RunStatus::cancelled;
  const bool waits = delivery.status == DeliveryStatus::pending;
  require(!waits || !is_over || notification.was_revived(0),
          "I20",
          "a message waits to be sent although all is well again");
  require(is_over || delivery.status != DeliveryStatus::cancelled,
          "I24",
          "what a run is to tell is dropped");
}

void Auditor::check_changed_runs() const {
  for (const auto& change : disk_.runs.changes())
    if (const auto* row = disk_.runs.find(change.key)) check(*row);
  for (const auto& change : disk_.ended_runs.changes())
    if (const auto* row = disk_.ended_runs.find(change.key)) check(*row);
}

void Auditor::check(const Run& row) const {
  const auto* run = model_.watchers().run(row.id);
  const auto who = "run " + to_text(row.id) + " of " + row.workflow->id.value + ": ";
  if (!run) violate("I3", who + "nothing has started it");
  if (row.workflow->version != run->workflow->version) {
    violate("I45", who + "goes by another version than it began with");
  }
  if (row.status != run->status || row.next_step != run->next_step ||
      row.steps.size() != run->steps.size()) {
    violate("I3",
            who + "is " + std::string{word_for(row.status)} + " at step " +
                std::to_string(row.next_step) + " and not " + std::string{word_for(run->status)} +
                " at step " + std::to_string(run->next_step));
  }
  if (row.resume_at != run->resume_at) violate("I14", who + "waits until another time");
  for (std::size_t step = 0; step < row.steps.size(); ++step) {
    const auto& expected = run->steps[step];
    const bool is_so =
        row.steps[step].status == expected.status && row.steps[step].alert == expected.alert;
    if (!is_so) violate("I3", who + "step " + std::to_string(step) + " is not as it should be");
  }
}

void Auditor::check_changed_alerts() {
  for (const auto& change : disk_.alerts.changes())
    check(change.key);
  for (const auto& change : disk_.closed_alerts.changes())
    check(change.key);
  for (const auto& change : disk_.timers.changes()) {
    if (const auto* timer = disk_.timers.find(change.key)) check(timer->owner);
    if (change.before) check(change.before->owner);
  }
}

void Auditor::check(AlertId id) const {
  const auto* open = disk_.alerts.find(id);
  const auto* closed = disk_.closed_alerts.find(id);
  const auto* alert = model_.find(id);
  if (!open && !closed) return require(!alert, "I1", "an alert is gone");
  const auto& row = open ? open->row : *closed;
  const auto who = "alert " + row.dedup_key + " (" + to_text(id) + "): ";
  if (!alert) violate("I3", who + "nobody has asked for it");
  if (open && closed) violate("I11", who + "open and resolved at once");
  if (alert->is_open != row.is_open()) violate("I3", who + "open, or not, unlike the model");
  const bool is_acknowledged = row.acknowledgement.has_value();
  if (alert->is_acknowledged != is_acknowledged) {
    violate("I3", who + (is_acknowledged ? "acknowledged by nobody" : "not acknowledged"));
  }
  check_escalation(*alert, row);
  check_timer(*alert);
  if (alert->children != row.child_count || alert->active_children != row.active_children ||
      alert->parent != row.parent) {
    violate("I10",
            who + "has " + std::to_string(row.active_children) + "/" +
                std::to_string(row.child_count) + " children and not " +
                std::to_string(alert->active_children) + "/" + std::to_string(alert->children));
  }
  if (alert->events != row.event_count || alert->suppressed != row.suppressed_count) {
    violate("I3",
            who + "has counted " + std::to_string(row.event_count) + " events and not " +
                std::to_string(alert->events));
  }
  if (alert->resolve_requested != row.resolve_requested) violate("I3", who + "resolve requested");
  if (alert->summary != row.summary) violate("I2", who + "says what no client has sent");
  if (alert->severity != row.severity.rank() || alert->service != row.service.value ||
      alert->tenant != row.tenant.value || alert->occurred_at != row.occurred_at) {
    violate("I3", who + "is not what its events say");
  }
}

void Auditor::check_escalation(const ModelAlert& alert, const Alert& row) const {
  const auto who = "alert " + row.dedup_key + ": ";
  if (alert.escalation.has_value() != row.escalation.has_value()) {
    violate("I16", who + (row.escalation ? "escalates on its own" : "does not escalate"));
  }
  if (!alert.escalation) return;
  const auto& expected = *alert.escalation;
  const auto& kept = *row.escalation;
  if (kept.epoch() > expected.epoch || kept.level() > expected.level) {
    violate("I17",
            who + "is at level " + std::to_string(kept.level()) + " and not " +
                std::to_string(expected.level) + ", at its time");
  }
  if (kept.level() != expected.level || kept.rounds_left() != expected.rounds_left) {
    violate("I16", who + "has left out a level, or a round");
  }
  const bool same_policy = kept.policy() ? expected.policy &&
                                               kept.policy()->version == expected.policy->version &&
                                               kept.policy()->levels == expected.policy->levels
                                         : !expected.policy;
  if (!same_policy) violate("I45", who + "escalates by another version of its policy");
  if (kept.state() != expected.state || kept.epoch() != expected.epoch ||
      kept.unreachable() != expected.unreachable) {
    violate("I3", who + "escalates otherwise than the rulings say");
  }
}

void Auditor::check_timer(const ModelAlert& alert) const {
  const auto found = timers_.find(alert.id);
  const auto* timer = found == timers_.end() ? nullptr : disk_.timers.find(found->second);
  const auto who = "alert " + alert.dedup_key + ": ";
  if (timer && (!alert.is_open || alert.is_acknowledged)) {
    violate("I20", who + "has been answered and still has a timer");
  }
  if (timer && !alert.timer) violate("I13", who + "has a timer and waits for no answer");
  if (!timer && alert.timer) violate("I13", who + "waits for an answer without a timer");
  if (!timer) return;
  if (timer->due < alert.timer->due) violate("I14", who + "its timer is due too early");
  if (timer->due > alert.timer->due) violate("I15", who + "its timer is due too late");
  if (timer->epoch != alert.escalation->epoch) violate("I13", who + "its timer is of an old epoch");
  if (timer->severity.rank() != alert.timer->severity) {
    violate("I13", who + "its timer has another severity");
  }
}

void Auditor::scan() const {
  std::set<std::string> keys;
  std::map<AlertId, std::pair<unsigned, unsigned>> children;  // all, and active ones
  for (const auto& [id, row] : disk_.alerts.rows()) {
    check(id);
    const auto key = row.row.key();
    const auto text = std::string{key.tenant} + '|' + std::string{key.manager} + '|' +
                      std::string{key.service} + '|' + std::string{key.dedup_key};
    require(keys.insert(text).second, "I9", "a key has two open alerts: " + text);
    if (!row.row.parent) continue;
    ++children[*row.row.parent].first;
    // A parent waits for those that it speaks for.
    if (row.row.manager.value != own_manager) ++children[*row.row.parent].second;
  }
  for (const auto& [id, row] : disk_.closed_alerts.rows()) {
    if (row.parent) ++children[*row.parent].first;
  }
  for (const auto& [id, row] : disk_.alerts.rows()) {
    const auto members = children[id];
    require(members.first == row.row.child_count && members.second == row.row.active_children,
            "I10",
            "a group does not count its members: " + row.row.dedup_key);
  }
  if (disk_.alerts.rows().size() != model_.open_alerts()) violate("I1", "an open alert is gone");
  if (disk_.alerts.rows().size() + disk_.closed_alerts.rows().size() != model_.alerts().size()) {
    violate("I1", "an alert is gone");
  }
  for (const auto& [key, row] : disk_.runs.rows())
    check(row);
  const auto started = disk_.runs.rows().size() + disk_.ended_runs.rows().size();
  require(started == model_.watchers().runs().size(), "I1", "a run is gone");
  for (const auto& [service, alert] : model_.outages()) {
    const auto* row = disk_.services.find({TenantId{service.first}, service.second});
    require(row && row->outage == alert, "I3", "a service does not know its outage");
  }
}

// Who is to be left alone: one address, or the provider of all addresses of a channel.
std::string Auditor::receiver_of(const Target& target) {
  const auto& address = target.address;
  const bool is_one_of_many =
      target.channel == Channel::email || target.channel == Channel::sms ||
      target.channel == Channel::pagerduty ||
      (target.channel == Channel::slack && address.find("://") == std::string::npos);
  const auto channel = std::to_string(static_cast<int>(target.channel));
  return is_one_of_many ? channel : channel + ' ' + address;
}

void Auditor::note_word(const Message& message) {
  using enum NotificationKind;
  const bool is_end = message.kind == alert_resolved || message.kind == incident_resolved;
  const bool is_beginning = message.kind == alert_opened || message.kind == incident_acknowledged;
  if (!is_end && !is_beginning) return;
  auto& words = words_[{message.alert, message.target.channel, message.target.address}];
  require(words.in_flight.empty(), "I49", "two words about an alert are on their way together");
  require(is_end || !words.has_heard_the_end, "I49", "the end of an alert is not the last word");
  words.in_flight.insert(message.key);
}

void Auditor::sending(const Message& message) {
  note_word(message);
  auto& truth = deliveries_[message.key];
  if (truth.notification == NotificationId{}) truth.notification = message.notification;
  require(truth.notification == message.notification, "I23", "two notifications share a key");
  const auto* row = disk_.notifications.find(message.notification);
  const auto place = row ? place_of(message, row->row) : std::nullopt;
  auto& keys = keys_[message.notification];
  keys.insert(message.key);
  require(
      !row || keys.size() <= row->row.deliveries.size(), "I23", "a notification changes its key");
  require(place.has_value(), "I22", "a message is sent whose start is not on the disk");
  const bool was_refused = truth.refused.contains({message.target.channel, message.target.address});
  require(!was_refused || row->row.was_revived(*place),
          "I27",
          "what was refused for good is tried again");
  const auto& tenant = message.tenant.value;
  const auto& target = message.target;
  const bool is_theirs = target.id == "ops" || target.id.starts_with(tenant) ||
                         target.address.find(tenant) != std::string::npos;
  const auto owner = message.about.context.find("owner");  // says what is not an alert of ours
  const bool is_of_theirs = message.about.summary.starts_with(tenant) || owner == tenant;
  require(is_of_theirs && is_theirs, "I29", "somebody is told what belongs to another tenant");
}

void Auditor::arrived(const Message& message) {
  auto& truth = deliveries_[message.key];
  ++truth.arrivals;
  if (truth.arrivals > 1 + truth.unknown) {
    violate("I25",
            "a message has arrived " + std::to_string(truth.arrivals) + " times and " +
                std::to_string(truth.unknown) + " could not be known of");
  }
}

void Auditor::told(const Message& message, const AttemptResult& result) {
  auto& truth = deliveries_[message.key];
  truth.asked_to_wait = result.retry_after;
  truth.is_refusal = result.verdict == AttemptResult::Verdict::refused;
  truth.is_limit = result.verdict == AttemptResult::Verdict::limited;
  truth.is_unclear = result.verdict == AttemptResult::Verdict::unclear;
  if (truth.is_unclear) ++truth.unclear;
  const auto words = words_.find({message.alert, message.target.channel, message.target.address});
  if (words != words_.end()) {
    words->second.in_flight.erase(message.key);
    const bool is_end = message.kind == NotificationKind::alert_resolved ||
                        message.kind == NotificationKind::incident_resolved;
    if (is_end && result.verdict == AttemptResult::Verdict::sent) {
      words->second.has_heard_the_end = true;
    }
  }
  if (truth.is_refusal) {
    truth.was_refused = true;
    truth.last_told = {message.target.channel, message.target.address};
  }
}

std::uint32_t Auditor::arrivals(const std::string& key) const {
  const auto found = deliveries_.find(key);
  return found == deliveries_.end() ? 0 : found->second.arrivals;
}

void Auditor::expect_all_told(Time before) const {
  const auto overdue = model_.watchers().overdue(before);
  require(overdue.empty(), "I43", "all is well again and " + overdue);
  for (const auto& [id, row] : disk_.notifications.rows()) {
    if (row.row.created_at >= before) continue;
    const auto& all = row.row.deliveries;
    const auto waiting =
        std::find_if(all.begin(), all.end(), [](const auto& one) { return !one.has_ended(); });
    const auto& delivery = waiting == all.end() ? all.front() : *waiting;
    const auto index = static_cast<std::size_t>(&delivery - all.data());
    const auto truth = deliveries_.find(row.row.key_of(index));
    if (truth != deliveries_.end() && truth->second.unclear > 0) continue;  // it has time
    violate("I43",
            "all is well again and a notification still waits: " + to_text(id) + ", attempt " +
                std::to_string(delivery.attempt_count) + ", next at " +
                to_text(delivery.next_attempt_at));
  }
}

}  // namespace tocsin::simulation
