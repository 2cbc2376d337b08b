#include "tests/simulation/detection/line_counts.hpp"

#include <algorithm>
#include <vector>

#include "tests/simulation/audit/violation.hpp"
#include "tests/simulation/detection/rendered.hpp"

namespace tocsin::simulation {

using namespace domain;
using application::EvaluateLogRules;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

Time believed_time(const LogEntry& line, Time now) {
  const auto said = line.occurred_at.value_or(now);
  return said >= now - hours{24} && said <= now ? said : now;
}

}  // namespace

void LineCounts::fold(const SaveLogRule& save, const Fact& fact) {
  require(!fact.answered.error, "I4", "a log rule is refused");
  rules_[save.draft.tenant.value][save.draft.id.value] = save.draft;
}

void LineCounts::fold(const EvaluateLogRules::Command& command, const Fact& fact) {
  EvaluateLogRules::Outcome expected;
  const auto now = fact.entry.at;
  std::set<Counts*> counting;
  for (const auto& line : command.lines) {
    auto& counts = counts_[{line.tenant.value, line.service}];
    // Without a rule there is nothing to be counted for.
    const bool is_followed = !rules_[line.tenant.value].empty();
    if (is_followed && !counts.unwritten_since) counts.unwritten_since = now;
    if (command.batch && has_counted(counts, *command.batch, now)) {
      ++expected.counted;
      continue;
    }
    if (is_followed) counting.insert(&counts);
    ++(count(line, counts, now) ? expected.counted : expected.late);
  }
  if (command.batch) {
    for (auto* const counts : counting)
      counts->tally.batches[*command.batch] = now;
  }
  const auto& answered = fact.answered.lines;
  require(answered == expected,
          "I3",
          "lines are counted otherwise: " +
              (answered ? std::to_string(answered->counted) + " of " : "none of ") +
              std::to_string(expected.counted) + ", and " +
              (answered ? std::to_string(answered->late) : "none") + " late of " +
              std::to_string(expected.late));
}

bool LineCounts::has_counted(const Counts& counts, std::uint64_t batch, Time now) const {
  const auto found = counts.tally.batches.find(batch);
  return found != counts.tally.batches.end() && now - found->second < minutes{10};
}

bool LineCounts::count(const LogEntry& line, Counts& counts, Time now) {
  if (line.level < LogLevel::error) return true;
  bool is_in_time = true;
  std::vector<Crossing> crossings;
  for (const auto& [id, rule] : rules_[line.tenant.value]) {
    const auto number = believed_time(line, now).time_since_epoch() / rule.window;
    const Time end{(number + 1) * rule.window};
    if (now > end + rule.grace) {
      is_in_time = false;
      continue;
    }
    auto& window = counts.tally.windows[id];
    if (++window.lines[number] <= rule.threshold) continue;
    if (!window.raised || end - rule.window >= window.raised->raised_until) {
      crossings.push_back({&rule, &window, end});
    } else {
      window.raised->crossed_until = std::max(window.raised->crossed_until, end);
    }
  }
  for (const auto& crossing : crossings)
    raise(line, crossing, now);
  return is_in_time;
}

void LineCounts::raise(const LogEntry& line, const Crossing& crossing, Time now) {
  const auto& rule = *crossing.rule;
  Event event;
  event.tenant = line.tenant;
  event.dedup_key =
      "log-rule/" + rule.id.value + '/' + line.service + '/' + std::string{rule.severity.token()};
  event.summary = rendered(rule.message, "service", line.service);
  event.severity = rule.severity;
  event.class_name = rule.name;
  event.fields = {{"source", line.service}};
  event.occurred_at = line.occurred_at;
  const auto raised = raise_(event, line.service, now);
  crossing.window->raised = Raised{raised.alert, crossing.end, crossing.end};
}

void LineCounts::settle(Time now) {
  for (auto& [service, counts] : counts_) {
    // Who was not heard of for so long is forgotten, with windows that have long been over.
    const auto& since = counts.unwritten_since;
    if (since && now - *since > minutes{10}) counts.unwritten_since.reset();
    if (is_left(service, now)) continue;
    for (auto& [id, window] : counts.tally.windows) {
      if (!window.raised) continue;
      const auto& rule = rules_.at(service.first).at(id);
      const auto quiet_at =
          window.raised->crossed_until + rule.resolve_after * rule.window + rule.grace;
      if (now < quiet_at) continue;
      resolve_(window.raised->alert, now);
      window.raised.reset();
    }
  }
}

bool LineCounts::is_left(const ServiceName& service, Time now) {
  if (settled_.contains(service)) {
    failed_at_.erase(service);
    return false;
  }
  if (has_read_failed_) failed_at_[service] = now;
  const auto failed = failed_at_.find(service);
  return failed != failed_at_.end() && now < failed->second + seconds{1};
}

void LineCounts::written(const ServiceName& service, bool is_there) {
  if (!is_there) {
    on_disk_.erase(service);
    return;
  }
  auto& counts = counts_[service];
  counts.unwritten_since.reset();
  on_disk_[service] = counts.tally;
}

void LineCounts::lost() {
  for (auto& [service, counts] : counts_)
    counts = {on_disk_[service], {}};
}

std::optional<Time> LineCounts::unwritten_since() const {
  std::optional<Time> oldest;
  for (const auto& [service, counts] : counts_) {
    const auto& since = counts.unwritten_since;
    if (since && (!oldest || *since < *oldest)) oldest = since;
  }
  return oldest;
}

}  // namespace tocsin::simulation
