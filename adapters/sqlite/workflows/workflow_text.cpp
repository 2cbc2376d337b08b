#include "adapters/sqlite/workflows/workflow_text.hpp"

#include <utility>

#include "adapters/sqlite/database/json_value.hpp"

namespace tocsin::adapters::sqlite {
namespace {

using domain::Duration;
using domain::Time;

Json json_of_condition(const domain::WorkflowCondition& condition) {
  if (const auto* absence = std::get_if<domain::Absence>(&condition)) {
    return Json::array({"absence", absence->duration.count()});
  }
  if (const auto* numeric = std::get_if<domain::Numeric>(&condition)) {
    return Json::array({"numeric",
                        numeric->field,
                        to_text(numeric->op),
                        numeric->value,
                        numeric->lasting.count()});
  }
  const auto& count = *std::get_if<domain::SignalCount>(&condition);
  return Json::array({"count", count.at_least, count.within.count()});
}

Duration duration_from(const Json& json) { return Duration{number_from<Duration::rep>(json)}; }

domain::WorkflowCondition condition_from(const Json& list) {
  const auto& kind = list.at(0).get_ref<const std::string&>();
  if (kind == "absence") return domain::Absence{duration_from(list.at(1))};
  if (kind == "count") {
    return domain::SignalCount{number_from<std::uint32_t>(list.at(1)), duration_from(list.at(2))};
  }
  const auto op = domain::operator_from(list.at(2).get_ref<const std::string&>());
  if (kind != "numeric" || !op) throw Json::other_error::create(501, "no condition", &list);
  return domain::Numeric{
      list.at(1).get<std::string>(), *op, list.at(3).get<std::string>(), duration_from(list.at(4))};
}

Json json_of_step(const domain::Step& step) {
  auto json = Json::array({kind_of(step)});
  if (const auto* tell = std::get_if<domain::Tell>(&step)) {
    json.push_back(tell->target.id);
    json.push_back(tell->target.address);
    json.push_back(tell->message);
  } else if (const auto* page = std::get_if<domain::Page>(&step)) {
    json.push_back(page->service.value);
    json.push_back(page->message);
    json.push_back(page->severity.token());
  } else if (const auto* delay = std::get_if<domain::Delay>(&step)) {
    json.push_back(delay->duration.count());
  }
  return json;
}

domain::Page page_from(const Json& list) {
  const auto severity = domain::Severity::parse(list.at(3).get_ref<const std::string&>());
  if (!severity) throw Json::other_error::create(501, "no severity", &list);
  return {{list.at(1).get<std::string>()}, list.at(2).get<std::string>(), *severity};
}

domain::Step step_from(const Json& list) {
  const auto& kind = list.at(0).get_ref<const std::string&>();
  if (kind == "page") return page_from(list);
  if (kind == "delay") return domain::Delay{duration_from(list.at(1))};
  if (kind == "resolve") return domain::Resolve{};
  return domain::Tell{{list.at(1).get<std::string>(),
                       enum_from<domain::Channel>(list.at(0)),
                       list.at(2).get<std::string>()},
                      list.at(3).get<std::string>()};
}

template <typename Parts, typename Write>
std::string list_text(const Parts& parts, Write write) {
  Json json = Json::array();
  for (const auto& part : parts)
    json.push_back(write(part));
  return text_of(json);
}

template <typename Part, typename Read>
std::optional<std::vector<Part>> list_from(std::string_view json, Read read_part) {
  return read<std::vector<Part>>(json, [&](const Json& list) {
    std::vector<Part> parts;
    for (const auto& part : list_in(list))
      parts.push_back(read_part(part));
    return parts;
  });
}

template <typename Id>
void append_id(std::string& json, const std::optional<Id>& id) {
  if (id) {
    append_quoted(json, to_text(*id));
  } else {
    json += "null";
  }
}

void append_time(std::string& json, const std::optional<Time>& time) {
  if (time) {
    append(json, *time);
  } else {
    json += "null";
  }
}

template <typename Id>
std::optional<Id> id_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return Id{uuid_from(json)};
}

void append_incident(std::string& json, const domain::Target& target) {
  json += ',';
  append_quoted(json, target.id);
  json += ',';
  append_quoted(json, target.address);
}

// Reads the incident at the end of its list, if there is one.
std::optional<domain::Target> incident_from(const Json& list) {
  constexpr std::size_t without = 6;
  if (list.size() == without) return std::nullopt;
  return domain::Target{list.at(without).get<std::string>(),
                        domain::Channel::pagerduty,
                        list.at(without + 1).get<std::string>()};
}

std::optional<Time> maybe_time_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return time_from(json);
}

