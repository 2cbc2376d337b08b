#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "domain/kernel/result.hpp"

struct sqlite3;

namespace tocsin::adapters::sqlite {

// What SQLite said when it could not do something: its extended result code and a text for people.
struct Fault {
  int code = 0;
  std::string message;

  // An fsync failed: what the system has thrown away of our writes, nobody knows, and a second try
  // would wrongly succeed.
  bool lost_durability() const;

  // When a COMMIT says so: it was on the disk already, for only after that SQLite notes it in the
  // memory that it shares with its readers, which may have no room to grow.
  bool may_follow_commit() const;

  Failure as_failure() const;
};

// One connection to the database file. Used by one thread at a time.
class Connection {
 public:
  enum class Mode { read_write, read_only };

  static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file, Mode mode);

  // Runs one of this adapter's fixed scripts, which return no rows.
  Result<Done> execute(const char* script);

  // The value of one of the database's own counters, such as "PRAGMA user_version".
  Result<int> number(const char* query);

  void keep_cached(std::size_t megabytes);

  // Whether the log is copied into the database file when the last connection is closed. Not until
  // this has said so: it must not happen when the log may be in the system's memory only.
  void copy_log_at_close(bool is_copied);

  // Has a transaction been begun that SQLite has not dropped?
  bool in_transaction() const;

  // What went wrong last.
  Fault fault() const;

  sqlite3* handle() { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };

  explicit Connection(sqlite3* handle) : handle_(handle) {}

  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace tocsin::adapters::sqlite
