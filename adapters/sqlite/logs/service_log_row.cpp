#include "adapters/sqlite/logs/service_log_row.hpp"

#include <array>
#include <charconv>
#include <concepts>
#include <utility>

#include "adapters/sqlite/database/json_value.hpp"

namespace tocsin::adapters::sqlite {
namespace {

using domain::LogPane;
using domain::LogTally;
using domain::LogWindow;
using domain::QuantileSketch;
using domain::RaisedLogAlert;
using domain::RuleLog;

// Appends a number. Thousands of rows of a hundred windows each are written per second, so no
// document is built.
void append_number(std::string& json, std::integral auto number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  json.append(digits.data(), end.ptr);
}

void append_number(std::string& json, domain::Time time) {
  append_number(json, time.time_since_epoch().count());
}

// Builds a list: `append` is called for each element.
template <typename List, typename Append>
void append_list(std::string& json, const List& list, Append append) {
  json += '[';
  bool is_first = true;
  for (const auto& each : list) {
    if (!is_first) json += ',';
    is_first = false;
    append(each);
  }
  json += ']';
}

void append_pane(std::string& json, const LogPane& pane) {
  const auto& tally = pane.tally;
  json += '[';
  append_number(json, pane.index);
  for (const auto count : {tally.count, tally.errors, tally.server_errors, tally.failures}) {
    json += ',';
    append_number(json, count);
  }
  if (tally.times) {
    json += ',';
    append_number(json, tally.times->zeros());
    json += ',';
    append_number(json, tally.times->first());
    json += ',';
    append_list(
        json, tally.times->buckets(), [&](std::uint32_t times) { append_number(json, times); });
  }
  json += ']';
}

void append_raised(std::string& json, const RaisedLogAlert& raised) {
  json += "[\"";
  if (raised.alert) json += to_text(*raised.alert);
  json += "\",\"";
  json += raised.severity.token();
  json += "\",";
  append_number(json, raised.raised_until);
  json += ',';
  append_number(json, raised.crossed_until);
  json += ']';
}

void append_window(std::string& json, const LogWindow& window) {
  json += '[';
  append_list(json, window.panes(), [&](const LogPane& pane) { append_pane(json, pane); });
  json += ',';
  if (window.raised()) {
    append_raised(json, *window.raised());
  } else {
    json += '0';
  }
  json += ']';
}

void append_rule(std::string& json, const RuleLog& log) {
  json += '[';
  append_quoted(json, log.rule.value);
  json += ',';
  append_number(json, static_cast<std::int64_t>(log.shape));
  json += ',';
  append_window(json, log.window);
  json += ",[";
  if (log.groups) {
    for (const auto& [group, window] : *log.groups) {
      json += json.back() == '[' ? "[" : ",[";
      append_list(json, group, [&](const std::string& value) { append_quoted(json, value); });
      json += ',';
      append_window(json, window);
      json += ']';
    }
  }
  json += "]]";
}

// --- and back

LogTally tally_from(const Json& pane) {
  LogTally tally{number_from<std::uint32_t>(pane.at(1)),
                 number_from<std::uint32_t>(pane.at(2)),
                 number_from<std::uint32_t>(pane.at(3)),
                 number_from<std::uint32_t>(pane.at(4)),
                 {}};
  constexpr std::size_t without_times = 5;
  if (pane.size() == without_times) return tally;
  std::vector<std::uint32_t> buckets;
  for (const auto& times : list_in(pane.at(7)))
    buckets.push_back(number_from<std::uint32_t>(times));
  tally.times = QuantileSketch{
      number_from<std::uint32_t>(pane.at(5)), number_from<int>(pane.at(6)), std::move(buckets)};
  return tally;
}

domain::OptionalBox<RaisedLogAlert> raised_from(const Json& json) {
  if (!json.is_array()) return {};
  RaisedLogAlert raised;
  const auto& alert = json.at(0).get_ref<const std::string&>();
  if (!alert.empty()) raised.alert = domain::AlertId{uuid_from(json.at(0))};
  raised.severity = severity_from(json.at(1));
  raised.raised_until = time_from(json.at(2));
  raised.crossed_until = time_from(json.at(3));
  return raised;
}

LogWindow window_from(const Json& json) {
  std::vector<LogPane> panes;
  for (const auto& pane : list_in(json.at(0)))
    panes.push_back({number_from<std::int64_t>(pane.at(0)), tally_from(pane)});
  return LogWindow{std::move(panes), raised_from(json.at(1))};
}

RuleLog rule_from(const Json& json) {
  RuleLog log;
  log.rule.value = json.at(0).get<std::string>();
  log.shape = static_cast<std::uint64_t>(number_from<std::int64_t>(json.at(1)));
  log.window = window_from(json.at(2));
  for (const auto& entry : list_in(json.at(3))) {
    if (!log.groups) log.groups.emplace();
    log.groups->emplace(entry.at(0).get<RuleLog::Group>(), window_from(entry.at(1)));
  }
  return log;
}

}  // namespace

std::string rules_json_of(const domain::ServiceLog& log) {
  std::string json{'['};
  for (const auto& rule : log.rules()) {
    if (rule.window.is_idle() && !rule.groups) continue;
    if (json.size() > 1) json += ',';
    append_rule(json, rule);
  }
  json += ']';
  return json;
}

std::string ended_json_of(const domain::ServiceLog& log) {
  std::string json;
  append_list(json, log.ended(), [&](const domain::EndedLogAlert& ended) {
    json += '[';
    append_quoted(json, to_text(ended.alert));
    json += ',';
    append_quoted(json, ended.why);
    json += ']';
  });
  return json;
}

std::string receipts_json_of(const domain::ServiceLog& log) {
  std::string json;
  append_list(json, log.receipts(), [&](const domain::BatchReceipt& receipt) {
    json += '[';
    append_number(json, static_cast<std::int64_t>(receipt.batch));
    json += ',';
    append_number(json, receipt.counted_at);
    json += ']';
  });
  return json;
}

domain::ServiceLog read_service_log(Rows& rows) {
  domain::TenantId tenant;
  std::string service;
  std::string_view rules_text;
  std::string_view ended_text;
  std::string_view receipts_text;
  rows.read(tenant, service, rules_text, ended_text, receipts_text);

  auto rules = read<std::vector<RuleLog>>(rules_text, [](const Json& list) {
    std::vector<RuleLog> logs;
    for (const auto& rule : list_in(list))
      logs.push_back(rule_from(rule));
    return logs;
  });
  auto ended = read<std::vector<domain::EndedLogAlert>>(ended_text, [](const Json& list) {
    std::vector<domain::EndedLogAlert> alerts;
    for (const auto& alert : list_in(list))
      alerts.push_back({{uuid_from(alert.at(0))}, alert.at(1).get<std::string>()});
    return alerts;
  });
  auto receipts = read<std::vector<domain::BatchReceipt>>(receipts_text, [](const Json& list) {
    std::vector<domain::BatchReceipt> batches;
    for (const auto& receipt : list_in(list))
      batches.push_back({static_cast<std::uint64_t>(number_from<std::int64_t>(receipt.at(0))),
                         time_from(receipt.at(1))});
    return batches;
  });
  if (!rules || !ended || !receipts) {
    rows.misread();
    return {std::move(tenant), std::move(service)};
  }
  return {std::move(tenant),
          std::move(service),
          *std::move(rules),
          *std::move(ended),
          *std::move(receipts)};
}

}  // namespace tocsin::adapters::sqlite
