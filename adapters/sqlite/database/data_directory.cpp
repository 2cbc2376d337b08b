#include "adapters/sqlite/database/data_directory.hpp"

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tocsin::adapters::sqlite {
namespace {

constexpr int nothing = -1;

Failure cannot(const std::string& what, const std::filesystem::path& path) {
  const auto why = std::generic_category().message(errno);
  return fail(ErrorKind::unavailable,
              "cannot " + what + ' ' + path.string() + ": " + why +
                  "; the data directory must be on a writable local disk");
}

Result<Done> sync_directory(const std::filesystem::path& path) {
  const int directory = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory == nothing) return cannot("open", path);
  const bool synced = ::fsync(directory) == 0;
  const int reason = errno;
  ::close(directory);
  errno = reason;
  if (!synced) return cannot("sync", path);
  return Done{};
}

Result<Done> make_directory(const std::filesystem::path& path) {
  const auto parent = std::filesystem::absolute(path / "..").lexically_normal();
  std::error_code error;
  std::filesystem::create_directories(parent, error);
  if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) return cannot("create", path);
  const auto synced = sync_directory(path);
  return synced ? sync_directory(parent) : synced;
}

// Returns the process that wrote its number into the lock file; empty if it has not yet.
std::string holder_of(int lock) {
  std::array<char, 32> text{};
  const auto length = ::pread(lock, text.data(), text.size(), 0);
  const std::string_view written{text.data(), length > 0 ? static_cast<std::size_t>(length) : 0};
  return std::string{written.substr(0, written.find('\n'))};
}

Result<Done> write_holder(int lock, const std::filesystem::path& file) {
  const auto text = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock, 0) != 0) return cannot("write", file);
  if (::pwrite(lock, text.data(), text.size(), 0) < 0) return cannot("write", file);
  return Done{};
}

Failure in_use(const std::filesystem::path& path, const std::string& holder) {
  const auto process = holder.empty() ? "" : " (process " + holder + ")";
  return fail(ErrorKind::conflict,
              "data directory " + path.string() + " is in use by another Tocsin" + process);
}

}  // namespace

DataDirectory::DataDirectory(std::filesystem::path path, int lock)
    : path_(std::move(path)), lock_(lock) {}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, nothing)) {}

DataDirectory& DataDirectory::operator=(DataDirectory&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  return *this;
}

// Releases the lock with its last descriptor. The file stays: removing it could remove the lock
// that the next process has just acquired.
DataDirectory::~DataDirectory() {
  if (lock_ != nothing) ::close(lock_);
}

Result<DataDirectory> DataDirectory::open(const std::filesystem::path& path) {
  if (const auto made = make_directory(path); !made) return Failure{made.error()};

  const auto file = path / "tocsin.lock";
  DataDirectory directory{path,
                          ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)};
  if (directory.lock_ == nothing) return cannot("open", file);
  if (::flock(directory.lock_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return cannot("lock", file);
    return in_use(path, holder_of(directory.lock_));
  }
  if (const auto written = write_holder(directory.lock_, file); !written) {
    return Failure{written.error()};
  }
  return directory;
}

Result<Done> DataDirectory::sync() const { return sync_directory(path_); }

}  // namespace tocsin::adapters::sqlite
