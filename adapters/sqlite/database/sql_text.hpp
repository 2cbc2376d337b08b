#pragma once

#include <string>
#include <string_view>

namespace tocsin::adapters::sqlite {

// Builds statements for tables of the same form, from this adapter's constants.

// An open thing: (row, record).
std::string put_row(std::string_view table);
std::string remove_row(std::string_view table);
std::string rows_of(std::string_view table);  // row, record

// An entry of the configuration: (tenant, id, record).
std::string put_entry(std::string_view table);
std::string remove_entry(std::string_view table);
std::string entries_of(std::string_view table);  // record

// A version of an entry: (tenant, id, version, record).
std::string put_version(std::string_view table);
std::string versions_of(std::string_view table);  // record

// The path of a field in a record, or in a list in it: $[7] or $[7][1].
std::string json_path(std::size_t field);
std::string json_path(std::size_t field, std::size_t part);

}  // namespace tocsin::adapters::sqlite
