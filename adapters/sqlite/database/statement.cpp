#include "adapters/sqlite/database/statement.hpp"

#include <algorithm>

#include <sqlite3.h>

namespace tocsin::adapters::sqlite {

void Statement::Finalize::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

bool Statement::prepare() {
  fault_ = {};
  if (handle_) return true;

  sqlite3_stmt* handle = nullptr;
  check(sqlite3_prepare_v3(connection_.handle(),
                           sql_.data(),
                           static_cast<int>(sql_.size()),
                           SQLITE_PREPARE_PERSISTENT,
                           &handle,
                           nullptr));
  handle_.reset(handle);
  return !failed();
}

bool Statement::step() {
  if (failed()) return false;

  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) check(code);
  return false;
}

// Ends the query. The result of reset repeats the failure of the last step.
void Statement::end() { sqlite3_reset(handle_.get()); }

void Statement::check(int code) {
  if (code != SQLITE_OK && !failed()) fault_ = connection_.fault();
}

void Statement::misread(std::string_view why) {
  auto message =
      "the database has a row that this version of Tocsin cannot read, found by: " + sql_;
  if (!why.empty()) message.append(": ").append(why);
  fault_ = {SQLITE_CORRUPT, std::move(message)};
}

void Statement::bind_null(int parameter) { check(sqlite3_bind_null(handle_.get(), parameter)); }

void Statement::bind_integer(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(handle_.get(), parameter, value));
}

void Statement::bind(int parameter, double value) {
  check(sqlite3_bind_double(handle_.get(), parameter, value));
}

void Statement::bind(int parameter, std::string_view text) {
  // A null pointer would be NULL, not an empty text.
  check(sqlite3_bind_text64(handle_.get(),
                            parameter,
                            text.empty() ? "" : text.data(),
                            text.size(),
                            nullptr,  // SQLITE_STATIC
                            SQLITE_UTF8));
}

void Statement::bind(int parameter, const boost::uuids::uuid& uuid) {
  check(sqlite3_bind_blob64(handle_.get(), parameter, uuid.data, sizeof uuid.data, nullptr));
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

std::string_view Statement::text(int column) const {
  const auto* text = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  const auto bytes = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
  return text == nullptr ? std::string_view{} : std::string_view{text, bytes};
}

void Statement::read(int column, double& value) {
  value = sqlite3_column_double(handle_.get(), column);
}

void Statement::read(int column, boost::uuids::uuid& uuid) {
  const auto bytes = text(column);
  if (bytes.size() != uuid.size()) return misread();
  std::copy(bytes.begin(), bytes.end(), uuid.begin());
}

void Statement::read(int column, domain::Severity& value) {
  const auto kept = domain::Severity::parse(text(column));
  if (!kept) return misread();
  value = *kept;
}

}  // namespace tocsin::adapters::sqlite
