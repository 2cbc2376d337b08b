#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/optional_box.hpp"
#include "domain/workflows/signal.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::domain {

// The decision after the conditions of a workflow were evaluated.
struct Decision {
  enum class Kind { nothing, start, recovered };

  Kind kind = Kind::nothing;
  std::string reason;        // for display: the conditions that are met, or the first that is not
  std::optional<RunId> run;  // if recovered: the run that was started then

  bool operator==(const Decision&) const = default;
};

// The state of a workflow for one subject. Its conditions are met or not: each time that they
// become true starts one run, and when they become false, that is the recovery. An absence is true
// from `duration` after a signal until the next one; a numeric condition from the first of the
// signals that meet it, `lasting` later, until one that does not; a count while there are enough
// signals in the span before now.
struct Watch {
  static constexpr Time never = Time::max();

  SharedWorkflow follows;    // the version that was evaluated last
  std::optional<RunId> run;  // the run of the current period of met conditions
  Time look_again_at = never;

  // Whether the workflow has been enabled ever since this watch began; checked by its newest
  // version.
  bool belongs_to(const Workflow& newest) const { return follows->version >= newest.watches_since; }

  // Evaluates this version from now on; the state for unchanged conditions remains.
  void follow(const SharedWorkflow& workflow);

  // Evaluates a signal with these fields that was received now.
  Decision observe(const SharedWorkflow& workflow, const Fields& fields, Time now);

  // Evaluates the conditions when they are due, for the last signal, its time of receipt and its
  // fields.
  Decision look_again(const SharedWorkflow& workflow,
                      const Fields& fields,
                      Time received_at,
                      Time now);

  // Records the run that the decision started. Call it before the next evaluation.
  void started(RunId id) { run = id; }

  // The state of numeric conditions and counts; none if there is only an absence.
  struct Progress {
    std::vector<std::optional<Time>> met_since;  // one for each numeric condition
    std::vector<Time> counted;                   // the newest signals that count, oldest first

    bool operator==(const Progress&) const = default;
  };
  OptionalBox<Progress> progress;

  bool operator==(const Watch&) const = default;

 private:
  void note(const Fields& fields, Time at, bool is_new);
  Decision conclude(const Fields& fields, Time received_at, Time now);
};

// Finds the watches of a subject. A view: valid as long as its source.
struct SubjectKey {
  std::string_view tenant;
  std::string_view signal_type;
  std::string_view subject;

  bool operator==(const SubjectKey&) const = default;
};

enum class Familiarity { fresh, repeated, unsure };

// A subject of signals of one type, and its state in the workflows of that type.
struct WatchedSubject {
  // A subject without signals is stored longer if its conditions are met: when it is dropped, there
  // is no recovery any more.
  static constexpr Duration forgotten_after = std::chrono::hours{7 * 24};
  static constexpr Duration given_up_after = std::chrono::hours{30 * 24};

  TenantId tenant;
  std::string signal_type;
  std::string subject;
  Time received_at;                           // the last signal
  Time at;                                    // time by the sender's clock, if given
  std::uint32_t ordinal = 1;                  // among the different signals of that time
  Fields fields;                              // of the last signal
  std::optional<Time> newest;                 // the greatest plausible time by a sender's clock
  std::vector<std::uint64_t> newest_content;  // hashes of the signals with that time
  std::vector<Watch> watches;                 // one for each enabled workflow

  SubjectKey key() const { return {tenant.value, signal_type, subject}; }

  // Whether a signal was received. Otherwise nothing is known of the subject.
  bool was_heard() const { return received_at != Time{}; }

  // Returns the displayed id of the last signal.
  std::string last_signal_id() const;

  // Returns whether this signal was received before. If it is older than the newest, only its
  // receipt decides. A signal without a plausible time is always fresh: its sender cannot identify
  // it.
  Familiarity familiarity(const Signal& signal, std::uint64_t content, Time now) const;

  // Returns the displayed id of a signal that was received before. Its number among the different
  // signals of one millisecond is known as long as no newer one was received.
  std::string id_of_repeated(const Signal& signal, std::uint64_t content) const;

  // Whether a duplicate comes so late that it is a sign of life and not another try of its sender:
  // after more than half of the shortest absence that the workflows wait for.
  bool is_sign_of_life(const std::vector<SharedWorkflow>& workflows, Time now) const;

  // Records the signal as the last one.
  void take(const Signal& signal, std::uint64_t content, Time now);

  // Returns the workflow's watch, and creates it if needed.
  Watch& watch_of(const SharedWorkflow& workflow);

  // Returns when to evaluate the subject again. While only a signal can change something: when it
  // can be forgotten.
  Time look_again_at() const;

  bool can_be_forgotten(Time now) const;

  bool operator==(const WatchedSubject&) const = default;

 private:
  std::uint32_t ordinal_of(const Signal& signal, Time now) const;
};

// The receipt of a signal: the same signal again changes nothing. It is stored until the signal's
// time is not plausible any more.
struct SignalReceipt {
  static constexpr Duration kept_for = std::chrono::hours{25};

  Time occurred_at;
  std::uint64_t content = 0;  // see content_hash
  Time received_at;

  bool operator==(const SignalReceipt&) const = default;
};

}  // namespace tocsin::domain
