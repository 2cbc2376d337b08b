#include "adapters/sqlite/database/log_rewriting.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <sqlite3.h>

namespace tocsin::adapters::sqlite {
namespace {

constexpr sqlite3_int64 chunk = 1 << 16U;  // what SQLite's VFS for Unix takes at once is bounded

struct Close {
  void operator()(sqlite3_file* file) const {
    if (file->pMethods != nullptr) file->pMethods->xClose(file);
    sqlite3_free(file);
  }
};
using File = std::unique_ptr<sqlite3_file, Close>;

int rewrite(sqlite3_file& file) {
  sqlite3_int64 size = 0;
  int code = file.pMethods->xFileSize(&file, &size);
  std::vector<char> bytes(static_cast<std::size_t>(std::min(size, chunk)));
  for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size; at += chunk) {
    const auto length = static_cast<int>(std::min(chunk, size - at));
    code = file.pMethods->xRead(&file, bytes.data(), length, at);
    if (code == SQLITE_OK) code = file.pMethods->xWrite(&file, bytes.data(), length, at);
  }
  return code == SQLITE_OK ? file.pMethods->xSync(&file, SQLITE_SYNC_NORMAL) : code;
}

}  // namespace

Result<Done> rewrite_log(const std::filesystem::path& database) {
  const auto path = database.string() + "-wal";
  auto* const files = sqlite3_vfs_find(nullptr);
  int is_there = 0;
  int code = files->xAccess(files, path.c_str(), SQLITE_ACCESS_EXISTS, &is_there);
  if (code == SQLITE_OK && is_there == 0) return Done{};

  const File file{
      static_cast<sqlite3_file*>(sqlite3_malloc64(static_cast<sqlite3_uint64>(files->szOsFile)))};
  file->pMethods = nullptr;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL;
  if (code == SQLITE_OK) code = files->xOpen(files, path.c_str(), file.get(), flags, &flags);
  if (code == SQLITE_OK) code = rewrite(*file);
  if (code == SQLITE_OK) return Done{};
  return fail(
      ErrorKind::unavailable,
      "cannot rewrite " + path + ": " + sqlite3_errstr(code) + " (" + std::to_string(code) + ")");
}

}  // namespace tocsin::adapters::sqlite
