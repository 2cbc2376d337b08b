#pragma once

#include <string_view>

#include "adapters/sqlite/database/connection.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::sqlite {

// The migrations beside this adapter, the first one first, each with the schema version that it
// makes. Built in; a migration that has been released never changes.
extern const int newest_schema;
const char* migration_to(int version);

// Makes the files of the database when they are not there. conflict, with nothing touched, when it
// is newer than this program or not Tocsin's.
Result<Done> open_log(Connection& connection);

// Brings the database to the newest schema, each migration in a transaction of its own. After
// open_log.
Result<Done> bring_up_to_date(Connection& connection);

}  // namespace tocsin::adapters::sqlite
