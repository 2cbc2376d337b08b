#pragma once

#include <string_view>

#include "adapters/sqlite/database/statement.hpp"
#include "domain/logs/log_rule.hpp"

namespace tocsin::adapters::sqlite {

// As in configuration_rows.hpp.
extern const std::string_view log_rule_columns;

bool write_log_rule(Statement& insert, const domain::LogRule& rule);
domain::LogRule read_log_rule(Rows& rows);

}  // namespace tocsin::adapters::sqlite
