#pragma once

#include <string>
#include <string_view>

namespace tocsin::adapters::sqlite {

// Builds statements over the columns that two tables share, from this adapter's constants.
std::string insert_into(std::string_view table, std::string_view columns);
std::string select(std::string_view columns, std::string_view from_where);

}  // namespace tocsin::adapters::sqlite
