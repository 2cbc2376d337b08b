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

// What to do about a workflow whose conditions have been looked at.
struct Decision {
  enum class Kind { nothing, start, recovered };

  Kind kind = Kind::nothing;
  std::string reason;        // for people: what holds, or the first thing that does not
  std::optional<RunId> run;  // when recovered: the one that was started then

  bool operator==(const Decision&) const = default;
};

// What a workflow knows of one subject. Its conditions hold or do not; each time that they begin to
// hold starts one run, and when they hold no longer, that is the recovery. An absence holds from
// `duration` after a signal until the next one; a numeric condition from the first of the signals
// that meet it, `lasting` later, until one that does not; a count while there are enough signals in
// the span before now.
struct Watch {
  static constexpr Time never = Time::max();

  SharedWorkflow follows;    // the version that was looked at last
  std::optional<RunId> run;  // the one that was started for the time that the conditions hold, now
  Time look_again_at = never;

  // Whether the workflow has been enabled ever since this looked: by its newest version.
  bool belongs_to(const Workflow& newest) const { return follows->version >= newest.watches_since; }

  // From now on it looks by this version; what it remembers for the same conditions remains.
  void follow(const SharedWorkflow& workflow);

  // A signal with these fields was received now.
  Decision observe(const SharedWorkflow& workflow, const Fields& fields, Time now);

  // The time has come to look again; the last signal was received then and had these fields.
  Decision look_again(const SharedWorkflow& workflow,
                      const Fields& fields,
                      Time received_at,
                      Time now);

  // The run that the decision was to start: to be told before the next look.
  void started(RunId id) { run = id; }

  // What numeric conditions and counts remember; nothing for a mere absence.
  struct Progress {
    std::vector<std::optional<Time>> met_since;  // of each condition that is numeric
    std::vector<Time> counted;                   // the newest signals that count, oldest first

    bool operator==(const Progress&) const = default;
  };
  OptionalBox<Progress> progress;

  bool operator==(const Watch&) const = default;

 private:
  void note(const Fields& fields, Time at, bool is_new);
  Decision conclude(const Fields& fields, Time received_at, Time now);
};

// By what a subject's watches are found. A view: valid as long as what it was made from.
struct SubjectKey {
  std::string_view tenant;
  std::string_view signal_type;
  std::string_view subject;

  bool operator==(const SubjectKey&) const = default;
};

enum class Familiarity { fresh, repeated, unsure };

// A subject that signals of one type tell of, and what the workflows of that type know of it.
struct WatchedSubject {
  // Who is silent and in no trouble, or watched no longer, is remembered as long as a receipt is
  // kept: until then, what was received is known by the newest of it. Who is silent in trouble is
  // given up some day: there is no recovery any more.
  static constexpr Duration forgotten_after = std::chrono::hours{7 * 24};
  static constexpr Duration given_up_after = std::chrono::hours{30 * 24};

  TenantId tenant;
  std::string signal_type;
  std::string subject;
  Time received_at;                           // the last signal
  Time at;                                    // what its sender's clock said, if it said
  Fields fields;                              // of the last signal
  std::optional<Time> newest;                 // the greatest time that a sender's clock has said
  std::vector<std::uint64_t> newest_content;  // hashes of the signals that said so
  std::vector<Watch> watches;                 // one for each workflow that is enabled

  SubjectKey key() const { return {tenant.value, signal_type, subject}; }

  // Otherwise nothing is known of it.
  bool was_heard() const { return received_at != Time{}; }

  // What people call the last signal.
  std::string last_signal_id() const;

  // Has this signal been received before? Only its receipt tells when it is older than the newest.
  Familiarity familiarity(const Signal& signal, std::uint64_t content) const;

  // It is the last one now.
  void take(const Signal& signal, std::uint64_t content, Time now);

  // The workflow's own; a new one when it has none.
  Watch& watch_of(const SharedWorkflow& workflow);

  // When to look again. While only a signal can change something: when it can be forgotten.
  Time look_again_at() const;

  bool can_be_forgotten(Time now) const;

  bool operator==(const WatchedSubject&) const = default;
};

// A signal that was received: the same one again changes nothing.
struct SignalReceipt {
  static constexpr Duration kept_for = std::chrono::hours{7 * 24};

  Time occurred_at;
  std::uint64_t content = 0;  // see content_hash
  Time received_at;

  bool operator==(const SignalReceipt&) const = default;
};

}  // namespace tocsin::domain
