#include "tests/simulation/world/world.hpp"

#include <algorithm>
#include <utility>

#include "tests/simulation/world/names.hpp"

namespace tocsin::simulation {

using namespace domain;
using std::chrono::minutes;
using std::chrono::seconds;

World::World(Choices choices, const tocsin::simulation::Plan& plan)
    : choices_(std::move(choices)),
      plan_(plan),
      swarm_(choices_),
      trace_(plan.is_told),
      disk_(swarm_, choices_, crashes_, plan.mutant) {}

// The run.

Outcome World::run() {
  std::optional<Violation> violation;
  try {
    prepare();
    while (!events_.empty() && machine_.now() < ends_at_ && steps_ < plan_.max_steps) {
      const auto event = events_.top();
      events_.pop();
      if (event.at > ends_at_) break;
      machine_.advance_to(event.at);
      disk_.set_time(machine_.now());
      ++steps_;
      trace_.mix(static_cast<std::uint64_t>(event.at.time_since_epoch().count()));
      trace_.mix(static_cast<std::uint64_t>(event.kind));
      handle_safely(event);
      check_punctuality();
    }
    if (steps_ < plan_.max_steps) {
      machine_.advance_to(ends_at_);
      finish();
    }
  } catch (const Violation& seen) {
    violation = seen;
    tell("VIOLATED " + seen.invariant + ": " + seen.text);
  }
  return outcome_of(std::move(violation));
}

Outcome World::outcome_of(std::optional<Violation> violation) const {
  Outcome outcome;
  outcome.violation = std::move(violation);
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
  outcome.left_over = choices_.left_over();
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

  tighten_limits();
  choose_setup();
  model_ = std::make_unique<Model>(setup_.delivery.fallback_target);
  auditor_ = std::make_unique<Auditor>(disk_, *model_);
  meet_the_providers();
  listen_to_the_disk();

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
  if (plan_.has(Actor::subscribers)) plan_ahead(begins_ + seconds{20}, Kind::subscriber);
  if (plan_.has(Actor::signals)) plan_ahead(begins_ + seconds{10}, Kind::sender);
  if (plan_.has(Actor::logs)) plan_ahead(begins_ + seconds{15}, Kind::logger);
  run_process();
}

void World::tighten_limits() {
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
}

void World::choose_setup() {
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
}

void World::meet_the_providers() {
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
}

void World::listen_to_the_disk() {
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
  if (plan_.has(Actor::subscribers)) settle_subscribers();
  if (plan_.has(Actor::signals)) settle_workflows();
  if (plan_.has(Actor::logs)) settle_log_rules();
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
    case Kind::subscriber:
    case Kind::sender:
    case Kind::logger:
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
    case Kind::subscriber: return subscriber();
    case Kind::sender: return sender();
    case Kind::logger: return logger();
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

}  // namespace tocsin::simulation
