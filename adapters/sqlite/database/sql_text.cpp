#include "adapters/sqlite/database/sql_text.hpp"

#include <algorithm>

namespace tocsin::adapters::sqlite {

std::string insert_into(std::string_view table, std::string_view columns) {
  std::string marks = "?";
  const auto commas = std::count(columns.begin(), columns.end(), ',');
  for (auto comma = commas; comma > 0; --comma)
    marks += ", ?";

  std::string sql = "INSERT OR REPLACE INTO ";
  return sql.append(table).append(" (").append(columns).append(") VALUES (").append(marks) + ")";
}

std::string select(std::string_view columns, std::string_view from_where) {
  std::string sql = "SELECT ";
  return sql.append(columns).append(" FROM ").append(from_where);
}

}  // namespace tocsin::adapters::sqlite
