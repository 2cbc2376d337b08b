#include "domain/workflows/watch.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "domain/kernel/number.hpp"
#include "domain/kernel/template_text.hpp"

namespace tocsin::domain {
namespace {

using Progress = Watch::Progress;

constexpr std::size_t contents_kept = 16;

std::string signals(std::size_t number) {
  return std::to_string(number) + (number == 1 ? " signal" : " signals");
}

std::optional<std::string_view> observed_value(const Numeric& numeric, const Fields& fields) {
  const auto& field = numeric.field;
  if (field.starts_with("value.") || field.starts_with("metadata.")) {
    if (const auto found = fields.find(field)) return found;
  }
  return fields.find("value." + field);
}

bool compares(Operator op, Number a, Number b) {
  switch (op) {
    case Operator::greater: return a > b;
    case Operator::at_least: return a >= b;
    case Operator::less: return a < b;
    case Operator::at_most: return a <= b;
    case Operator::equal: return a == b;
    case Operator::not_equal: return a != b;
  }
  __builtin_unreachable();
}

bool is_equality(Operator op) { return op == Operator::equal || op == Operator::not_equal; }

bool is_met(const Numeric& numeric, const Fields& fields) {
  const auto value = observed_value(numeric, fields);
  if (!value) return false;
  const auto number = number_from(*value);
  const auto wanted = number_from(numeric.value);
  if (number && wanted) return compares(numeric.op, *number, *wanted);
  if (!is_equality(numeric.op)) return false;
  return (*value == numeric.value) == (numeric.op == Operator::equal);
}

std::string lasting_text(const Numeric& numeric) {
  return numeric.lasting == Duration{0} ? "" : " for " + to_text(numeric.lasting);
}

std::string compared_text(const Numeric& numeric) {
  return std::string{to_text(numeric.op)} + ' ' + numeric.value;
}

// "value.cpu_percent is 91"; what is long loses its end.
std::string value_text(const Numeric& numeric, std::string_view value) {
  constexpr std::size_t longest = 100;
  std::string text{value.substr(0, longest + 1)};
  cut_to(text, longest);
  return numeric.field + " is " + text;
}

std::string why_unmet(const Numeric& numeric, const Fields& fields) {
  const auto value = observed_value(numeric, fields);
  if (!value) return numeric.field + " is missing";
  const auto text = value_text(numeric, *value);
  if (!is_equality(numeric.op) && !number_from(*value)) return text + ", which is not a number";
  return text + ", not " + compared_text(numeric);
}

bool is_numeric(const WorkflowCondition& condition) {
  return std::holds_alternative<Numeric>(condition);
}

// Whether a condition is met, until when that lasts without a signal, and its description.
struct Verdict {
  bool holds = false;
  Time changes_at = Watch::never;
  std::string reason;
};

// The input of an evaluation of conditions.
struct Facts {
  const Workflow& workflow;
  const Fields& fields;
  const OptionalBox<Progress>& progress;
  Time received_at;
  Time now;
};

Verdict judge(const Absence& absence, const Facts& facts) {
  const auto due = facts.received_at + absence.duration;
  if (facts.now >= due) return {true, Watch::never, "no signal for " + to_text(absence.duration)};
  return {false, due, "a signal arrived"};
}

// Evaluates a numeric condition. Together with a count, it selects the signals that count, and is
// met as such.
Verdict judge(const Numeric& numeric, const Facts& facts, std::optional<Time> met_since) {
  const bool is_filter = numeric.lasting == Duration{0} &&
                         std::any_of(facts.workflow.conditions.begin(),
                                     facts.workflow.conditions.end(),
                                     [](const WorkflowCondition& one) {
                                       return std::holds_alternative<SignalCount>(one);
                                     });
  if (!met_since) return {is_filter, Watch::never, why_unmet(numeric, facts.fields)};

  const auto due = *met_since + numeric.lasting;
  const auto value = observed_value(numeric, facts.fields).value_or("");
  const auto text = value_text(numeric, value) + ", " + compared_text(numeric);
  if (facts.now >= due) return {true, Watch::never, text + lasting_text(numeric)};
  return {false, due, text + ", but not yet" + lasting_text(numeric)};
}

Verdict judge(const SignalCount& count, const Facts& facts) {
  const auto& counted = facts.progress->counted;
  const auto within = " within " + to_text(count.within);
  const auto first = std::find_if(
      counted.begin(), counted.end(), [&](Time at) { return at + count.within > facts.now; });
  const auto number = static_cast<std::size_t>(counted.end() - first);
  if (number < count.at_least) {
    return {
        false, Watch::never, std::to_string(number) + " of " + signals(count.at_least) + within};
  }
  const auto last_needed = *(counted.end() - count.at_least);
  return {true, last_needed + count.within, signals(number) + within};
}

// Evaluates all conditions together.
Verdict judge(const Facts& facts) {
  Verdict all{true, Watch::never, {}};
  std::string unmet;
  std::size_t numerics = 0;
  for (const auto& condition : facts.workflow.conditions) {
    Verdict one;
    if (const auto* absence = std::get_if<Absence>(&condition)) {
      one = judge(*absence, facts);
    } else if (const auto* numeric = std::get_if<Numeric>(&condition)) {
      one = judge(*numeric, facts, facts.progress->met_since[numerics++]);
    } else {
      one = judge(*std::get_if<SignalCount>(&condition), facts);
    }
    all.changes_at = std::min(all.changes_at, one.changes_at);
    if (!one.holds && unmet.empty()) unmet = one.reason;
    all.holds = all.holds && one.holds;
    all.reason += (all.reason.empty() ? "" : " and ") + one.reason;
  }
  if (!all.holds) all.reason = std::move(unmet);
  return all;
}

}  // namespace

Decision Watch::observe(const SharedWorkflow& workflow, const Fields& fields, Time now) {
  follow(workflow);
  note(fields, now, true);
  return conclude(fields, now, now);
}

Decision Watch::look_again(const SharedWorkflow& workflow,
                           const Fields& fields,
                           Time received_at,
                           Time now) {
  const bool is_changed = follows != workflow;
  follow(workflow);
  if (is_changed) note(fields, received_at, false);
  return conclude(fields, received_at, now);
}

// Drops the state of other conditions, which says nothing about these.
void Watch::follow(const SharedWorkflow& workflow) {
  const auto before = std::exchange(follows, workflow);
  const auto& conditions = workflow->conditions;
  if (before == workflow || (before && before->conditions == conditions)) return;

  const auto numerics = std::count_if(conditions.begin(), conditions.end(), is_numeric);
  const bool is_mere_absence =
      conditions.size() == 1 && std::holds_alternative<Absence>(conditions.front());
  progress.reset();
  if (!is_mere_absence) progress.emplace().met_since.resize(static_cast<std::size_t>(numerics));
}

void Watch::note(const Fields& fields, Time at, bool is_new) {
  if (!progress) return;
  bool counts = is_new;
  auto since = progress->met_since.begin();
  for (const auto& condition : follows->conditions) {
    const auto* numeric = std::get_if<Numeric>(&condition);
    if (!numeric) continue;
    if (!is_met(*numeric, fields)) {
      since->reset();
      counts = false;
    } else if (!*since) {
      *since = at;
    }
    ++since;
  }

  std::size_t wanted = 0;
  for (const auto& condition : follows->conditions) {
    if (const auto* count = std::get_if<SignalCount>(&condition)) {
      wanted = std::max<std::size_t>(wanted, count->at_least);
    }
  }
  auto& counted = progress->counted;
  if (!counts || wanted == 0) return;
  if (counted.size() == wanted) counted.erase(counted.begin());
  counted.push_back(at);
}

Decision Watch::conclude(const Fields& fields, Time received_at, Time now) {
  auto verdict = judge({*follows, fields, progress, received_at, now});
  look_again_at = verdict.changes_at;
  if (verdict.holds && !run) return {Decision::Kind::start, std::move(verdict.reason), {}};
  if (!verdict.holds && run) {
    return {Decision::Kind::recovered, std::move(verdict.reason), std::exchange(run, std::nullopt)};
  }
  return {Decision::Kind::nothing, std::move(verdict.reason), {}};
}

std::string WatchedSubject::last_signal_id() const {
  return signal_id(signal_type, subject, at, ordinal);
}

Familiarity WatchedSubject::familiarity(const Signal& signal,
                                        std::uint64_t content,
                                        Time now) const {
  if (!signal.is_identified(now)) return Familiarity::fresh;
  if (!was_heard()) return Familiarity::unsure;
  if (!newest || *signal.occurred_at > *newest) return Familiarity::fresh;
  if (*signal.occurred_at < *newest) return Familiarity::unsure;

  const auto found = std::find(newest_content.begin(), newest_content.end(), content);
  if (found != newest_content.end()) return Familiarity::repeated;
  return newest_content.size() < contents_kept ? Familiarity::fresh : Familiarity::unsure;
}

std::string WatchedSubject::id_of_repeated(const Signal& signal, std::uint64_t content) const {
  const auto said = *signal.occurred_at;
  if (said != newest) return signal_id(signal, said);
  const auto found = std::find(newest_content.begin(), newest_content.end(), content);
  return signal_id(signal, said, static_cast<std::uint32_t>(found - newest_content.begin()) + 1);
}

bool WatchedSubject::is_sign_of_life(const std::vector<SharedWorkflow>& workflows, Time now) const {
  if (!was_heard()) return false;
  auto shortest = Duration::max();
  for (const auto& workflow : workflows) {
    for (const auto& condition : workflow->conditions) {
      const auto* absence = std::get_if<Absence>(&condition);
      if (absence) shortest = std::min(shortest, absence->duration);
    }
  }
  return now - received_at > shortest / 2;
}

void WatchedSubject::take(const Signal& signal, std::uint64_t content, Time now) {
  const auto said = signal.occurred_at.value_or(now);
  ordinal = ordinal_of(signal, now);
  received_at = now;
  at = said;
  fields = signal.fields;
  fields.shrink_to_fit();
  if (!signal.is_identified(now) || (newest && said < *newest)) return;
  if (newest != said) newest_content.clear();
  newest = said;
  if (newest_content.size() < contents_kept) newest_content.push_back(content);
}

std::uint32_t WatchedSubject::ordinal_of(const Signal& signal, Time now) const {
  const auto said = signal.occurred_at.value_or(now);
  const bool follows_its_like = was_heard() && at == said;
  if (signal.is_identified(now) && newest == said) {
    const auto known = static_cast<std::uint32_t>(newest_content.size());
    return follows_its_like ? std::max(ordinal, known) + 1 : known + 1;
  }
  if (!follows_its_like) return 1;
  return fields == signal.fields ? ordinal : ordinal + 1;
}

Watch& WatchedSubject::watch_of(const SharedWorkflow& workflow) {
  const auto found = std::find_if(watches.begin(), watches.end(), [&](const Watch& watch) {
    return watch.follows->id == workflow->id;
  });
  if (found != watches.end()) return *found;
  auto& watch = watches.emplace_back();
  watch.follow(workflow);
  return watch;
}

Time WatchedSubject::look_again_at() const {
  Time next = Watch::never;
  bool is_in_trouble = false;
  for (const auto& watch : watches) {
    next = std::min(next, watch.look_again_at);
    is_in_trouble = is_in_trouble || watch.run;
  }
  if (next != Watch::never) return next;
  return received_at + (is_in_trouble ? given_up_after : forgotten_after);
}

bool WatchedSubject::can_be_forgotten(Time now) const {
  const bool is_at_rest = std::all_of(watches.begin(), watches.end(), [](const Watch& watch) {
    return watch.look_again_at == Watch::never;
  });
  return is_at_rest && now >= look_again_at();
}

}  // namespace tocsin::domain
