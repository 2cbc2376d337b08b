#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/channels/target.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

enum class Operator { greater, at_least, less, at_most, equal, not_equal };

// Converts an operator to text: ">", ">=", "<", "<=", "=", "!="; and back, with "==" for "=".
std::string_view to_text(Operator op);
std::optional<Operator> operator_from(std::string_view text);

// A condition that is true if the subject has had no signal for the duration.
struct Absence {
  Duration duration{0};

  bool operator==(const Absence&) const = default;
};

// A condition that compares a field of the latest signal with a value. The field is "value.x",
// "metadata.x", or bare "x", which is "value.x".
struct Numeric {
  std::string field;
  Operator op = Operator::greater;
  std::string value;    // a number; for = and != any string
  Duration lasting{0};  // "for" on the wire: it must be true that long; 0: immediately

  bool operator==(const Numeric&) const = default;
};

// A condition on the number of signals within a span; together with numeric conditions, only
// signals that meet them count.
struct SignalCount {
  std::uint32_t at_least = 1;
  Duration within{0};

  bool operator==(const SignalCount&) const = default;
};

using WorkflowCondition = std::variant<Absence, Numeric, SignalCount>;

// A step that sends a message to a target on any channel.
struct Tell {
  Target target;
  std::string message;  // a template, see message_template.hpp

  bool operator==(const Tell&) const = default;
};

// A step that opens an alert, which pages for the service.
struct Page {
  ServiceId service;
  std::string message;                               // a template; empty: the reason of the run
  Severity severity = *Severity::parse("critical");  // of the alert

  bool operator==(const Page&) const = default;
};

// A step that waits for the duration.
struct Delay {
  Duration duration{0};

  bool operator==(const Delay&) const = default;
};

// A step that resolves the alert of this run.
struct Resolve {
  bool operator==(const Resolve&) const = default;
};

using Step = std::variant<Tell, Page, Delay, Resolve>;

// Returns the name of a step on the wire: the word of its channel, "page", "delay" or "resolve".
std::string_view kind_of(const Step& step);

// Conditions on the signals of a subject, and the steps to run when all of them are true. Each
// change is a new version; a run keeps the version that it began with.
struct Workflow {
  using Id = WorkflowId;

  static constexpr std::size_t max_conditions = 20;
  static constexpr std::size_t max_steps = 100;
  static constexpr std::size_t max_message_bytes = 10'000;
  static constexpr std::uint32_t max_count = 1000;  // of signals that are stored for SignalCount
  static constexpr Duration shortest_duration{1};
  static constexpr Duration max_duration = std::chrono::hours{366 * 24};

  TenantId tenant;
  WorkflowId id;              // in a draft: empty for one derived from the name
  std::uint64_t version = 0;  // in a draft: 0 for the next one
  std::string name;
  std::string signal_type;
  std::vector<WorkflowCondition> conditions;
  std::vector<Step> steps;
  bool enabled = true;
  bool continue_on_recovery = false;  // a run continues after the recovery
  std::uint64_t watches_since = 0;    // the version that enabled it: watches restart there
  Time created_at;
  Time updated_at;

  bool operator==(const Workflow&) const = default;
};

using SharedWorkflow = std::shared_ptr<const Workflow>;

// Checks the workflow. Fails with invalid, with a JSON pointer, if it cannot run as written.
Result<Done> check(const Workflow& workflow);

}  // namespace tocsin::domain
