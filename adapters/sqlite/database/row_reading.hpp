#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "adapters/records/record.hpp"
#include "adapters/sqlite/database/statement.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::sqlite {

// Reads the columns, of which the last one is a record; a record that cannot be read makes the
// query fail, and yields nothing.
template <typename T, typename... Columns>
std::optional<T> read_record(Rows& rows,
                             const records::References& references,
                             Columns&... columns) {
  std::string_view record;
  rows.read(columns..., record);
  auto value = records::read<T>(record, references);
  if (value) return *std::move(value);
  rows.misread(value.error().message);
  return std::nullopt;
}

}  // namespace tocsin::adapters::sqlite
