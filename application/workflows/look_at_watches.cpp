#include "application/workflows/look_at_watches.hpp"

#include <utility>
#include <vector>

namespace tocsin::application {

using domain::SharedWorkflow;
using domain::Time;
using domain::Watch;
using domain::WatchedSubject;

Result<LookAtWatches::Outcome> LookAtWatches::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto now = around_.clock.now();
  auto subject = ports_.watches.find(command.key());
  if (!subject) return std::size_t{0};
  const auto due = is_due(*subject, now);
  if (!due) return Failure{due.error()};
  if (!*due) return std::size_t{0};
  auto changed = look(transaction, *subject, now);
  if (!changed) return changed;
  if (subject->can_be_forgotten(now)) {
    ports_.watches.forget(command.key());
  } else {
    ports_.watches.save(std::move(*subject));
  }
  return transaction.commit(*changed);
}

// Whether the evaluation is due, or a workflow has another version by now.
Result<bool> LookAtWatches::is_due(const WatchedSubject& subject, Time now) {
  if (subject.look_again_at() <= now) return true;
  for (const auto& watch : subject.watches) {
    const auto newest = followed_by(watch, subject);
    if (!newest) return Failure{newest.error()};
    if (*newest != watch.follows) return true;
  }
  return false;
}

Result<std::size_t> LookAtWatches::look(const Scope& scope, WatchedSubject& subject, Time now) {
  std::size_t changed = 0;
  std::vector<Watch> kept;
  kept.reserve(subject.watches.size());
  for (auto& watch : subject.watches) {
    const auto workflow = followed_by(watch, subject);
    if (!workflow) return Failure{workflow.error()};
    if (!*workflow) continue;
    const auto decision = watch.look_again(*workflow, subject.fields, subject.received_at, now);
    auto acted = runner_.act(scope, decision, watch, subject, now);
    if (!acted) return acted;
    changed += *acted;
    kept.push_back(std::move(watch));
  }
  subject.watches = std::move(kept);
  return changed;
}

// Returns the newest version; null if the subject is no longer watched for it.
Result<SharedWorkflow> LookAtWatches::followed_by(const Watch& watch,
                                                  const WatchedSubject& subject) {
  auto found = ports_.workflows.find(subject.tenant, watch.follows->id);
  if (!found || !*found) return found;
  const auto& workflow = **found;
  const bool is_watched =
      workflow.enabled && workflow.signal_type == subject.signal_type && watch.belongs_to(workflow);
  return is_watched ? *found : SharedWorkflow{};
}

}  // namespace tocsin::application
