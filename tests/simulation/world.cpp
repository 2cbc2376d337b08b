#include "tests/simulation/world.hpp"

#include <algorithm>
#include <utility>

namespace tocsin::simulation {

using namespace domain;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr std::array<const char*, 2> tenants{"acme", "brin"};
constexpr std::size_t policies_each = 3;
constexpr std::size_t services_each = 3;
constexpr std::size_t managers_each = 2;
constexpr std::size_t rules_each = 2;
constexpr std::array<const char*, 5> severities{"info", "low", "warning", "high", "critical"};
constexpr Duration patience = seconds{60};
constexpr Duration liveness_takes = minutes{20};

std::string numbered(const char* what, std::size_t number) { return what + std::to_string(number); }

}  // namespace

World::World(Choices choices, const tocsin::simulation::Plan& plan)
    : choices_(std::move(choices)),
      plan_(plan),
      swarm_(choices_),
      trace_(plan.is_told),
      disk_(swarm_, choices_, crashes_, plan.mutant) {}

// The run.

Outcome World::run() {
  Outcome outcome;
  try {
    prepare();
    while (!events_.empty() && machine_.now() < ends_at_ && steps_ < plan_.most_steps) {
      const auto event = events_.top();
      events_.pop();
      machine_.advance_to(event.at);
      disk_.set_time(machine_.now());
      ++steps_;
      trace_.mix(static_cast<std::uint64_t>(event.at.time_since_epoch().count()));
      trace_.mix(static_cast<std::uint64_t>(event.kind));
      handle_safely(event);
      check_punctuality();
    }
    if (steps_ < plan_.most_steps) finish();
  } catch (const Violation& violation) {
    outcome.violation = violation;
    tell("VIOLATED " + violation.invariant + ": " + violation.text);
  }
  outcome.hash = trace_.hash();
  outcome.steps = steps_;
  outcome.batches = batches_;
  outcome.sends = providers_ ? providers_->sends() : 0;
  outcome.lives = static_cast<std::uint64_t>(life_ + 1);
  outcome.days =
      std::chrono::duration<double, std::ratio<86'400>>(machine_.now() - begins_).count();
  outcome.is_faultless = swarm_.is_faultless();
  outcome.faults = swarm_.counts();
  outcome.crashes = crashes_.counts();
  if (model_) outcome.reached = model_->reached();
  outcome.lines = trace_.lines();
  outcome.draws = choices_.draws();
  return outcome;
}

void World::plan_ahead(Time at, Kind kind, std::size_t what) {
  events_.push({at, ++order_, kind, what});
}

void World::prepare() {
  begins_ = machine_.now();
  const auto length = Duration{static_cast<std::int64_t>(plan_.days * 86'400'000)};
  faults_from_ = begins_ + length / 20;
  heals_at_ = begins_ + length * 17 / 20;
  quiet_from_ = begins_ + length * 19 / 20;
  ends_at_ = std::max(begins_ + length, quiet_from_) + liveness_takes;

  if (swarm_.has(Fault::small_queue)) {
    setup_.limits.ordinary_commands = 4;
    setup_.limits.urgent_commands = 2;
    swarm_.count(Fault::small_queue);
  }
  if (swarm_.has(Fault::small_batch)) {
    setup_.limits.batch_commands = 2;
    swarm_.count(Fault::small_batch);
  }
  if (swarm_.has(Fault::few_places)) {
    setup_.places = 2;
    swarm_.count(Fault::few_places);
  }
  if (swarm_.has(Fault::rate_limit)) {
    for (auto& limits : setup_.delivery.gate.limits) {
      limits.whole = RateLimit{1, 5};
      limits.per_address = RateLimit{0.5, 3};
    }
    swarm_.count(Fault::rate_limit);
  }
  if (choose(Label::setting, 4) > 0) {
    setup_.delivery.fallback_target = Target{"ops", Channel::console, ""};
  }
  if (choose(Label::setting, 3) == 1) {
    auto& fallbacks = setup_.delivery.fallbacks.by_channel;
    fallbacks[static_cast<std::size_t>(Channel::slack)] = Target{"ops", Channel::email, "ops@x"};
    fallbacks[static_cast<std::size_t>(Channel::email)] = Target{"ops", Channel::sms, "+1"};
  }
  clients_ = 2 + choose(Label::setting, 4);
  client_gap_ = seconds{160 >> choose(Label::setting, 5)};

  model_ = std::make_unique<Model>(setup_.delivery.fallback_target);
  auditor_ = std::make_unique<Auditor>(disk_, *model_);
  providers_ = std::make_unique<Providers>(Providers::Tools{
      swarm_,
      choices_,
      crashes_,
      machine_,
      *auditor_,
      trace_,
      plan_.mutant,
      [this](Time at, std::size_t flight) { plan_ahead(at, Kind::arrive, flight); },
      [this](Time at, std::size_t flight) { plan_ahead(at, Kind::answer, flight); },
      [this](Time at, std::size_t held) { plan_ahead(at, Kind::send, held); }});
  disk_.on_commit = [this] {
    ++batches_;
    trace_.mix(disk_.commits());
    auditor_->committed(process_->clock().started_at());
  };
  disk_.on_refused = [this] {
    auditor_->lost();
    tell("the disk refuses a batch");
  };
  disk_.on_disturbance = [this] { disturbed(); };
  disk_.on_slow_commit = [this](Duration took) {
    machine_.advance_to(machine_.now() + took);
    tell("a commit takes " + to_text(took));
  };

  // Nothing goes wrong before there is something to lose.
  swarm_.rest(true);
  start_process();
  settle_configuration();
  plan_ahead(faults_from_, Kind::trouble, 0);
  plan_ahead(heals_at_, Kind::heal);
  plan_ahead(quiet_from_, Kind::quiet);
  for (std::size_t i = 0; i < clients_; ++i)
    plan_ahead(begins_ + seconds{1 + static_cast<int>(i)}, Kind::client, i);
  plan_ahead(begins_ + seconds{30}, Kind::op);
  run_process();
}

