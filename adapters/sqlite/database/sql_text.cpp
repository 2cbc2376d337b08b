#include "adapters/sqlite/database/sql_text.hpp"

namespace tocsin::adapters::sqlite {
namespace {

std::string statement(std::string_view begin, std::string_view table, std::string_view end) {
  return std::string{begin}.append(table).append(end);
}

}  // namespace

std::string put_row(std::string_view table) {
  return statement("INSERT OR REPLACE INTO ", table, " (row, record) VALUES (?, ?)");
}
std::string remove_row(std::string_view table) {
  return statement("DELETE FROM ", table, " WHERE row = ?");
}
std::string rows_of(std::string_view table) {
  return statement("SELECT row, record FROM ", table, " ORDER BY row");
}

std::string put_entry(std::string_view table) {
  return statement("INSERT OR REPLACE INTO ", table, " (tenant, id, record) VALUES (?, ?, ?)");
}
std::string remove_entry(std::string_view table) {
  return statement("DELETE FROM ", table, " WHERE tenant = ? AND id = ?");
}
std::string entries_of(std::string_view table) {
  return statement("SELECT record FROM ", table, " ORDER BY tenant, id");
}

std::string put_version(std::string_view table) {
  return statement(
      "INSERT OR REPLACE INTO ", table, " (tenant, id, version, record) VALUES (?, ?, ?, ?)");
}
std::string versions_of(std::string_view table) {
  return statement("SELECT record FROM ", table, " ORDER BY tenant, id, version");
}

std::string json_path(std::size_t field) { return "'$[" + std::to_string(field) + "]'"; }
std::string json_path(std::size_t field, std::size_t part) {
  return "'$[" + std::to_string(field) + "][" + std::to_string(part) + "]'";
}

}  // namespace tocsin::adapters::sqlite
