#pragma once

#include <string_view>

#include "domain/kernel/result.hpp"

namespace tocsin::adapters::records {

// The failure of a record that cannot be read: its kind, the field (empty: the record itself), and
// what is wrong with it.
Failure unreadable(std::string_view kind, std::string_view field, std::string_view why);

}  // namespace tocsin::adapters::records