void World::settle_configuration() {
  for (std::size_t tenant = 0; tenant < tenants_; ++tenant) {
    for (std::size_t i = 0; i < policies_each; ++i)
      request(SavePolicy{a_policy(tenant, i)}, "save a policy");
    for (std::size_t i = 0; i < services_each; ++i)
      request(SaveService{a_service(tenant, i)}, "save a service");
    for (std::size_t i = 0; i < rules_each; ++i)
      request(SaveRule{a_rule(tenant, i)}, "save a grouping rule");
    for (std::size_t i = 0; i < managers_each; ++i)
      request(SaveManager{a_manager(tenant, i)}, "save an event manager");
  }
}

bool World::is_for_process(Kind kind) const {
  switch (kind) {
    case Kind::retry:
    case Kind::give_up:
    case Kind::answer:
    case Kind::send:
    case Kind::wake:
    case Kind::trouble:
    case Kind::client:
    case Kind::start:
    case Kind::op: return true;
    case Kind::arrive:
    case Kind::resume:
    case Kind::heal:
    case Kind::quiet: return false;
  }
  return false;
}

void World::handle_safely(const Happening& event) {
  if (machine_.now() < paused_until_ && is_for_process(event.kind)) {
    return plan_ahead(paused_until_, event.kind, event.what);
  }
  try {
    handle(event);
    if (process_ && machine_.now() >= paused_until_) run_process();
  } catch (const Died& died) {
    die(died.at);
  }
}

void World::handle(const Happening& event) {
  switch (event.kind) {
    case Kind::client: return client(event.what);
    case Kind::retry: return send(event.what);
    case Kind::give_up: return give_up(event.what);
    case Kind::op: return operate();
    case Kind::trouble: return trouble();
    case Kind::arrive: return providers_->arrive(event.what);
    case Kind::answer: return providers_->answer(event.what);
    case Kind::send: return providers_->send_held(event.what);
    case Kind::wake: return;
    case Kind::resume:
      disturbed();
      return machine_.sleep(Duration{static_cast<std::int64_t>(event.what)});
    case Kind::start: return start_process();
    case Kind::heal:
      tell("no more faults from now on");
      swarm_.heal();
      crashes_.disarm();
      disturbed();
      if (!process_) plan_ahead(machine_.now(), Kind::start);
      return;
    case Kind::quiet: return;
  }
}

// The process.

