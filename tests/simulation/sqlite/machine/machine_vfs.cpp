#include "tests/simulation/sqlite/machine/machine_vfs.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <string>
#include <utility>

#include <sqlite3.h>

namespace tocsin::simulation {
namespace {

DiskMachine* the_machine = nullptr;

// More bytes the VFS for Unix does not write.
constexpr int max_at_once = 0x1FFFF;

// One open file, in memory that SQLite gives. It begins as SQLite wants it.
struct Handle : sqlite3_file {
  DiskMachine& machine;
  VolatileDisk::File file;
  std::string name;
  bool syncs_names = false;  // a log or a journal is safe when the directory knows it, too
  bool shares_memory = false;
};

Handle& handle_of(sqlite3_file* file) { return *static_cast<Handle*>(file); }

// The same in each run: the directory is another one each time.
std::string short_name(const char* path) {
  const std::string whole{path};
  return whole.substr(whole.rfind('/') + 1);
}

enum class Operation : std::uint64_t { write, sync, truncate, open, remove, sync_names };
constexpr std::array operation_texts{"write",
                                     "sync",
                                     "truncate",
                                     "open",
                                     "remove",
                                     "sync directory"};

void note(DiskMachine& machine,
          Operation what,
          const std::string& name,
          std::size_t at,
          std::size_t length) {
  const auto operation = static_cast<std::uint64_t>(what);
  machine.trace().mix(name);
  machine.trace().mix(operation << 56U | at << 24U | length);
  if (!machine.is_told()) return;
  machine.tell("  " + std::string{operation_texts[operation]} + ' ' + name + ' ' +
               std::to_string(at) + ' ' + std::to_string(length));
}

bool is_log(const std::string& name) { return name.ends_with("-wal"); }

bool sync_names(DiskMachine& machine) {
  note(machine, Operation::sync_names, "", 0, 0);
  return machine.change([&] {
    const bool lies =
        machine.is(SqliteMutant::sync_lies) || machine.is(SqliteMutant::directory_sync_lies);
    if (!lies) machine.disk().sync_names();
  });
}

int close_file(sqlite3_file* file) {
  auto& handle = handle_of(file);
  handle.machine.locks(handle.name).lower(&handle, SQLITE_LOCK_NONE);
  handle.~Handle();
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* to, int length, sqlite3_int64 at) {
  auto& handle = handle_of(file);
  if (!handle.machine.is_on() || handle.machine.strikes(Trouble::read_fails))
    return SQLITE_IOERR_READ;
  const auto wanted = static_cast<std::size_t>(length);
  auto* const bytes = static_cast<char*>(to);
  const auto there = handle.file->read(static_cast<std::size_t>(at), bytes, wanted);
  if (there == wanted) return SQLITE_OK;
  std::memset(bytes + there, 0, wanted - there);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* from, int length, sqlite3_int64 offset) {
  auto& handle = handle_of(file);
  auto& machine = handle.machine;
  auto& content = *handle.file;
  if (length > max_at_once) return SQLITE_FULL;
  const std::string_view bytes{static_cast<const char*>(from), static_cast<std::size_t>(length)};
  const auto at = static_cast<std::size_t>(offset);
  note(machine, Operation::write, handle.name, at, bytes.size());
  if (!machine.is_on() || machine.strikes(Trouble::write_fails)) return SQLITE_IOERR_WRITE;
  if (at + bytes.size() > content.size() && machine.has_no_room()) return SQLITE_FULL;
  if (machine.strikes(Trouble::write_is_short)) {
    const auto part = bytes.substr(0, machine.chance().below(bytes.size()));
    machine.change([&] { content.write(at, part); });
    return SQLITE_IOERR_WRITE;
  }
  return machine.change([&] { content.write(at, bytes); }) ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  auto& handle = handle_of(file);
  auto& machine = handle.machine;
  const auto bytes = static_cast<std::size_t>(size);
  note(machine, Operation::truncate, handle.name, bytes, 0);
  if (machine.strikes(Trouble::truncate_fails)) return SQLITE_IOERR_TRUNCATE;
  return machine.change([&] { handle.file->truncate(bytes); }) ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

bool lies_about(const Handle& handle) {
  const auto& machine = handle.machine;
  return machine.is(SqliteMutant::sync_lies) ||
         machine.is(is_log(handle.name) ? SqliteMutant::log_sync_lies
                                        : SqliteMutant::database_sync_lies);
}

int sync_file(sqlite3_file* file, int /*flags*/) {
  auto& handle = handle_of(file);
  auto& machine = handle.machine;
  note(machine, Operation::sync, handle.name, 0, 0);
  if (machine.strikes(Trouble::sync_fails)) {
    machine.change([&] { handle.file->lose_sync(machine.chance(), machine.disk().sector()); });
    return machine.is(SqliteMutant::sync_retried) ? SQLITE_OK : SQLITE_IOERR_FSYNC;
  }
  const bool is_synced = machine.change([&] {
    if (!lies_about(handle)) handle.file->sync();
  });
  if (!is_synced) return SQLITE_IOERR_FSYNC;
  // That this fails nobody is told.
  if (std::exchange(handle.syncs_names, false) && !machine.strikes(Trouble::directory_sync_fails)) {
    sync_names(machine);
  }
  return SQLITE_OK;
}

int tell_size(sqlite3_file* file, sqlite3_int64* size) {
  auto& handle = handle_of(file);
  if (!handle.machine.is_on() || handle.machine.strikes(Trouble::look_fails))
    return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>(handle.file->size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file* file, int level) {
  auto& handle = handle_of(file);
  if (!handle.machine.is_on() || handle.machine.strikes(Trouble::lock_fails))
    return SQLITE_IOERR_LOCK;
  return handle.machine.locks(handle.name).raise(&handle, level) ? SQLITE_OK : SQLITE_BUSY;
}

int unlock_file(sqlite3_file* file, int level) {
  auto& handle = handle_of(file);
  handle.machine.locks(handle.name).lower(&handle, level);
  return SQLITE_OK;
}

int is_reserved(sqlite3_file* file, int* answer) {
  auto& handle = handle_of(file);
  *answer = handle.machine.locks(handle.name).is_reserved() ? 1 : 0;
  return SQLITE_OK;
}

// A planted bug swallows the pragma that would mend it.
int control_file(sqlite3_file* file, int what, void* argument) {
  if (what != SQLITE_FCNTL_PRAGMA) return SQLITE_NOTFOUND;
  auto& machine = handle_of(file).machine;
  const auto* const words = static_cast<char**>(argument);
  const std::string name{words[1]};
  const std::string value{words[2] == nullptr ? "" : words[2]};
  const bool is_sync_planted =
      machine.is(SqliteMutant::synchronous_off) || machine.is(SqliteMutant::synchronous_normal);
  const bool is_journal_planted = machine.is(SqliteMutant::journal_mode_delete) ||
                                  machine.is(SqliteMutant::journal_mode_memory);
  const bool is_swallowed = (is_sync_planted && name == "synchronous" && value == "FULL") ||
                            (is_journal_planted && name == "journal_mode" && value == "WAL");
  return is_swallowed ? SQLITE_OK : SQLITE_NOTFOUND;
}

int tell_sector_size(sqlite3_file* /*file*/) { return 4096; }

int tell_characteristics(sqlite3_file* /*file*/) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

// The memory is a file, too: it cannot grow when the disk is full.
int map_memory(sqlite3_file* file, int region, int bytes, int may_grow, void volatile** memory) {
  auto& handle = handle_of(file);
  auto& machine = handle.machine;
  *memory = nullptr;
  if (!machine.is_on() || machine.strikes(Trouble::shared_memory_fails)) return SQLITE_IOERR_SHMMAP;
  auto& shared = machine.shared_memory(handle.name);
  shared.join(&handle);
  handle.shares_memory = true;
  const auto n = static_cast<std::size_t>(region);
  while (shared.regions() <= n) {
    if (may_grow == 0) return SQLITE_OK;
    if (machine.has_no_room()) return SQLITE_IOERR_SHMSIZE;
    shared.add_region(static_cast<std::size_t>(bytes));
  }
  *memory = shared.region(n);
  return SQLITE_OK;
}

int lock_memory(sqlite3_file* file, int first, int count, int flags) {
  auto& handle = handle_of(file);
  auto& machine = handle.machine;
  auto& shared = machine.shared_memory(handle.name);
  const auto parts = ((1U << static_cast<unsigned>(count)) - 1U) << static_cast<unsigned>(first);
  const bool is_exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    shared.unlock(&handle, parts, is_exclusive);
    return SQLITE_OK;
  }
  if (!machine.is_on() || machine.strikes(Trouble::lock_fails)) return SQLITE_IOERR_SHMLOCK;
  return shared.lock(&handle, parts, is_exclusive) ? SQLITE_OK : SQLITE_BUSY;
}

void fence_memory(sqlite3_file* /*file*/) {}

int unmap_memory(sqlite3_file* file, int /*is_removed*/) {
  auto& handle = handle_of(file);
  if (std::exchange(handle.shares_memory, false)) {
    handle.machine.shared_memory(handle.name).leave(&handle);
  }
  return SQLITE_OK;
}

const sqlite3_io_methods methods{2,
                                 close_file,
                                 read_file,
                                 write_file,
                                 truncate_file,
                                 sync_file,
                                 tell_size,
                                 lock_file,
                                 unlock_file,
                                 is_reserved,
                                 control_file,
                                 tell_sector_size,
                                 tell_characteristics,
                                 map_memory,
                                 lock_memory,
                                 fence_memory,
                                 unmap_memory,
                                 nullptr,
                                 nullptr};

int open_file(sqlite3_vfs* /*vfs*/, const char* path, sqlite3_file* memory, int flags, int* got) {
  auto& machine = *the_machine;
  memory->pMethods = nullptr;
  const std::string name = path == nullptr ? "" : short_name(path);
  note(machine, Operation::open, name, static_cast<std::size_t>(flags), 0);
  if (!machine.is_on() || machine.strikes(Trouble::open_fails)) return SQLITE_CANTOPEN;

  constexpr int logs = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
  const bool may_make = (flags & SQLITE_OPEN_CREATE) != 0;
  auto file = name.empty() ? std::make_shared<VolatileFile>() : machine.disk().find(name);
  if (!file) {
    if (!may_make || machine.has_no_room()) return SQLITE_CANTOPEN;
    if (!machine.change([&] { file = machine.disk().make(name); })) return SQLITE_CANTOPEN;
  }
  new (memory) Handle{{&methods}, machine, file, name, may_make && (flags & logs) != 0, false};
  if (got != nullptr) *got = flags;
  return SQLITE_OK;
}

int remove_file(sqlite3_vfs* /*vfs*/, const char* path, int must_sync) {
  auto& machine = *the_machine;
  const auto name = short_name(path);
  note(machine, Operation::remove, name, static_cast<std::size_t>(must_sync), 0);
  if (machine.strikes(Trouble::remove_fails)) return SQLITE_IOERR_DELETE;
  if (!machine.disk().find(name)) return SQLITE_IOERR_DELETE_NOENT;
  if (!machine.change([&] { machine.disk().remove(name); })) return SQLITE_IOERR_DELETE;
  if (must_sync == 0) return SQLITE_OK;
  if (machine.strikes(Trouble::directory_sync_fails)) return SQLITE_IOERR_DIR_FSYNC;
  return sync_names(machine) ? SQLITE_OK : SQLITE_IOERR_DIR_FSYNC;
}

int look_for_file(sqlite3_vfs* /*vfs*/, const char* path, int what, int* answer) {
  auto& machine = *the_machine;
  if (!machine.is_on() || machine.strikes(Trouble::look_fails)) return SQLITE_IOERR_ACCESS;
  const auto file = machine.disk().find(short_name(path));
  const bool is_there = file && (what != SQLITE_ACCESS_EXISTS || file->size() > 0);
  *answer = is_there ? 1 : 0;
  return SQLITE_OK;
}

int whole_path(sqlite3_vfs* /*vfs*/, const char* path, int length, char* to) {
  sqlite3_snprintf(length, to, "%s", path);
  return SQLITE_OK;
}

// The salts of the log come from here.
int draw(sqlite3_vfs* /*vfs*/, int length, char* to) {
  for (int i = 0; i < length; ++i)
    to[i] = static_cast<char>(the_machine->chance().below(256));
  return length;
}

int sleep(sqlite3_vfs* /*vfs*/, int microseconds) { return microseconds; }

int tell_time(sqlite3_vfs* /*vfs*/, sqlite3_int64* milliseconds) {
  constexpr sqlite3_int64 start_of_2026 = 212'633'985'600'000;  // since noon in 4714 BC
  *milliseconds = start_of_2026;
  return SQLITE_OK;
}

sqlite3_vfs vfs{.iVersion = 2,
                .szOsFile = sizeof(Handle),
                .mxPathname = 512,
                .pNext = nullptr,
                .zName = "machine",
                .pAppData = nullptr,
                .xOpen = open_file,
                .xDelete = remove_file,
                .xAccess = look_for_file,
                .xFullPathname = whole_path,
                .xDlOpen = nullptr,
                .xDlError = nullptr,
                .xDlSym = nullptr,
                .xDlClose = nullptr,
                .xRandomness = draw,
                .xSleep = sleep,
                .xCurrentTime = nullptr,
                .xGetLastError = nullptr,
                .xCurrentTimeInt64 = tell_time,
                .xSetSystemCall = nullptr,
                .xGetSystemCall = nullptr,
                .xNextSystemCall = nullptr};

// For each new connection.
int plant(sqlite3* connection, char** /*error*/, const sqlite3_api_routines* /*routines*/) {
  const auto say = [connection](const char* pragma) {
    sqlite3_exec(connection, pragma, nullptr, nullptr, nullptr);
  };
  if (the_machine->is(SqliteMutant::synchronous_off)) say("PRAGMA synchronous = OFF");
  if (the_machine->is(SqliteMutant::synchronous_normal)) say("PRAGMA synchronous = NORMAL");
  if (the_machine->is(SqliteMutant::journal_mode_memory)) say("PRAGMA journal_mode = MEMORY");
  return SQLITE_OK;
}

}  // namespace

MachineVfs::MachineVfs(DiskMachine& machine) {
  the_machine = &machine;
  sqlite3_vfs_register(&vfs, 1);
  sqlite3_randomness(0, nullptr);  // from now on from this machine's chance
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(plant));
}

MachineVfs::~MachineVfs() {
  sqlite3_reset_auto_extension();
  sqlite3_vfs_unregister(&vfs);
  sqlite3_randomness(0, nullptr);
  the_machine = nullptr;
}

}  // namespace tocsin::simulation

// Stands before the C library's. Without a machine there is nothing that must outlive a loss of
// power.
extern "C" int fsync(int /*file*/) {
  using namespace tocsin::simulation;
  if (the_machine == nullptr) return 0;
  if (!the_machine->strikes(Trouble::directory_sync_fails) && sync_names(*the_machine)) return 0;
  errno = EIO;
  return -1;
}
