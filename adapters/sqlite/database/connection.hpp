#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "domain/kernel/result.hpp"

struct sqlite3;

namespace tocsin::adapters::sqlite {

// An error of SQLite: its extended result code and a message for display.
struct Fault {
  int code = 0;
  std::string message;

  // Whether an fsync failed. Some writes may be lost, and a retry would report success wrongly.
  bool lost_durability() const;

  // Whether a COMMIT that failed with this error is on disk already: SQLite notes it in the memory
  // that it shares with its readers only after the write, and that memory may have no space to
  // grow.
  bool may_follow_commit() const;

  Failure as_failure() const;
};

// A connection to the database file. For one thread at a time.
class Connection {
 public:
  enum class Mode { read_write, read_only };

  static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file, Mode mode);

  // Runs one of this adapter's constant scripts, which return no rows.
  Result<Done> execute(const char* script);

  // Returns the value of one of the database's own counters, such as "PRAGMA user_version".
  Result<int> number(const char* query);

  void keep_cached(std::size_t megabytes);

  // Sets whether the WAL is checkpointed when the last connection is closed. It is not until this
  // is called: it must not happen while the WAL may be in the system's memory only.
  void copy_log_at_close(bool is_copied);

  // Whether a transaction is open that SQLite has not dropped.
  bool in_transaction() const;

  // Returns the latest error.
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