void World::start_process() {
  if (process_) return;
  ++life_;
  disturbed();
  if (life_ > 0) tell("the program starts again");
  process_ = std::make_unique<Process>(
      Surroundings{disk_,
                   machine_,
                   choices_,
                   crashes_,
                   *auditor_,
                   providers_->notifiers(),
                   [this] {
                     if (!swarm_.strikes(Fault::slow_deciding)) return;
                     machine_.advance_to(machine_.now() +
                                         Duration{1 + choices_.choose(Label::slow_deciding, 30)});
                   },
                   setup_,
                   plan_.mutant},
      life_);
  if (swarm_.has(Fault::crash) && !swarm_.is_resting()) {
    const auto point = choose(Label::crash_point, point_count + 1);
    const bool is_early = swarm_.strikes(Fault::crash_in_recovery);
    if (is_early) {
      crashes_.arm(static_cast<Point>(choose(Label::crash_in_recovery, point_count)),
                   choices_.spread(Label::crash_in_recovery, 1, 16));
    } else if (point > 0) {
      crashes_.arm(static_cast<Point>(point - 1), choices_.spread(Label::crash_point, 1, 2048));
    }
  }
  auditor_->scan();
  const auto started = process_->start();
  if (!started) {
    tell("the program cannot start: " + started.error().message);
    process_.reset();
    plan_ahead(machine_.now() + seconds{1}, Kind::start);
  }
}

