#pragma once

// What can go wrong, by where. How often each happens is a draw of the run.
#define TOCSIN_FAULTS(X)                                                      \
  X(disk_away, "the disk takes no batch")                                     \
  X(disk_full, "a commit is refused and nothing of it kept")                  \
  X(disk_away_long, "the disk takes nothing for minutes")                     \
  X(disk_unreadable, "after a refused commit the disk cannot be read either") \
  X(disk_slow, "a commit takes up to 5 s")                                    \
  X(receipt_unreadable, "an event's receipt cannot be read")                  \
  X(history_unreadable, "a closed alert cannot be read")                      \
  X(crash, "the process dies at a point of its work")                         \
  X(crash_in_recovery, "and once more while it recovers")                     \
  X(crash_again_soon, "and again at once, several times")                     \
  X(long_downtime, "it comes back after up to 48 h")                          \
  X(stop, "SIGTERM: it drains and comes back")                                \
  X(pause, "the process stands still for up to 10 min")                       \
  X(suspend, "the machine sleeps: its monotonic clock stands still")          \
  X(wall_back, "the wall clock is set back, up to 25 h")                      \
  X(wall_forward, "the wall clock is set forward, up to 25 h")                \
  X(slow_deciding, "deciding a command takes time")                           \
  X(writer_lag, "the writer comes late, commands pile up")                    \
  X(small_queue, "the writer's queue has room for few commands")              \
  X(small_batch, "a batch takes few commands")                                \
  X(few_places, "a channel has two places in flight")                         \
  X(rate_limit, "channels have rate limits")                                  \
  X(failing, "a provider fails for now (5xx)")                                \
  X(throttled, "a provider asks to wait (429, Retry-After)")                  \
  X(refusing, "a provider refuses for good (4xx)")                            \
  X(hanging, "a provider hangs until the deadline")                           \
  X(answer_lost, "a message arrives and its answer is lost")                  \
  X(late_answer, "an answer takes seconds")                                   \
  X(late_arrival, "a message arrives long after it was given up")             \
  X(immediate, "a notifier answers from within the call")                     \
  X(outage, "a channel is down for up to an hour")                            \
  X(client_answer_lost, "a client does not hear the answer and asks again")   \
  X(duplicate, "a client sends an event once more, later")                    \
  X(reordered, "an event is late by minutes")                                 \
  X(storm, "hundreds of events at once")                                      \
  X(wrong_clock, "a client's clock is wrong by up to a day")                  \
  X(unknown_target, "an event or a manager names what is not there")          \
  X(edit_policy, "a policy changes under a running escalation")               \
  X(edit_service, "a service gets another policy, or none")                   \
  X(edit_manager, "an event manager changes its service or rule")             \
  X(edit_rule, "a grouping rule changes its key or window")                   \
  X(remove_policy, "a policy is removed, or made anew")                       \
  X(remove_service, "a service is removed, or made anew")                     \
  X(remove_manager, "an event manager is removed, or made anew")              \
  X(ack_race, "somebody acknowledges just as the timer fires")                \
  X(resolve_race, "somebody resolves while a page is being sent")             \
  X(stale_timeout, "a timeout comes twice, or late")                          \
  X(stale_result, "a result comes twice, or late")                            \
  X(retry_failed, "somebody has given up notifications tried again")          \
  X(announced_unreadable, "who has been told of an alert cannot be read")     \
  X(edit_subscription, "a subscription or an endpoint changes, or is off")    \
  X(remove_subscription, "a subscription or an endpoint is removed")          \
  X(edit_client, "a client is turned off, or removed and made anew")          \
  X(edit_workflow, "a workflow changes, or is off, under a run")              \
  X(remove_workflow, "a workflow is removed under a run, and made anew")      \
  X(signal_receipt_unreadable, "a signal's receipt cannot be read")           \
  X(run_unreadable, "a run that has ended cannot be read")                    \
  X(stale_job, "a job resumes what is over, or is called off when done")      \
  X(edit_log_rule, "a log rule changes its threshold within a window")        \
  X(same_time, "a sender has two signals for one millisecond")                \
  X(answer_cut, "an answer breaks off after its status")                      \
  X(unclear_end, "a mail server takes a mail and does not say so")            \
  X(lines_again, "a sender sends a batch of lines twice, with its key")
