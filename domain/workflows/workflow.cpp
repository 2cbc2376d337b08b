#include "domain/workflows/workflow.hpp"

#include <algorithm>
#include <utility>

#include "domain/channels/address.hpp"
#include "domain/kernel/number.hpp"
#include "domain/kernel/template_text.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {
namespace {

constexpr std::array<std::pair<std::string_view, Operator>, 7> operators{{
    {">", Operator::greater},
    {">=", Operator::at_least},
    {"<", Operator::less},
    {"<=", Operator::at_most},
    {"=", Operator::equal},
    {"!=", Operator::not_equal},
    {"==", Operator::equal},
}};

Result<Done> check_duration(Duration duration, const std::string& pointer) {
  if (duration >= Workflow::shortest_duration && duration <= Workflow::max_duration) {
    return Done{};
  }
  return fail(ErrorKind::invalid, "must be from 1ms to 366 days", pointer);
}

// Checks one condition, whose place in the body is `at`.
class ConditionCheck {
 public:
  explicit ConditionCheck(std::string at) : at_(std::move(at)) {}

  Result<Done> operator()(const Absence& absence) const {
    return check_duration(absence.duration, at_ + "/duration");
  }

  Result<Done> operator()(const Numeric& numeric) const {
    constexpr std::size_t longest = 500;
    if (numeric.field.empty() || numeric.field.size() > longest) {
      return fail(ErrorKind::invalid, "must name a field of the signal", at_ + "/field");
    }
    const bool is_ordering = numeric.op != Operator::equal && numeric.op != Operator::not_equal;
    if (is_ordering && !number_from(numeric.value)) {
      return fail(ErrorKind::invalid, "must be a number", at_ + "/value");
    }
    if (numeric.lasting == Duration{0}) return Done{};
    return check_duration(numeric.lasting, at_ + "/for");
  }

  Result<Done> operator()(const SignalCount& count) const {
    if (count.at_least == 0 || count.at_least > Workflow::max_count) {
      return fail(ErrorKind::invalid,
                  "must be from 1 to " + std::to_string(Workflow::max_count),
                  at_ + "/at_least");
    }
    return check_duration(count.within, at_ + "/within");
  }

 private:
  std::string at_;
};

class StepCheck {
 public:
  explicit StepCheck(std::string at) : at_(std::move(at)) {}

  Result<Done> operator()(const Tell& tell) const {
    if (!is_address(tell.target.channel, tell.target.address)) {
      return fail(
          ErrorKind::invalid,
          "is not a valid address of the channel " + std::string{word_for(tell.target.channel)},
          at_ + "/target");
    }
    if (tell.message.empty()) {
      return fail(ErrorKind::invalid, "must not be empty", at_ + "/message");
    }
    return check_message(tell.message);
  }

  Result<Done> operator()(const Page& page) const {
    if (page.service.empty()) {
      return fail(ErrorKind::invalid, "must name a service", at_ + "/service_id");
    }
    return check_message(page.message);
  }

  Result<Done> operator()(const Delay& delay) const {
    return check_duration(delay.duration, at_ + "/duration");
  }

  Result<Done> operator()(const Resolve& /*resolve*/) const { return Done{}; }

 private:
  Result<Done> check_message(const std::string& message) const {
    const auto pointer = at_ + "/message";
    if (message.size() > Workflow::max_message_bytes) {
      return fail(
          ErrorKind::invalid,
          "must not be longer than " + std::to_string(Workflow::max_message_bytes) + " bytes",
          pointer);
    }
    return check_template(message, pointer);
  }

  std::string at_;
};

Result<Done> check_number_of(std::size_t count, std::size_t maximum, const std::string& pointer) {
  if (count >= 1 && count <= maximum) return Done{};
  return fail(
      ErrorKind::invalid, "must have 1 to " + std::to_string(maximum) + " entries", pointer);
}

Result<Done> check_names(const Workflow& workflow) {
  if (workflow.name.empty()) return fail(ErrorKind::invalid, "must not be empty", "/name");
  if (workflow.signal_type.empty()) {
    return fail(ErrorKind::invalid, "must not be empty", "/signal_type");
  }
  return Done{};
}

template <typename Check, typename Parts>
Result<Done> check_each(const Parts& parts, const std::string& pointer) {
  for (std::size_t place = 0; place < parts.size(); ++place) {
    auto checked = std::visit(Check{pointer + '/' + std::to_string(place)}, parts[place]);
    if (!checked) return checked;
  }
  return Done{};
}

Result<Done> check_conditions(const Workflow& workflow) {
  const auto& conditions = workflow.conditions;
  if (auto counted = check_number_of(conditions.size(), Workflow::max_conditions, "/conditions");
      !counted) {
    return counted;
  }
  std::size_t absences = 0;
  for (std::size_t place = 0; place < conditions.size(); ++place) {
    const bool is_absence = std::holds_alternative<Absence>(conditions[place]);
    if (is_absence && ++absences > 1) {
      return fail(ErrorKind::invalid,
                  "must not be absence again: a workflow has at most one absence condition",
                  "/conditions/" + std::to_string(place) + "/type");
    }
  }
  return check_each<ConditionCheck>(conditions, "/conditions");
}

}  // namespace

std::string_view to_text(Operator op) { return operators[static_cast<std::size_t>(op)].first; }

std::optional<Operator> operator_from(std::string_view text) {
  for (const auto& [word, op] : operators) {
    if (word == text) return op;
  }
  return std::nullopt;
}

std::string_view kind_of(const Step& step) {
  constexpr std::array<std::string_view, 4> kinds{"", "page", "delay", "resolve"};
  if (const auto* tell = std::get_if<Tell>(&step)) return word_for(tell->target.channel);
  return kinds[step.index()];
}

Result<Done> check(const Workflow& workflow) {
  if (auto named = check_names(workflow); !named) return named;
  if (auto checked = check_conditions(workflow); !checked) return checked;
  if (auto counted = check_number_of(workflow.steps.size(), Workflow::max_steps, "/actions");
      !counted) {
    return counted;
  }
  return check_each<StepCheck>(workflow.steps, "/actions");
}

}  // namespace tocsin::domain
