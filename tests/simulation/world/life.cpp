#include <algorithm>
#include <utility>

#include "tests/simulation/world/world.hpp"

namespace tocsin::simulation {

using namespace domain;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// The program, its lives, and what befalls its machine.

void World::start_process() {
  if (process_) return;
  ++life_;
  disturbed();
  if (life_ > 0) tell("the program starts again");
  process_ = std::make_unique<Process>(surroundings(), life_);
  if (swarm_.has(Fault::crash) && !swarm_.is_resting()) arm_a_crash();
  auditor_->scan();
  const auto started = process_->start();
  if (!started) {
    tell("the program cannot start: " + started.error().message);
    process_.reset();
    plan_ahead(machine_.now() + seconds{1}, Kind::start);
  }
}

Surroundings World::surroundings() {
  const auto on_decided = [this] {
    if (!swarm_.strikes(Fault::slow_deciding)) return;
    machine_.advance_to(machine_.now() + Duration{1 + choose(Label::slow_deciding, 30)});
  };
  return {disk_,
          machine_,
          choices_,
          crashes_,
          *auditor_,
          providers_->notifiers(),
          on_decided,
          setup_,
          plan_.mutant};
}

void World::arm_a_crash() {
  const auto point = choose(Label::crash_point, point_count + 1);
  if (swarm_.strikes(Fault::crash_in_recovery)) {
    const auto early = choose(Label::crash_in_recovery, point_count);
    crashes_.arm(static_cast<Point>(early), choices_.spread(Label::crash_in_recovery, 1, 16));
  } else if (point > 0) {
    crashes_.arm(static_cast<Point>(point - 1), choices_.spread(Label::crash_point, 1, 2048));
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
  plan_ahead(machine_.now() + downtime(), Kind::start);
}

Duration World::downtime() {
  const Duration down{choices_.spread(Label::downtime, 1, 60'000) - 1};
  if (swarm_.strikes(Fault::long_downtime)) {
    return Duration{choices_.spread(Label::long_downtime, 60'000, 172'800'000)};
  }
  if (quick_deaths_ == 0 && !swarm_.strikes(Fault::crash_again_soon)) return down;
  quick_deaths_ = quick_deaths_ > 0 ? quick_deaths_ - 1 : 3;
  return Duration{0};
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
  if (swarm_.strikes(Fault::storm)) storm();
  trouble_with_clocks();
  stand_still();
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

void World::trouble_with_clocks() {
  const auto jump = [&](Label label) {
    return Duration{choices_.spread(label, 1'000, 90'000'000)};
  };
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
}

void World::stand_still() {
  if (swarm_.strikes(Fault::pause)) {
    stand_still_for(Duration{choices_.spread(Label::pause, 100, 600'000)});
    tell("the program stands still until " + to_text(paused_until_));
    plan_ahead(paused_until_, Kind::resume);
  }
  if (swarm_.strikes(Fault::suspend)) {
    const Duration length{choices_.spread(Label::suspend, 100, 3'600'000)};
    stand_still_for(length);
    tell("the machine sleeps until " + to_text(paused_until_));
    plan_ahead(paused_until_, Kind::resume, static_cast<std::size_t>(length.count()));
  }
}

// It may last beyond the healing, and only then does the time begin in which all is to be done.
void World::stand_still_for(Duration length) {
  paused_until_ = machine_.now() + length;
  ends_at_ = std::max(ends_at_, paused_until_ + liveness_takes);
  disturbed();
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
  const auto planned = process_->workflows().next_due(now);
  if (planned && now - *planned > seconds{1}) {
    throw Violation{"I15",
                    "a silence, a delay or a job was over at " + to_text(*planned) + " and it is " +
                        to_text(now)};
  }
  const auto unwritten = model_->lines().unwritten_since();
  if (unwritten && now - *unwritten > seconds{3}) {
    throw Violation{"I1", "lines were counted at " + to_text(*unwritten) + " and are not kept"};
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

}  // namespace tocsin::simulation
