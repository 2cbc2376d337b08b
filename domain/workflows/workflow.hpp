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

// As people write it: ">", ">=", "<", "<=", "=", "!="; "==" is read as "=".
std::string_view to_text(Operator op);
std::optional<Operator> operator_from(std::string_view text);

// No signal of the subject for so long.
struct Absence {
  Duration duration{0};

  bool operator==(const Absence&) const = default;
};

// A field of the latest signal compares so with a value. The field is "value.x", "metadata.x", or
// bare "x", which is "value.x".
struct Numeric {
  std::string field;
  Operator op = Operator::greater;
  std::string value;    // a number; for = and != it may be any text
  Duration lasting{0};  // "for" on the wire: it must hold that long; 0: at once

  bool operator==(const Numeric&) const = default;
};

// So many signals within a span; beside numeric conditions only those that meet them count.
struct SignalCount {
  std::uint32_t at_least = 1;
  Duration within{0};

  bool operator==(const SignalCount&) const = default;
};

using WorkflowCondition = std::variant<Absence, Numeric, SignalCount>;

// Tells somebody, on any channel.
struct Tell {
  Target target;
  std::string message;  // a template, see message_template.hpp

  bool operator==(const Tell&) const = default;
};

// Raises an alert that pages whoever is on call for the service.
struct Page {
  ServiceId service;
  std::string message;                               // a template; empty: why the run was started
  Severity severity = *Severity::parse("critical");  // of the alert

  bool operator==(const Page&) const = default;
};

// Goes on after so long.
struct Delay {
  Duration duration{0};

  bool operator==(const Delay&) const = default;
};

// Resolves the alert that this run has opened.
struct Resolve {
  bool operator==(const Resolve&) const = default;
};

using Step = std::variant<Tell, Page, Delay, Resolve>;

// What a step is called on the wire: the word of its channel, "page", "delay" or "resolve".
std::string_view kind_of(const Step& step);

// Conditions on the signals of a subject, all of which must hold, and what is to be done then, step
// by step. Each change of it is a new version; a run keeps the version it began with.
struct Workflow {
  using Id = WorkflowId;

  static constexpr std::size_t max_conditions = 20;
  static constexpr std::size_t max_steps = 100;
  static constexpr std::size_t max_message_bytes = 10'000;
  static constexpr std::uint32_t max_count = 1000;  // of signals that are remembered for Count
  static constexpr Duration shortest_duration{1};
  static constexpr Duration max_duration = std::chrono::hours{366 * 24};

  TenantId tenant;
  WorkflowId id;
  std::uint64_t version = 0;  // of a draft: 0 for the next one
  std::string name;
  std::string signal_type;
  std::vector<WorkflowCondition> conditions;
  std::vector<Step> steps;
  bool enabled = true;
  bool continue_on_recovery = false;  // a run goes on although all is well again
  std::uint64_t watches_since = 0;    // the version that was enabled: it began to watch anew
  Time created_at;
  Time updated_at;

  bool operator==(const Workflow&) const = default;
};

using SharedWorkflow = std::shared_ptr<const Workflow>;

// An id made of a name: lower case, and "_" for each stretch of what is no letter or digit.
WorkflowId workflow_id_of(std::string_view name);

// Can it be done as it is written? invalid with a JSON pointer when not.
Result<Done> check(const Workflow& workflow);

}  // namespace tocsin::domain
