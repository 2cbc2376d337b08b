#include "tests/simulation/sqlite/ledger/work.hpp"

#include <chrono>
#include <utility>

#include "tests/adapters/sqlite/samples.hpp"

namespace tocsin::simulation {

using namespace std::chrono_literals;
using namespace domain;
using tests::acme;
using tests::nth;

namespace {

// One of them, and its place.
template <typename Rows>
std::size_t any(Chance& chance, const Rows& rows) {
  return chance.below(rows.size());
}

template <typename Rows>
void remove(Rows& rows, std::size_t place) {
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(place));
}

Workflow a_workflow(std::uint64_t version) {
  Workflow workflow;
  workflow.tenant = acme;
  workflow.id.value = "silence";
  workflow.version = version;
  workflow.name = "Silence";
  workflow.signal_type = "heartbeat";
  workflow.conditions = {Absence{5min}};
  workflow.steps = {Tell{{"bob", Channel::sms, "+1"}, "{{subject}} is silent"}, Delay{1min}};
  return workflow;
}

}  // namespace

template <typename Id>
Id LedgerWork::next_id() {
  return nth<Id>(++last_id_);
}

std::size_t LedgerWork::commands_of(std::uint64_t batch) { return Chance{batch}.spread(24); }

void LedgerWork::write(std::uint64_t batch,
                       std::size_t first,
                       std::size_t last,
                       ports::Ledger& to) {
  for (auto n = first; n < last; ++n) {
    Chance chance{batch + n};
    command(chance, to);
  }
}

