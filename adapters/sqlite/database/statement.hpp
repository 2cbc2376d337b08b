#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <boost/uuid/uuid.hpp>

#include "adapters/sqlite/database/connection.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

struct sqlite3_stmt;

namespace tocsin::adapters::sqlite {

class Rows;

// A prepared statement: prepared at its first use, kept as long as its connection. Its parameters
// are domain values, in the order of the question marks; strings are not copied.
class Statement {
 public:
  // Takes SQL that is built from constants of this adapter only, never from data.
  Statement(Connection& connection, std::string sql)
      : connection_(connection), sql_(std::move(sql)) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() = default;

  // Runs the statement to its end. Returns false on failure; see fault().
  template <typename... Values>
  bool run(const Values&... values) {
    start(values...);
    const bool got_row = step();
    end();
    return !got_row && !failed();
  }

  // Begins to read the rows. The values must live until the rows have been read.
  template <typename... Values>
  Rows query(const Values&... values);

  bool failed() const { return fault_.code != 0; }
  const Fault& fault() const { return fault_; }

 private:
  friend class Rows;

  struct Finalize {
    void operator()(sqlite3_stmt* handle) const;
  };

  template <typename... Values>
  void start(const Values&... values) {
    if (!prepare()) return;
    int parameter = 0;
    (bind(++parameter, values), ...);
  }
  bool prepare();
  bool step();  // whether there is a row: false at the end and on failure
  void end();
  void check(int code);
  // A row has values that this program cannot have written.
  void misread(std::string_view why = {});

  void bind_null(int parameter);
  void bind_integer(int parameter, std::int64_t value);
  void bind(int parameter, double value);
  void bind(int parameter, std::string_view text);
  void bind(int parameter, const boost::uuids::uuid& uuid);
  void bind(int parameter, domain::Severity value) { bind(parameter, value.token()); }
  void bind(int parameter, domain::Duration value) { bind_integer(parameter, value.count()); }
  void bind(int parameter, domain::Time value) { bind(parameter, value.time_since_epoch()); }
  template <std::integral Integer>
  void bind(int parameter, Integer value) {
    bind_integer(parameter, static_cast<std::int64_t>(value));
  }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void bind(int parameter, Enum value) { bind(parameter, domain::word_for(value)); }
  template <typename Tag>
  void bind(int parameter, const domain::Id<Tag>& id) {
    bind(parameter, id.value);
  }
  template <typename Tag>
  void bind(int parameter, const domain::Name<Tag>& name) {
    bind(parameter, std::string_view{name.value});
  }
  template <typename Value>
  void bind(int parameter, const std::optional<Value>& value) {
    if (value) {
      bind(parameter, *value);
    } else {
      bind_null(parameter);
    }
  }

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string_view text(int column) const;
  void read(int column, double& value);
  void read(int column, boost::uuids::uuid& uuid);
  void read(int column, domain::Severity& value);
  void read(int column, std::string_view& value) { value = text(column); }
  void read(int column, std::string& value) { value = text(column); }
  void read(int column, domain::Duration& value) { value = domain::Duration{integer(column)}; }
  void read(int column, domain::Time& value) {
    value = domain::Time{domain::Duration{integer(column)}};
  }
  template <std::integral Integer>
  void read(int column, Integer& value) {
    const auto kept = integer(column);
    value = static_cast<Integer>(kept);
    if (static_cast<std::int64_t>(value) != kept) misread();
  }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void read(int column, Enum& value) {
    const auto kept = domain::from_word<Enum>(text(column));
    if (!kept) return misread();
    value = *kept;
  }
  template <typename Tag>
  void read(int column, domain::Id<Tag>& id) {
    read(column, id.value);
  }
  template <typename Tag>
  void read(int column, domain::Name<Tag>& name) {
    name.value = text(column);
  }
  template <typename Value>
  void read(int column, std::optional<Value>& value) {
    value.reset();
    if (!is_null(column)) read(column, value.emplace());
  }

  Connection& connection_;
  std::string sql_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  Fault fault_;
};

// The rows of a query, one after the other. The destructor ends the query.
class Rows {
 public:
  explicit Rows(Statement& statement) : statement_(statement) {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows() { statement_.end(); }

  // Moves to the next row. Returns false after the last one, or if failed().
  bool next() { return statement_.step(); }

  // Reads the columns of the row in order. A string_view is valid until the next row; a value that
  // this program cannot have written makes the query fail.
  template <typename... Values>
  void read(Values&... values) {
    int column = 0;
    (statement_.read(column++, values), ...);
  }

  // Makes the query fail for a value that only the reader of a column can check, such as a record.
  void misread(std::string_view why = {}) { statement_.misread(why); }

  bool failed() const { return statement_.failed(); }
  Failure failure() const { return statement_.fault().as_failure(); }

 private:
  Statement& statement_;
};

template <typename... Values>
Rows Statement::query(const Values&... values) {
  start(values...);
  return Rows{*this};
}

}  // namespace tocsin::adapters::sqlite
