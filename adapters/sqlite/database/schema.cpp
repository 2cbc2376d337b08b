#include "adapters/sqlite/database/schema.hpp"

#include <string>

namespace tocsin::adapters::sqlite {
namespace {

constexpr int application_id = 0x546F6332;     // "Toc2"
constexpr int before_records_id = 0x546F6373;  // "Tocs"

Result<Done> check_owner(Connection& connection) {
  const auto owner = connection.number("PRAGMA application_id");
  if (!owner) return Failure{owner.error()};
  const auto tables = connection.number("SELECT count(*) FROM sqlite_schema");
  if (!tables) return Failure{tables.error()};

  const bool is_new = *owner == 0 && *tables == 0;
  if (*owner == application_id || is_new) return Done{};
  if (*owner == before_records_id) {
    return fail(
        ErrorKind::conflict,
        "the database is from a version of Tocsin before records, which this version cannot "
        "read: use another data directory, or the version that wrote it");
  }
  return fail(ErrorKind::conflict, "the database file belongs to another program");
}

Failure too_new(int version) {
  return fail(ErrorKind::conflict,
              "database schema is version " + std::to_string(version) +
                  ", this program knows up to " + std::to_string(newest_schema) +
                  ": use a newer Tocsin");
}

Result<Done> apply(Connection& connection, const char* migration) {
  if (auto begun = connection.execute("BEGIN IMMEDIATE"); !begun) return begun;

  auto applied = connection.execute(migration);
  if (applied) applied = connection.execute("COMMIT");
  if (!applied && connection.in_transaction()) {
    // The first failure is the one to tell; closing the connection takes back as well.
    if (const auto undone = connection.execute("ROLLBACK"); !undone) return applied;
  }
  return applied;
}

}  // namespace

Result<Done> open_log(Connection& connection) {
  if (auto ours = check_owner(connection); !ours) return ours;
  const auto version = connection.number("PRAGMA user_version");
  if (!version) return Failure{version.error()};
  if (*version > newest_schema) return too_new(*version);

  // Before the first page is written; later they change nothing. The log is there when something
  // has been read.
  return connection.execute(
      "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA user_version");
}

Result<Done> bring_up_to_date(Connection& connection) {
  const auto version = connection.number("PRAGMA user_version");
  if (!version) return Failure{version.error()};
  for (int next = *version + 1; next <= newest_schema; ++next) {
    if (auto applied = apply(connection, migration_to(next)); !applied) return applied;
  }
  return Done{};
}

}  // namespace tocsin::adapters::sqlite
