#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tocsin::simulation {

// Bugs that can be planted, one at a time, where the simulator puts the program together: none of
// them is in the program. The simulator must find each.
#define TOCSIN_PLANTED(X)                                                           \
  X(none, "")                                                                       \
  X(answer_before_commit, "a client is answered when its command is decided")       \
  X(commit_not_synced, "a commit returns before it is on the disk")                 \
  X(refusal_swallowed, "a refused commit is taken for a kept one")                  \
  X(receipts_forgotten, "receipts of events are not kept")                          \
  X(receipts_without_tenant, "receipts of two tenants are one")                     \
  X(receipts_of_ids_alone, "events with one id are one, whatever they say")         \
  X(key_per_attempt, "each attempt has an idempotency key of its own")              \
  X(ids_repeat, "after a restart ids begin anew")                                   \
  X(timer_rows_dropped, "some timers never reach the disk")                         \
  X(timers_not_read, "timers are not read at the start")                            \
  X(timer_not_cancelled, "a cancelled timer stays on the disk")                     \
  X(timer_pump_idle, "after a restart nobody looks at the timers")                  \
  X(timeout_doubled, "a late timeout is followed by the next at once")              \
  X(clock_follows_wall, "timers fire by the wall clock")                            \
  X(clock_fast, "the clock goes two in a hundred too fast")                         \
  X(sending_is_failed, "what was in flight at a crash has failed")                  \
  X(sending_is_sent, "what was in flight at a crash has arrived")                   \
  X(recovery_skipped, "what was in flight at a crash is forgotten")                 \
  X(sources_before_recovery, "what has just begun is taken for what was in flight") \
  X(outbox_not_read, "pending notifications are not read at the start")             \
  X(sent_twice, "a message is sent twice")                                          \
  X(sent_late, "a message waits in memory and goes out minutes later")              \
  X(not_sent, "some messages are said to be sent and are not")                      \
  X(retry_after_ignored, "what a provider asks for is ignored")                     \
  X(throttling_is_refusal, "a 429 counts as a refusal")                             \
  X(refusal_is_retried, "a 4xx is tried again and again")                           \
  X(limit_is_outage, "a 429 counts as an outage of its address")                    \
  X(cut_answer_is_none, "an answer that breaks off counts as none")                 \
  X(unclear_is_retried, "what possibly arrived is tried again at once")             \
  X(one_fate_for_all, "the first address of a message decides for the others")      \
  X(words_overtake, "a word about an alert does not wait for the one before")       \
  X(opened_after_end, "that an alert was opened is told when it is over")           \
  X(breaker_stays_open, "a breaker never lets a probe through")                     \
  X(one_place_for_all, "a channel that hangs holds up the others")                  \
  X(rollback_keeps, "a refused command leaves what it had staged")                  \
  X(archive_dropped, "a resolved alert is still open after a restart")              \
  X(stale_alert_row, "of two changes of an alert in a batch the disk keeps one")    \
  X(old_policy_lost, "a running escalation takes the new version of its policy")    \
  X(full_queue_drops, "a full queue takes a command and drops it")                  \
  X(batch_half_kept, "a crash in a commit leaves half of the batch")                \
  X(subscriptions_not_read, "subscriptions are not read at the start")              \
  X(subscription_not_removed, "an ended subscription stays on the disk")            \
  X(stale_subscription_row, "changes of a subscription never reach the disk")       \
  X(match_dropped, "some that subscribers are to hear never reaches the disk")      \
  X(announced_forgotten, "nobody remembers who has been told of what")              \
  X(announced_without_tenant, "who has been told is one for all tenants")           \
  X(watches_not_armed, "after a restart nobody is missed until heard of")           \
  X(watch_rows_dropped, "some of what is watched never reaches the disk")           \
  X(workflow_pump_idle, "after a restart no silence, delay or job is over")         \
  X(run_rows_stale, "how far a run is reaches the disk once")                       \
  X(newest_workflow_taken, "after a restart a run goes by the newest version")      \
  X(signal_receipts_forgotten, "receipts of signals are not kept")                  \
  X(signal_ids_alike, "different signals of one millisecond have one id")           \
  X(job_not_archived, "a job that is done is still to be done after a restart")     \
  X(batches_counted_again, "a batch of lines that comes again counts again")        \
  X(log_windows_not_read, "after a restart lines are counted anew")                 \
  X(log_windows_dropped, "some counts of lines never reach the disk")               \
  X(log_pump_idle, "after a restart counts are not kept, and alerts not ended")

#define TOCSIN_MUTANT(name, text) name,
enum class Mutant { TOCSIN_PLANTED(TOCSIN_MUTANT) };
#undef TOCSIN_MUTANT
#define TOCSIN_MUTANT(name, text) #name,
inline constexpr std::array mutant_names{TOCSIN_PLANTED(TOCSIN_MUTANT)};
#undef TOCSIN_MUTANT
#define TOCSIN_MUTANT(name, text) text,
inline constexpr std::array mutant_texts{TOCSIN_PLANTED(TOCSIN_MUTANT)};
#undef TOCSIN_MUTANT

inline constexpr std::size_t mutant_count = mutant_names.size();

// Only in a build for it can a bug be planted.
constexpr bool is_planted([[maybe_unused]] Mutant planted, [[maybe_unused]] Mutant asked) {
#ifdef TOCSIN_MUTANTS
  return planted == asked;
#else
  return false;
#endif
}

}  // namespace tocsin::simulation
