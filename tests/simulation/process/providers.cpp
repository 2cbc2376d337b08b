#include "tests/simulation/process/providers.hpp"

#include <utility>

#include "domain/kernel/words.hpp"
#include "tests/simulation/audit/violation.hpp"

namespace tocsin::simulation {

using domain::AttemptResult;
using domain::Duration;
using domain::Message;
using ports::Notifier;
using std::chrono::minutes;
using std::chrono::seconds;
using Verdict = AttemptResult::Verdict;

namespace {

constexpr Duration deadline = seconds{10};
constexpr Duration mail_end_deadline = minutes{10};
constexpr const char* cut_off = "200, then nothing";

std::string attempt_in_words(const Message& message) {
  return std::string{domain::word_for(message.target.channel)} + " to " + message.target.id +
         ", level " + std::to_string(message.level) + ", attempt " +
         std::to_string(message.attempt);
}

}  // namespace

class Providers::Channel : public Notifier {
 public:
  explicit Channel(Providers& providers) : providers_(providers) {}
  void deliver(const Message& message, Answered answered) override {
    providers_.deliver(message, std::move(answered));
  }

 private:
  Providers& providers_;
};

Providers::Providers(Tools tools) : tools_(std::move(tools)) {
  for (std::size_t i = 0; i < domain::channels.size(); ++i)
    channels_.push_back(std::make_unique<Channel>(*this));
}

Providers::~Providers() = default;

std::array<Notifier*, domain::channels.size()> Providers::notifiers() {
  std::array<Notifier*, domain::channels.size()> notifiers{};
  for (std::size_t i = 0; i < notifiers.size(); ++i)
    notifiers[i] = channels_[i].get();
  return notifiers;
}

// What the program calls; the mutants are between it and the world.
void Providers::deliver(const Message& message, Notifier::Answered answered) {
  tools_.crashes.reached(Point::before_send);
  auto told = changed(message, std::move(answered));
  auto sent = message;
  if (is(Mutant::key_per_attempt)) sent.key += '#' + std::to_string(sent.attempt);
  if (plant(sent, told)) return;
  if (is(Mutant::not_sent) && ++said_ % 16 == 0) return told({});
  if (is(Mutant::sent_late)) {
    const auto later = tools_.machine.now() + minutes{2};
    held_.push_back({sent, [](const AttemptResult&) {}});
    tools_.sends_at(later, held_.size() - 1);
    return told({});
  }
  send(sent, std::move(told));
  if (is(Mutant::sent_twice)) send(sent, [](const AttemptResult&) {});
  tools_.crashes.reached(Point::after_send);
}

// Mutants that have to do with several messages. True: this one is not sent.
bool Providers::plant(Message& message, Notifier::Answered& told) {
  const auto nobody = [](const AttemptResult&) {};
  if (is(Mutant::one_fate_for_all)) {
    const auto& first =
        first_address_.try_emplace(message.notification, message.target.address).first->second;
    if (first == message.target.address) return false;
    told({});
    return true;
  }
  using enum domain::NotificationKind;
  if (message.kind == alert_opened) opened_.insert_or_assign(message.alert, message);
  const auto opened = opened_.find(message.alert);
  if (message.kind != alert_resolved || opened == opened_.end()) return false;
  if (is(Mutant::words_overtake)) send(opened->second, nobody);
  if (is(Mutant::opened_after_end)) {
    const auto word = opened->second;
    told = [this, word, nobody, told = std::move(told)](const AttemptResult& result) {
      told(result);
      if (result.verdict == Verdict::sent) send(word, nobody);
    };
  }
  return false;
}

Notifier::Answered Providers::changed(const Message&, Notifier::Answered answered) const {
  if (is(Mutant::retry_after_ignored)) {
    return [answered = std::move(answered)](AttemptResult result) {
      result.retry_after.reset();
      answered(std::move(result));
    };
  }
  if (is(Mutant::limit_is_outage)) {
    return [answered = std::move(answered)](AttemptResult result) {
      if (result.verdict == Verdict::limited) result.verdict = Verdict::try_again;
      answered(std::move(result));
    };
  }
  if (is(Mutant::cut_answer_is_none)) {
    return [answered = std::move(answered)](AttemptResult result) {
      if (result.detail == cut_off) result.verdict = Verdict::try_again;
      answered(std::move(result));
    };
  }
  if (is(Mutant::unclear_is_retried)) {
    return [answered = std::move(answered)](AttemptResult result) {
      if (result.verdict == Verdict::unclear) result.verdict = Verdict::try_again;
      answered(std::move(result));
    };
  }
  if (is(Mutant::throttling_is_refusal)) {
    return [answered = std::move(answered)](AttemptResult result) {
      if (result.retry_after) result.verdict = Verdict::refused;
      answered(std::move(result));
    };
  }
  if (is(Mutant::refusal_is_retried)) {
    return [answered = std::move(answered)](AttemptResult result) {
      if (result.verdict == Verdict::refused) result.verdict = Verdict::try_again;
      answered(std::move(result));
    };
  }
  return answered;
}

void Providers::send_held(std::size_t held) {
  send(held_[held].message, std::move(held_[held].answered));
}

void Providers::send(const Message& message, Notifier::Answered answered) {
  const auto now = tools_.machine.now();
  tools_.auditor.sending(message);
  tools_.trace.mix(message.key);
  const auto plan = plan_for(message);
  const auto flight = flights_.size();
  flights_.push_back(
      {message, std::move(answered), plan.result, plan.arrives_after.has_value(), false});
  ++in_flight_[static_cast<std::size_t>(message.target.channel)];
  // Nobody will know that it did.
  if (plan.arrives_after && plan.result.verdict != Verdict::sent) {
    tools_.auditor.might_arrive_again(message.key);
  }
  tools_.trace.tell(now, tools_.trace.is_told() ? "  sending " + attempt_in_words(message) : "");
  const bool is_at_once = tools_.swarm.strikes(Fault::immediate);
  if (plan.arrives_after) {
    if (is_at_once && plan.result.verdict == Verdict::sent) {
      arrive(flight);
    } else {
      tools_.arrives_at(now + *plan.arrives_after, flight);
    }
  }
  if (is_at_once) return answer(flight);
  tools_.answers_at(now + plan.answers_after, flight);
}

Providers::Plan Providers::plan_for(const Message& message) {
  auto& swarm = tools_.swarm;
  auto& choices = tools_.choices;
  const auto now = tools_.machine.now();
  const Duration soon{20 + choices.choose(Label::latency, 500)};
  auto& down_until = down_until_[static_cast<std::size_t>(message.target.channel)];
  if (swarm.strikes(Fault::outage)) {
    down_until = now + Duration{choices.spread(Label::outage, 1'000, 3'600'000)};
  }
  if (!swarm.is_healed() && now < down_until) {
    return {{Verdict::try_again, "down", {}}, {}, soon};
  }
  if (swarm.strikes(Fault::failing)) return {{Verdict::try_again, "503", {}}, {}, soon};
  if (swarm.strikes(Fault::throttled)) {
    const Duration wait{choices.spread(Label::throttled, 1'000, 1'000'000)};
    return {{Verdict::limited, "429", wait}, {}, soon};
  }
  if (swarm.strikes(Fault::refusing)) return {{Verdict::refused, "404", {}}, {}, soon};
  if (swarm.strikes(Fault::hanging)) {
    return {{Verdict::try_again, "no answer in time", {}}, {}, deadline};
  }
  if (swarm.strikes(Fault::answer_lost)) {
    return {{Verdict::try_again, "no answer in time", {}}, soon, deadline};
  }
  if (swarm.strikes(Fault::late_arrival)) {
    const Duration late{choices.spread(Label::late_arrival, 10'000, 600'000)};
    return {{Verdict::try_again, "no answer in time", {}}, late, deadline};
  }
  if (swarm.strikes(Fault::answer_cut)) return {{Verdict::sent, cut_off, {}}, soon / 2, soon};
  if (message.target.channel == domain::Channel::email && swarm.strikes(Fault::unclear_end)) {
    return {{Verdict::unclear, "no reply", {}}, soon, mail_end_deadline};
  }
  if (swarm.strikes(Fault::late_answer)) {
    const Duration late{choices.spread(Label::late_answer, 1'000, 9'999)};
    return {{}, soon, std::max(late, soon)};
  }
  return {{}, soon / 2, soon};
}

void Providers::arrive(std::size_t flight) {
  tools_.trace.tell(
      tools_.machine.now(),
      tools_.trace.is_told() ? "  arrived: " + attempt_in_words(flights_[flight].message) : "");
  tools_.auditor.arrived(flights_[flight].message);
}

void Providers::answer(std::size_t flight) {
  auto& landed = flights_[flight];
  --in_flight_[static_cast<std::size_t>(landed.message.target.channel)];
  landed.is_answered = true;
  const auto answered = std::exchange(landed.answered, nullptr);
  if (!answered) return;
  tools_.auditor.told(landed.message, landed.result);
  tools_.trace.tell(
      tools_.machine.now(),
      tools_.trace.is_told()
          ? "  answered: " + attempt_in_words(landed.message) + ": " +
                (landed.result.verdict == Verdict::sent ? "sent" : landed.result.detail)
          : "");
  answered(landed.result);
}

void Providers::forget_callers() {
  for (auto& flight : flights_)
    flight.answered = nullptr;
  for (auto& held : held_)
    held.answered = nullptr;
}

}  // namespace tocsin::simulation