// Each is a turn of one of these, and a line in the journal.
void LedgerWork::command(Chance& chance, ports::Ledger& to) {
  using Turn = void (LedgerWork::*)(Chance&, ports::Ledger&);
  static constexpr Turn turns[] = {
      &LedgerWork::open_alert,   &LedgerWork::open_alert,  &LedgerWork::open_alert,
      &LedgerWork::repeat_alert, &LedgerWork::acknowledge, &LedgerWork::escalate,
      &LedgerWork::escalate,     &LedgerWork::resolve,     &LedgerWork::resolve,
      &LedgerWork::deliver,      &LedgerWork::deliver,     &LedgerWork::deliver,
      &LedgerWork::revive,       &LedgerWork::hear_signal, &LedgerWork::hear_signal,
      &LedgerWork::advance_run,  &LedgerWork::schedule,    &LedgerWork::count_lines,
      &LedgerWork::announce,     &LedgerWork::configure};
  now_ += std::chrono::milliseconds{1 + chance.below(60'000)};
  const auto turn = policy_ ? turns[chance.below(std::size(turns))] : &LedgerWork::configure;
  (this->*turn)(chance, to);
  to.append_journal({now_, acme, "sim", "a command", text(chance, 2'000), "done"});
}

std::string LedgerWork::text(Chance& chance, std::size_t maximum) {
  return std::string(chance.spread(maximum), static_cast<char>('a' + chance.below(26)));
}

void LedgerWork::configure(Chance& chance, ports::Ledger& to) {
  const auto version = policy_ ? policy_->version + 1 : 1;
  policy_ = std::make_shared<const EscalationPolicy>(tests::policy(version));
  to.put_escalation_policy(*policy_);
  if (!workflow_ || workflow_->version < 9) {
    workflow_ =
        std::make_shared<const Workflow>(a_workflow(workflow_ ? workflow_->version + 1 : 1));
    to.put_workflow(*workflow_);
  }
  const auto name = "n" + std::to_string(chance.below(5));
  Service service;
  service.tenant = acme;
  service.id.value = name;
  service.name = text(chance, 300);
  service.policy = policy_->id;
  to.put_service(service);
  to.put_client(tests::client(name));
  to.put_subscription(tests::full_subscription(1 + chance.below(5)));
  to.put_seeded_tenant({name});
  if (chance.one_in(3)) to.remove_service(acme, {"n0"});
  if (chance.one_in(3)) to.remove_client(acme, {"n1"});
  if (chance.one_in(3)) to.remove_subscription(nth<SubscriptionId>(2));
}

void LedgerWork::open_alert(Chance& chance, ports::Ledger& to) {
  OpenAlert open;
  open.key = next_key();
  open.alert = tests::full_alert(policy_);
  open.alert.id = next_id<AlertId>();
  open.alert.summary = text(chance, 3'000);
  open.alert.escalation = Escalation{policy_};
  open.alert.acknowledgement.reset();
  open.alert.resolution.reset();
  open.alert.opened_at = now_;
  open.alert.updated_at = now_;
  tell(open, Change::opened, "an event", to);
  set_timer(open, to);
  page(chance, open.alert, to);
  tell(open, Change::paged, "level 0", to);
  to.put_alert(open.key, open.alert, open.timeline);
  to.add_receipt({acme,
                  "e" + std::to_string(last_id_),
                  {EventOutcome::opened, open.alert.id, AlertType::parent},
                  now_});
  alerts_.push_back(std::move(open));
}

void LedgerWork::page(Chance& chance, const Alert& alert, ports::Ledger& to) {
  Keyed<Notification> page{next_key(), tests::pending_notification(++last_id_)};
  page.row.alert = alert.id;
  page.row.about = facts_of(alert, now_);
  if (chance.one_in(2)) page.row.level = alert.escalation->level();
  to.put_notification(page.key, page.row);
  outbox_.push_back(std::move(page));
}

void LedgerWork::set_timer(OpenAlert& open, ports::Ledger& to) {
  const auto& alert = open.alert;
  if (open.timer) to.remove_timer(*open.timer);
  open.timer = next_key();
  to.put_timer(*open.timer,
               {acme, alert.id, alert.escalation->epoch(), now_ + 5min, alert.severity});
}

void LedgerWork::tell(OpenAlert& open, Change what, std::string why, ports::Ledger& to) {
  const auto before = std::exchange(open.timeline, ++last_mark_);
  to.add_timeline_entry(
      open.timeline, before, {acme, open.alert.id, now_, what, std::move(why), "sim"});
}

void LedgerWork::repeat_alert(Chance& chance, ports::Ledger& to) {
  if (alerts_.empty()) return;
  auto& open = alerts_[any(chance, alerts_)];
  ++open.alert.event_count;
  open.alert.updated_at = now_;
  if (chance.one_in(3)) return put_worse(open, to);
  if (chance.one_in(2)) tell(open, Change::severity_rose, "as before", to);
  to.put_tally(open.key, open.alert.id, open.alert.tally(), open.timeline);
}

void LedgerWork::put_worse(OpenAlert& open, ports::Ledger& to) {
  open.alert.summary += '!';
  to.put_alert(open.key, open.alert, open.timeline);
}

void LedgerWork::acknowledge(Chance& chance, ports::Ledger& to) {
  if (alerts_.empty()) return;
  auto& open = alerts_[any(chance, alerts_)];
  open.alert.acknowledgement = Mark{"bob", now_};
  open.alert.escalation->stop();
  tell(open, Change::acknowledged, "by bob", to);
  if (open.timer) to.remove_timer(*open.timer);
  open.timer.reset();
  to.put_alert(open.key, open.alert, open.timeline);
}

void LedgerWork::escalate(Chance& chance, ports::Ledger& to) {
  if (alerts_.empty()) return;
  auto& open = alerts_[any(chance, alerts_)];
  if (!open.timer) return;
  open.alert.escalation->time_out(open.alert.escalation->epoch());
  tell(open, Change::escalated, text(chance, 200), to);
  set_timer(open, to);
  page(chance, open.alert, to);
  to.put_alert(open.key, open.alert, open.timeline);
}

void LedgerWork::resolve(Chance& chance, ports::Ledger& to) {
  if (alerts_.empty()) return;
  const auto place = any(chance, alerts_);
  auto& open = alerts_[place];
  open.alert.resolution = Mark{"bob", now_};
  tell(open, Change::resolved, "all is well", to);
  if (open.timer) to.remove_timer(*open.timer);
  to.archive_alert(open.key, open.alert, open.timeline);
  closed_.push_back(open.alert.id);
  remove(alerts_, place);
}

void LedgerWork::deliver(Chance& chance, ports::Ledger& to) {
  if (outbox_.empty()) return;
  const auto place = any(chance, outbox_);
  auto& [key, notification] = outbox_[place];
  auto& delivery = notification.deliveries[0];
  ++delivery.attempt_count;
  delivery.attempts = {{now_, AttemptOutcome::in_flight, ""}};
  delivery.status = DeliveryStatus::sending;
  if (chance.one_in(2)) return to.put_notification(key, notification);

  const bool is_sent = chance.one_in(2);
  delivery.status = is_sent ? DeliveryStatus::sent : DeliveryStatus::failed;
  delivery.attempts[0] = {
      now_, is_sent ? AttemptOutcome::sent : AttemptOutcome::refused, "said so"};
  to.archive_notification(key, notification);
  if (!is_sent) failed_.push_back(notification);
  if (std::count(closed_.begin(), closed_.end(), notification.alert) > 0) {
    to.add_archived_timeline_entry(
        ++last_mark_, {acme, notification.alert, now_, Change::notification_sent, "late", "sim"});
  }
  remove(outbox_, place);
}

void LedgerWork::revive(Chance& chance, ports::Ledger& to) {
  if (failed_.empty()) return;
  const auto place = any(chance, failed_);
  Keyed<Notification> again{next_key(), failed_[place]};
  again.row.deliveries[0].status = DeliveryStatus::pending;
  to.revive_notification(acme, again.row.id);
  to.put_notification(again.key, again.row);
  outbox_.push_back(std::move(again));
  remove(failed_, place);
}

void LedgerWork::hear_signal(Chance& chance, ports::Ledger& to) {
  WatchedSubject heard;
  heard.tenant = acme;
  heard.signal_type = "heartbeat";
  heard.subject = "host " + std::to_string(chance.below(6));
  heard.received_at = now_;
  heard.at = now_;
  heard.fields = {{"value.load", text(chance, 20)}};
  const auto key = ++last_watch_;
  if (chance.one_in(5)) {
    to.forget_watch(key, heard.key());
  } else {
    heard.watch_of(workflow_).look_again_at = now_ + 5min;
    to.put_watch(key, heard);
  }
  to.add_signal_receipt({now_, chance.next() >> 1U, now_});
  constexpr ports::RowKey kept = 10;
  if (chance.one_in(4)) to.remove_watches_before(key - kept, 5);
}

void LedgerWork::advance_run(Chance& chance, ports::Ledger& to) {
  if (runs_.empty() || chance.one_in(2)) {
    RunSignal signal{"heartbeat#host 1#7", "host 1", now_, {{"value.load", "3"}}};
    auto run = start_run(next_id<RunId>(), workflow_, std::move(signal), "it is silent", 0, now_);
    runs_.push_back({next_key(), std::move(run)});
    return to.put_run(runs_.back().key, runs_.back().row);
  }
  const auto place = any(chance, runs_);
  auto& [key, run] = runs_[place];
  run.cancel("it is heard again", now_);
  to.archive_run(key, run);
  remove(runs_, place);
}

void LedgerWork::schedule(Chance& chance, ports::Ledger& to) {
  if (jobs_.empty() || chance.one_in(2)) {
    ScheduledJob job;
    job.id = next_id<ScheduledJobId>();
    job.tenant = acme;
    job.order = ResumeOrder{"a run", {"silence"}, "", 1};
    job.execute_at = now_ + 1h;
    jobs_.push_back({next_key(), std::move(job)});
    return to.put_scheduled_job(jobs_.back().key, jobs_.back().row);
  }
  const auto place = any(chance, jobs_);
  auto& [key, job] = jobs_[place];
  job.complete("done", now_);
  to.archive_scheduled_job(key, job);
  remove(jobs_, place);
}

void LedgerWork::count_lines(Chance& chance, ports::Ledger& to) {
  const auto service = "s" + std::to_string(chance.below(4));
  if (chance.one_in(4)) return to.remove_service_log(ServiceLog{acme, service});
  LogTally tally;
  tally.count = static_cast<std::uint32_t>(chance.below(1'000));
  RuleLog rule;
  rule.rule.value = "too-many";
  rule.shape = chance.below(100);
  rule.window = LogWindow{{{static_cast<std::int64_t>(chance.below(100)), std::move(tally)}}, {}};
  to.put_service_log(ServiceLog{
      acme, service, {std::move(rule)}, {{nth<AlertId>(1), "quiet"}}, {{chance.next(), Time{}}}});
}

void LedgerWork::announce(Chance& chance, ports::Ledger& to) {
  to.put_announced(acme, nth<AlertId>(chance.below(5)), {{"n1"}, {text(chance, 50)}}, now_);
  if (early_resolves_.empty() || chance.one_in(2)) {
    early_resolves_.push_back(next_key());
    return to.put_early_resolve(early_resolves_.back(), {acme, {"payments"}, "disk", now_, now_});
  }
  const auto place = any(chance, early_resolves_);
  to.remove_early_resolve(early_resolves_[place]);
  remove(early_resolves_, place);
}

}  // namespace tocsin::simulation
