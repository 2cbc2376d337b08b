#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/escalation_policy.hpp"
#include "domain/event.hpp"
#include "domain/notification.hpp"

namespace tocsin::adapters::sqlite {

// Lists inside a row are kept as JSON text. A list that is mostly empty is NULL then.
std::optional<std::string> json_of(const domain::Fields& fields);
std::optional<std::string> json_of(const std::vector<domain::Attempt>& attempts);
std::string json_of(const std::vector<domain::Level>& levels);

// And back; nothing when it is not what json_of writes.
std::optional<domain::Fields> fields_from(std::string_view json);
std::optional<std::vector<domain::Attempt>> attempts_from(std::string_view json);
std::optional<std::vector<domain::Level>> levels_from(std::string_view json);

}  // namespace tocsin::adapters::sqlite