template <typename Times>
void append_times(std::string& json, const Times& times) {
  json += ",[";
  for (const auto& time : times) {
    if (&time != &times.front()) json += ',';
    append_time(json, time);
  }
  json += ']';
}

// Appends a watch. Every signal writes watches, so no document is built.
void append_watch(std::string& json, const domain::Watch& watch) {
  json += '[';
  append_quoted(json, watch.follows->id.value);
  json += ',' + std::to_string(watch.follows->version) + ',';
  append_id(json, watch.run);
  json += ',';
  append(json, watch.look_again_at);
  if (watch.progress) {
    append_times(json, watch.progress->met_since);
    append_times(json, watch.progress->counted);
  }
  json += ']';
}

// Reads a watch. The state for another version's conditions is not used.
domain::Watch watch_from(const Json& list, const domain::SharedWorkflow& workflow) {
  domain::Watch watch;
  watch.follow(workflow);
  watch.run = id_from<domain::RunId>(list.at(2));
  watch.look_again_at = time_from(list.at(3));
  const bool is_same = workflow->version == number_from<std::uint64_t>(list.at(1));
  if (!is_same || !watch.progress) return watch;

  domain::Watch::Progress progress;
  for (const auto& since : list_in(list.at(4)))
    progress.met_since.push_back(maybe_time_from(since));
  for (const auto& at : list_in(list.at(5)))
    progress.counted.push_back(time_from(at));
  const bool fits = progress.met_since.size() == watch.progress->met_since.size();
  if (fits) watch.progress = std::move(progress);
  return watch;
}

}  // namespace

std::string json_of(const std::vector<domain::WorkflowCondition>& conditions) {
  return list_text(conditions, json_of_condition);
}

std::string json_of(const std::vector<domain::Step>& steps) {
  return list_text(steps, json_of_step);
}

std::string json_of(const std::vector<domain::StepRecord>& records) {
  std::string json{'['};
  for (const auto& record : records) {
    json += json.size() > 1 ? ",[" : "[";
    append_quoted(json, record.kind);
    json += ',';
    append_quoted(json, domain::word_for(record.status));
    json += ',';
    append_time(json, record.at);
    json += ',';
    append_quoted(json, record.detail);
    json += ',';
    append_id(json, record.notification);
    json += ',';
    append_id(json, record.alert);
    if (record.incident) append_incident(json, *record.incident);
    json += ']';
  }
  json += ']';
  return json;
}

std::string json_of(const std::vector<domain::Watch>& watches) {
  std::string json{'['};
  for (const auto& watch : watches) {
    if (json.size() > 1) json += ',';
    append_watch(json, watch);
  }
  json += ']';
  return json;
}

std::string json_of(const std::vector<std::uint64_t>& hashes) {
  std::string json{'['};
  for (const auto hash : hashes) {
    if (json.size() > 1) json += ',';
    json += std::to_string(static_cast<std::int64_t>(hash));
  }
  json += ']';
  return json;
}

std::optional<std::vector<domain::WorkflowCondition>> conditions_from(std::string_view json) {
  return list_from<domain::WorkflowCondition>(json, condition_from);
}

std::optional<std::vector<domain::Step>> steps_from(std::string_view json) {
  return list_from<domain::Step>(json, step_from);
}

std::optional<std::vector<domain::StepRecord>> records_from(std::string_view json) {
  return list_from<domain::StepRecord>(json, [](const Json& list) {
    return domain::StepRecord{list.at(0).get<std::string>(),
                              enum_from<domain::StepStatus>(list.at(1)),
                              maybe_time_from(list.at(2)),
                              list.at(3).get<std::string>(),
                              id_from<domain::NotificationId>(list.at(4)),
                              id_from<domain::AlertId>(list.at(5)),
                              incident_from(list)};
  });
}

std::optional<std::vector<domain::Watch>> watches_from(std::string_view json,
                                                       const FindWorkflow& find_workflow) {
  return read<std::vector<domain::Watch>>(json, [&](const Json& list) {
    std::vector<domain::Watch> watches;
    for (const auto& watch : list_in(list)) {
      const auto version = number_from<std::uint64_t>(watch.at(1));
      const auto workflow = find_workflow({watch.at(0).get<std::string>()}, version);
      const bool is_watched = workflow && version >= workflow->watches_since;
      if (is_watched) watches.push_back(watch_from(watch, workflow));
    }
    return watches;
  });
}

std::optional<std::vector<std::uint64_t>> hashes_from(std::string_view json) {
  return list_from<std::uint64_t>(json, [](const Json& number) {
    return static_cast<std::uint64_t>(number_from<std::int64_t>(number));
  });
}

}  // namespace tocsin::adapters::sqlite
