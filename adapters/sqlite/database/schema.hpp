#pragma once

#include <string_view>

#include "adapters/sqlite/database/connection.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::sqlite {

// The migrations of this adapter, the first one first, each with the schema version that it
// produces. Built in; a released migration never changes.
extern const int newest_schema;
const char* migration_to(int version);

// Creates the files of the database if they do not exist. Fails with conflict, without changes, if
// it is newer than this program or not a database of Tocsin.
Result<Done> open_log(Connection& connection);

// Migrates the database to the newest schema, each migration in its own transaction. Call it after
// open_log.
Result<Done> bring_up_to_date(Connection& connection);

}  // namespace tocsin::adapters::sqlite
