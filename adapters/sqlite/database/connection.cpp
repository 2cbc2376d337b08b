#include "adapters/sqlite/database/connection.hpp"

#include <sqlite3.h>

#include "adapters/sqlite/database/statement.hpp"

namespace tocsin::adapters::sqlite {
namespace {

constexpr int busy_timeout_milliseconds = 5000;

// Nobody asks SQLite how much memory it has taken, and to count that takes a lock at each
// allocation. Only before its first use; later it is refused, and nothing is lost by that.
void count_no_memory() {
  static const int answer = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(answer);
}

// The schema can be trusted to be ours only as far as the file can.
void distrust_the_file(sqlite3* handle) {
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

std::string message_for(int code, const char* text) {
  constexpr int primary_mask = 0xFF;
  switch (code & primary_mask) {
    case SQLITE_FULL: return "the disk is full";
    case SQLITE_INTERRUPT: return "the database took too long to answer";
    default: return std::string{"database: "} + text + " (" + std::to_string(code) + ")";
  }
}

}  // namespace

bool Fault::lost_durability() const {
  return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

bool Fault::may_follow_commit() const {
  switch (code) {
    case SQLITE_NOMEM:
    case SQLITE_IOERR_NOMEM:
    case SQLITE_IOERR_SHMOPEN:
    case SQLITE_IOERR_SHMMAP:
    case SQLITE_IOERR_SHMSIZE: return true;
    default: return false;
  }
}

Failure Fault::as_failure() const { return fail(ErrorKind::unavailable, message); }

void Connection::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file, Mode mode) {
  const int access =
      mode == Mode::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  count_no_memory();
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(
      file.c_str(), &handle, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  // There is a handle to be closed after a failure, too.
  std::unique_ptr<Connection> connection{new Connection{handle}};
  if (code != SQLITE_OK) {
    return fail(ErrorKind::unavailable,
                "cannot open " + file.string() + ": " + message_for(code, sqlite3_errstr(code)));
  }

  distrust_the_file(handle);
  connection->copy_log_at_close(false);
  sqlite3_wal_autocheckpoint(handle, 0);  // it would hide that an fsync failed
  sqlite3_busy_timeout(handle, busy_timeout_milliseconds);
  const auto careful = connection->execute("PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON");
  if (!careful) return Failure{careful.error()};
  return connection;
}

Result<Done> Connection::execute(const char* script) {
  const int code = sqlite3_exec(handle(), script, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return fault().as_failure();
  return Done{};
}

Result<int> Connection::number(const char* query) {
  Statement statement{*this, query};
  auto rows = statement.query();
  int value = 0;
  if (!rows.next()) return statement.fault().as_failure();
  rows.read(value);
  return value;
}

void Connection::keep_cached(std::size_t megabytes) {
  const auto kibibytes = std::to_string(megabytes * 1024);
  // A pragma takes no parameters. It cannot fail: no memory is taken before it is used.
  sqlite3_exec(handle(), ("PRAGMA cache_size = -" + kibibytes).c_str(), nullptr, nullptr, nullptr);
}

void Connection::copy_log_at_close(bool is_copied) {
  const int is_left = is_copied ? 0 : 1;
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, is_left, nullptr);
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

Fault Connection::fault() const {
  const int code = sqlite3_extended_errcode(handle_.get());
  return {code, message_for(code, sqlite3_errmsg(handle_.get()))};
}

}  // namespace tocsin::adapters::sqlite