void World::die(Point at) {
  tell("the program dies: " + std::string{point_texts[static_cast<std::size_t>(at)]});
  swarm_.count(Fault::crash);
  disturbed();
  crashes_.disarm();
  process_.reset();
  disk_.power_cut();
  auditor_->lost();
  providers_->forget_callers();
  for (const auto& [id, row] : disk_.notifications.rows()) {
    for (std::size_t i = 0; i < row.row.deliveries.size(); ++i) {
      if (row.row.deliveries[i].is_in_flight()) auditor_->might_arrive_again(row.row.key_of(i));
    }
  }
  Duration down{choices_.spread(Label::downtime, 1, 60'000) - 1};
  if (swarm_.strikes(Fault::long_downtime)) {
    down = Duration{choices_.spread(Label::long_downtime, 60'000, 172'800'000)};
  } else if (quick_deaths_ > 0 || swarm_.strikes(Fault::crash_again_soon)) {
    down = Duration{0};
    quick_deaths_ = quick_deaths_ > 0 ? quick_deaths_ - 1 : 3;
  }
  plan_ahead(machine_.now() + down, Kind::start);
}

void World::run_process() {
  is_late_ = !is_late_ && swarm_.strikes(Fault::writer_lag);
  if (is_late_) {
    return plan_ahead(machine_.now() + Duration{1 + choose(Label::writer_lag, 500)}, Kind::wake);
  }
  for (int batch = 0; batch < 1000 && process_->run_batch(); ++batch) {
  }
  wake_later();
}

void World::wake_later() {
  // The writer looks once a second whether the disk takes something again.
  if (machine_.now() - disturbed_at_ < seconds{3} && looks_at_ <= machine_.now()) {
    looks_at_ = machine_.now() + seconds{1};
    plan_ahead(looks_at_, Kind::wake);
  }
  const auto due = process_->next_due();
  if (!due) return;
  auto wait = *due - process_->clock().look();
  wait += wait / 1000 + Duration{1};  // its clock may be a little slower
  const auto at = machine_.now() + std::max<Duration>(wait, milliseconds{20});
  const bool is_known = wake_at_ > machine_.now() && wake_at_ <= at;
  if (is_known) return;
  wake_at_ = at;
  plan_ahead(at, Kind::wake);
}

// What befalls the machine.
void World::trouble() {
  swarm_.rest(false);
  if (swarm_.is_healed()) return;
  plan_ahead(machine_.now() + minutes{5}, Kind::trouble);
  const auto jump = [&](Label label) {
    return Duration{choices_.spread(label, 1'000, 90'000'000)};
  };
  if (swarm_.strikes(Fault::storm)) storm();
  if (swarm_.strikes(Fault::wall_back)) {
    const auto by = jump(Label::wall_back);
    machine_.set_wall(-by);
    tell("the wall clock is set back by " + to_text(by));
  }
  if (swarm_.strikes(Fault::wall_forward)) {
    const auto by = jump(Label::wall_forward);
    machine_.set_wall(by);
    tell("the wall clock is set forward by " + to_text(by));
  }
  if (swarm_.strikes(Fault::pause)) {
    paused_until_ = machine_.now() + Duration{choices_.spread(Label::pause, 100, 600'000)};
    disturbed();
    tell("the program stands still until " + to_text(paused_until_));
    plan_ahead(paused_until_, Kind::resume);
  }
  if (swarm_.strikes(Fault::suspend)) {
    const Duration length{choices_.spread(Label::suspend, 100, 3'600'000)};
    paused_until_ = machine_.now() + length;
    disturbed();
    tell("the machine sleeps until " + to_text(paused_until_));
    plan_ahead(paused_until_, Kind::resume, static_cast<std::size_t>(length.count()));
  }
  if (swarm_.strikes(Fault::disk_away_long)) {
    disk_.go_away(machine_.now() +
                  Duration{choices_.spread(Label::disk_away_long, 10'000, 1'200'000)});
    tell("the disk is away");
  }
  if (process_ && swarm_.strikes(Fault::stop)) {
    tell("the program is stopped");
    for (int batch = 0; batch < 1000 && process_->run_batch(); ++batch) {
    }
    throw Died{Point::idle};
  }
}

// With nothing in the way, what is due happens within a second.
void World::check_punctuality() {
  if (!process_ || machine_.now() < paused_until_) {
    disturbed();
    return;
  }
  if (machine_.now() - disturbed_at_ < seconds{30}) return;
  const auto now = process_->clock().look();
  const auto due = process_->store().timers.next_due();
  if (due && now - *due > seconds{1}) {
    throw Violation{"I15", "a timer was due at " + to_text(*due) + " and it is " + to_text(now)};
  }
  if (swarm_.has(Fault::few_places) || swarm_.has(Fault::rate_limit)) return;
  for (const auto channel : channels) {
    if (providers_->in_flight(channel) > setup_.places / 4) continue;
    const auto next =
        process_->store().outbox.next_due(channel, [](const std::string&) { return true; });
    if (!next || now - *next <= seconds{1}) continue;
    throw Violation{"I28",
                    "a start on channel " + std::to_string(static_cast<int>(channel)) +
                        " was due at " + to_text(*next) + " and it is " + to_text(now)};
  }
}

void World::finish() {
  if (!process_) throw Violation{"I43", "the program is not there at the end"};
  auditor_->scan();
  auditor_->expect_all_told(process_->clock().look() - minutes{10});
  for (const auto& request : requests_) {
    const bool is_too_late = request.tries == 0 || machine_.now() - request.sent_at < 3 * patience;
    const bool was_heard = request.is_heard || request.tries > 20 || is_too_late;
    require(was_heard, "I6", "somebody never got an answer: " + request.name);
  }
}

// Clients.

void World::client(std::size_t number) {
  if (machine_.now() >= quiet_from_) return;
  const auto gap = client_gap_ / 4 + client_gap_ * (1023 - choose(Label::client_gap, 1024)) / 512;
  plan_ahead(machine_.now() + gap, Kind::client, number);
  send_event(number);
}

void World::send_event(std::size_t number) {
  const auto tenant = number % tenants_;
  const TenantId name{tenants[tenant]};
  const auto action = choose(Label::client_action, 20);
  if (action == 0) return;
  if (action < 14) {
    const auto what = action < 9    ? Action::trigger
                      : action < 12 ? Action::resolve
                                    : Action::acknowledge;
    auto event = an_event(tenant, what);
    Duration late{};
    if (swarm_.strikes(Fault::reordered)) {
      event.occurred_at = machine_.now();
      late = Duration{choices_.spread(Label::reordered, 100, 900'000)};
    }
    if (swarm_.strikes(Fault::wrong_clock)) {
      const auto by = Duration{choices_.spread(Label::wrong_clock, 100, 90'000'000)};
      event.occurred_at = machine_.now() + (choose(Label::wrong_clock, 2) == 0 ? by : -by);
    }
    application::IngestEvent::Command command{event, "client" + std::to_string(number)};
    const auto text =
        std::array{"trigger ", "acknowledge ", "resolve "}[static_cast<std::size_t>(what)] +
        name.value + '/' + event.manager.value + '/' + event.dedup_key;
    if (swarm_.strikes(Fault::duplicate)) {
      request(command,
              text + " again",
              late + Duration{choices_.spread(Label::duplicate, 1, 900'000'000)});
    }
    return request(std::move(command), text, late);
  }
  const ServiceId service{numbered("service", choose(Label::client_subject, services_each))};
  if (action < 19) {
    application::ReceiveAlert::Command command;
    command.tenant = name;
    command.service = service;
    command.severity =
        *Severity::parse(severities[choose(Label::client_detail, severities.size())]);
    command.message = name.value + " trouble " + std::to_string(++event_ids_);
    const auto key = choose(Label::client_subject, 4);
    if (key > 0) command.dedup_key = numbered("key", key);
    command.by = "client" + std::to_string(number);
    return request(std::move(command), "alert of " + name.value + '/' + service.value);
  }
  request(application::ReceiveHealthyEvent::Command{name, service, "client"},
          "healthy " + name.value + '/' + service.value);
}

Event World::an_event(std::size_t tenant, Action action) {
  Event event;
  event.tenant = {tenants[tenant]};
  event.manager = {numbered("manager", choose(Label::client_subject, managers_each))};
  if (swarm_.strikes(Fault::unknown_target)) event.manager = {"nobody"};
  event.dedup_key = numbered("key", choose(Label::client_subject, 6));
  event.action = action;
  event.severity = *Severity::parse(severities[choose(Label::client_detail, severities.size())]);
  event.class_name = numbered("class", choose(Label::client_subject, 3));
  if (event.class_name == "class0") event.class_name.clear();
  event.fields = {{"region", choose(Label::client_detail, 2) == 0 ? "eu" : "us"}};
  event.summary = event.tenant.value + " event " + std::to_string(++event_ids_);
  // Numbered by each tenant on its own, so that two have the same.
  if (choose(Label::client_detail, 10) > 0) event.event_id = "e" + std::to_string(event_ids_ / 2);
  return event;
}

void World::storm() {
  const auto count = choices_.spread(Label::storm, 16, 512);
  tell("a storm of " + std::to_string(count) + " events");
  for (std::int64_t i = 0; i < count; ++i) {
    auto event = an_event(0, Action::trigger);
    event.dedup_key = numbered("storm", choose(Label::storm, 64));
    request(application::IngestEvent::Command{std::move(event), "storm"}, "trigger of the storm");
  }
}

// A request and its way through a bad network.

void World::request(Command command, std::string name, Duration after) {
  requests_.push_back({std::move(command), std::move(name), 0, -1, false, false, {}});
  const auto number = requests_.size() - 1;
  if (after > Duration{0}) return plan_ahead(machine_.now() + after, Kind::retry, number);
  send(number);
}

void World::send(std::size_t number) {
  auto& request = requests_[number];
  if (request.is_heard || request.tries > 20) return;
  ++request.tries;
  request.sent_at = machine_.now();
  request.is_answered = false;
  request.life = -1;
  if (!process_) return retry_later(number);
  tell(request.name);
  request.life = life_;
  plan_ahead(machine_.now() + patience, Kind::give_up, number);
  const bool is_taken =
      process_->submit(number, request.command, [this, number](const Answered& answered) {
        heard(number, answered);
      });
  if (!is_taken) {
    requests_[number].life = -1;
    retry_later(number);
  }
}

// No answer: it was lost, or the program died before.
void World::give_up(std::size_t number) {
  auto& request = requests_[number];
  if (request.is_heard || machine_.now() - request.sent_at < patience) return;
  const bool should_be_answered = request.life == life_ && process_ && !request.is_answered;
  const bool is_quiet = machine_.now() - disturbed_at_ > patience;
  require(
      !should_be_answered || !is_quiet, "I6", "what was taken is never answered: " + request.name);
  if (request.life >= 0) {
    request.life = -1;
    retry_later(number);
  }
}

void World::retry_later(std::size_t number) {
  const auto tries = std::min(requests_[number].tries, 8);
  plan_ahead(machine_.now() + seconds{1 << tries}, Kind::retry, number);
}

void World::heard(std::size_t number, const Answered& answered) {
  auto& request = requests_[number];
  request.is_answered = true;
  trace_.mix(answered.error ? 1 + static_cast<std::uint64_t>(*answered.error) : 0);
  if (answered.error == ErrorKind::unavailable) {
    request.life = -1;
    return retry_later(number);
  }
  require(
      auditor_->is_committed(number), "I5", "an answer comes before the commit: " + request.name);
  if (swarm_.strikes(Fault::client_answer_lost)) {
    tell("  the answer is lost: " + request.name);
    return;
  }
  request.is_heard = true;
}

// Operators.

void World::operate() {
  if (machine_.now() >= quiet_from_) return;
  plan_ahead(machine_.now() + client_gap_ * 2 +
                 client_gap_ * (1023 - choose(Label::operator_gap, 1024)) / 256,
             Kind::op);
  const auto action = choose(Label::operator_action, 8);
  const auto alert = an_open_alert();
  if (alert && (action == 1 || action == 2 || action == 3)) {
    const auto& about = *model_->find(*alert);
    const TenantId tenant{about.tenant};
    if (action == 3) {
      request(application::ResolveAlert::Command{tenant, *alert, "operator"},
              "somebody resolves " + about.dedup_key);
    } else {
      request(application::AcknowledgeAlert::Command{tenant, *alert, "operator"},
              "somebody acknowledges " + about.dedup_key);
    }
  }
  race();
  old_news();
  edit(choose(Label::operator_subject, static_cast<std::uint32_t>(tenants_)));
}

std::optional<AlertId> World::an_open_alert() {
  const auto& rows = disk_.alerts.rows();
  const auto drawn = choose(Label::operator_subject, 64);
  if (rows.empty()) return std::nullopt;
  return std::next(rows.begin(), static_cast<std::ptrdiff_t>(drawn % rows.size()))->first;
}

// At the very moment.
void World::race() {
  if (swarm_.strikes(Fault::ack_race) && process_ && !disk_.timers.rows().empty()) {
    const auto& rows = disk_.timers.rows();
    const auto drawn = choose(Label::ack_race, 64) % rows.size();
    const auto& timer = std::next(rows.begin(), static_cast<std::ptrdiff_t>(drawn))->second;
    const auto wait = timer.due - process_->clock().look();
    request(application::AcknowledgeAlert::Command{timer.tenant, timer.owner, "racer"},
            "somebody acknowledges just now",
            std::max(wait + Duration{choose(Label::ack_race, 5)} - Duration{2}, Duration{1}));
  }
  if (swarm_.strikes(Fault::resolve_race)) {
    for (const auto& [id, row] : disk_.notifications.rows()) {
      if (row.row.kind != NotificationKind::page || !row.row.deliveries[0].is_in_flight()) continue;
      request(application::ResolveAlert::Command{row.row.tenant, row.row.alert, "racer"},
              "somebody resolves while a page is being sent");
      break;
    }
  }
}

// What is over, told again.
void World::old_news() {
  if (swarm_.strikes(Fault::stale_timeout) && !disk_.alerts.rows().empty()) {
    const auto id = *an_open_alert();
    const auto& alert = *model_->find(id);
    if (alert.escalation && alert.escalation->epoch > 0) {
      const auto back = 1 + choose(Label::stale_timeout, alert.escalation->epoch);
      request(
          application::TimeOutAcknowledgement::Command{
              {alert.tenant}, id, alert.escalation->epoch - back},
          "an old timeout comes again");
    }
  }
  if (swarm_.strikes(Fault::stale_result) && !disk_.notifications.rows().empty()) {
    const auto& rows = disk_.notifications.rows();
    const auto drawn = choose(Label::stale_result, 64) % rows.size();
    const auto& row = std::next(rows.begin(), static_cast<std::ptrdiff_t>(drawn))->second.row;
    const auto count = row.deliveries[0].attempt_count;
    if (count > 0 && !(count == 1 && row.deliveries[0].is_in_flight())) {
      const auto attempt = row.deliveries[0].is_in_flight() ? count - 1 : count;
      request(application::RecordAttempt::Command{{row.id, 0}, attempt, {}},
              "an old result comes again");
    }
  }
  if (swarm_.strikes(Fault::retry_failed)) {
    for (const auto& [id, row] : disk_.ended_notifications.rows()) {
      if (row.status() != NotificationStatus::failed) continue;
      if (choose(Label::retry_failed, 3) != 0) continue;
      request(application::RetryNotification::Command{row.tenant, id},
              "somebody tries a page again");
      break;
    }
  }
}

void World::edit(std::size_t tenant) {
  const TenantId name{tenants[tenant]};
  const auto one_of = [&](Label label, std::size_t n) {
    return static_cast<std::size_t>(choose(label, static_cast<std::uint32_t>(n)));
  };
  if (swarm_.strikes(Fault::edit_policy)) {
    request(SavePolicy{a_policy(tenant, one_of(Label::edit_policy, policies_each))},
            "edit a policy");
  }
  if (swarm_.strikes(Fault::edit_service)) {
    request(SaveService{a_service(tenant, one_of(Label::edit_service, services_each))},
            "edit a service");
  }
  if (swarm_.strikes(Fault::edit_manager)) {
    request(SaveManager{a_manager(tenant, one_of(Label::edit_manager, managers_each))},
            "edit an event manager");
  }
  if (swarm_.strikes(Fault::edit_rule)) {
    request(SaveRule{a_rule(tenant, one_of(Label::edit_rule, rules_each))}, "edit a grouping rule");
  }
  if (swarm_.strikes(Fault::remove_policy)) {
    const auto number = one_of(Label::remove_policy, policies_each);
    request(RemovePolicy{name, {numbered("policy", number)}}, "remove a policy");
    if (choose(Label::remove_policy, 2) == 1) {
      request(SavePolicy{a_policy(tenant, number)}, "make the policy anew");
    }
  }
  if (swarm_.strikes(Fault::remove_service)) {
    const auto number = one_of(Label::remove_service, services_each);
    request(RemoveService{name, {numbered("service", number)}}, "remove a service");
    request(SaveService{a_service(tenant, number)}, "make the service anew", seconds{30});
  }
  if (swarm_.strikes(Fault::remove_manager)) {
    const auto number = one_of(Label::remove_manager, managers_each);
    request(RemoveManager{name, {numbered("manager", number)}}, "remove an event manager");
    request(SaveManager{a_manager(tenant, number)}, "make the event manager anew", seconds{30});
  }
}

// Configuration: small enough that things meet.

EscalationPolicy World::a_policy(std::size_t tenant, std::size_t number) {
  constexpr std::array delays{minutes{1}, minutes{5}, minutes{15}, minutes{60}};
  EscalationPolicy policy;
  policy.tenant = {tenants[tenant]};
  policy.id = {numbered("policy", number)};
  policy.name = policy.id.value;
  policy.acknowledgement_delay = delays[choose(Label::operator_detail, delays.size())];
  policy.repeat = static_cast<std::uint16_t>(choose(Label::operator_detail, 3));
  policy.repage_on_severity_rise = choose(Label::operator_detail, 2) == 1;
  const auto levels = 1 + choose(Label::operator_detail, 3);
  for (std::size_t level = 0; level < levels; ++level) {
    Level made;
    if (choose(Label::operator_detail, 4) == 1) made.acknowledgement_delay = minutes{2};
    const auto targets = choose(Label::operator_detail, 4);
    for (std::size_t i = 0; i < targets; ++i) {
      const auto channel = channels[choose(Label::operator_detail, 5)];
      const auto who = policy.tenant.value + std::to_string(choose(Label::operator_detail, 6));
      made.targets.push_back({who, channel, channel == Channel::console ? "" : who + "@x"});
    }
    policy.levels.push_back(std::move(made));
  }
  return policy;
}

Service World::a_service(std::size_t tenant, std::size_t number) {
  Service service;
  service.tenant = {tenants[tenant]};
  service.id = {numbered("service", number)};
  service.name = service.id.value;
  const auto policy = choose(Label::operator_detail, policies_each + 1);
  if (policy < policies_each) service.policy = {numbered("policy", policy)};
  return service;
}

EventManager World::a_manager(std::size_t tenant, std::size_t number) {
  EventManager manager;
  manager.tenant = {tenants[tenant]};
  manager.id = {numbered("manager", number)};
  manager.name = manager.id.value;
  manager.grouping_rule = {numbered("rule", choose(Label::operator_detail, rules_each))};
  const auto service = choose(Label::operator_detail, services_each + 1);
  if (service < services_each) manager.service = {numbered("service", service)};
  if (choose(Label::operator_detail, 3) == 1) {
    manager.webhook_url = "http://" + manager.tenant.value + numbered(".hook", number) + "/";
  }
  return manager;
}

GroupingRule World::a_rule(std::size_t tenant, std::size_t number) {
  constexpr std::array<const char*, 4> keys{"class", "severity", "region", "event_manager_id"};
  constexpr std::array windows{minutes{1}, minutes{5}, minutes{60}, minutes{24 * 60}};
  GroupingRule rule;
  rule.tenant = {tenants[tenant]};
  rule.id = {numbered("rule", number)};
  rule.name = rule.id.value;
  rule.key = keys[choose(Label::operator_detail, keys.size())];
  rule.window = windows[choose(Label::operator_detail, windows.size())];
  return rule;
}

}  // namespace tocsin::simulation
