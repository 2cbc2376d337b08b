#include "tests/adapters/sqlite/database/failing_disk.hpp"

#include <cerrno>
#include <filesystem>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::string forgotten;  // how the names of the files end; empty: none

bool is_forgotten(int file) {
  if (forgotten.empty()) return false;
  const auto link = "/proc/self/fd/" + std::to_string(file);
  return std::filesystem::read_symlink(link).string().ends_with(forgotten);
}

}  // namespace

// Stands before the C library's: it is the one that libsqlite3 is bound to.
extern "C" int fdatasync(int file) {
  if (is_forgotten(file)) {
    errno = EIO;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_fdatasync, file));
}

namespace tocsin::tests {
namespace {

ssize_t no_room(int, const void*, size_t, off64_t) {
  errno = ENOSPC;
  return -1;
}

// A null function is SQLite's own again.
void write_with(sqlite3_syscall_ptr function) {
  auto* files = sqlite3_vfs_find(nullptr);
  const int code = files->xSetSystemCall(files, "pwrite64", function);
  EXPECT_EQ(code, SQLITE_OK);
}

}  // namespace

FullDisk::FullDisk() { write_with(reinterpret_cast<sqlite3_syscall_ptr>(no_room)); }

FullDisk::~FullDisk() { write_with(nullptr); }

ForgetfulDisk::ForgetfulDisk(const std::string& name_end) { forgotten = name_end; }

ForgetfulDisk::~ForgetfulDisk() { forgotten.clear(); }

}  // namespace tocsin::tests
