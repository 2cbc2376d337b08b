#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/workflows/run.hpp"
#include "domain/workflows/watch.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::adapters::sqlite {

// Lists inside the rows of workflows are kept as JSON text.
// [["absence", ms], ["numeric", field, operator, value, for], ["count", at least, within], …]
std::string json_of(const std::vector<domain::WorkflowCondition>& conditions);
// [[channel, target, address, message], ["page", service, message, severity], ["delay", ms],
// ["resolve"], …]
std::string json_of(const std::vector<domain::Step>& steps);
// [[kind, status, at, detail, notification, alert], …]
std::string json_of(const std::vector<domain::StepRecord>& records);
// [[workflow, version, run, look again at, [met since, …], [counted, …]], …]
std::string json_of(const std::vector<domain::Watch>& watches);
std::string json_of(const std::vector<std::uint64_t>& hashes);

// Finds the workflow of that id and version, or its replacement; null if there is none.
using FindWorkflow =
    std::function<domain::SharedWorkflow(const domain::WorkflowId& id, std::uint64_t version)>;

// Parses the text of json_of; nothing if it is in another form. A watch whose workflow was removed
// is left out.
std::optional<std::vector<domain::WorkflowCondition>> conditions_from(std::string_view json);
std::optional<std::vector<domain::Step>> steps_from(std::string_view json);
std::optional<std::vector<domain::StepRecord>> records_from(std::string_view json);
std::optional<std::vector<domain::Watch>> watches_from(std::string_view json,
                                                       const FindWorkflow& find_workflow);
std::optional<std::vector<std::uint64_t>> hashes_from(std::string_view json);

}  // namespace tocsin::adapters::sqlite
