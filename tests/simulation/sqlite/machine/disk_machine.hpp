#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "tests/simulation/audit/trace.hpp"
#include "tests/simulation/sqlite/files/shared_files.hpp"
#include "tests/simulation/sqlite/files/volatile_disk.hpp"
#include "tests/simulation/sqlite/machine/sqlite_mutants.hpp"
#include "tests/simulation/sqlite/machine/troubles.hpp"

namespace tocsin::simulation {

// The machine under SQLite: its disk, what goes wrong with it, and when it stops. Used by one
// thread.
class DiskMachine {
 public:
  // How the program ends when it does not end by itself. A kill leaves what was written where it
  // is: in the system's memory.
  enum class End { power_cut, kill };

  DiskMachine(std::uint64_t seed, VolatileDisk disk, SqliteMutant mutant = SqliteMutant::none)
      : disk_(std::move(disk)), chance_(seed), mutant_(mutant) {}

  VolatileDisk& disk() { return disk_; }
  Chance& chance() { return chance_; }
  Trace& trace() { return trace_; }
  FileLocks& locks(const std::string& name) { return locks_[name]; }
  SharedMemory& shared_memory(const std::string& name) { return shared_memory_[name]; }
  bool is(SqliteMutant mutant) const { return mutant_ == mutant; }

  // What happens, in words, to whoever wants to know.
  void set_teller(std::ostream* teller) { teller_ = teller; }
  bool is_told() const { return teller_ != nullptr; }
  void tell(std::string_view what);

  // It stops at the nth of the changes of its disk to come.
  void arm(std::uint64_t nth) { left_ = nth; }
  void disarm() { left_ = 0; }
  bool is_on() const { return is_on_; }
  // It does not answer any more: neither to the program's last cries.
  void turn_off() { is_on_ = false; }
  // As the next program finds it.
  void turn_on_after(End how);

  // Once in so many operations that it can strike; 0: never.
  void set_trouble(Trouble trouble, std::size_t one_in) { one_in_[index_of(trouble)] = one_in; }
  void clear_troubles() { one_in_ = {}; }
  bool strikes(Trouble trouble);
  // A disk that is full remains so until there is room again.
  bool has_no_room();
  void make_room() { is_full_ = false; }
  const TroubleCounts& counts() const { return counts_; }
  std::uint64_t troubles() const { return troubles_; }

  // Does something to the disk. False when the machine has stopped at it: whether it was done is
  // then for chance to say.
  template <typename Apply>
  bool change(Apply apply) {
    if (!is_on_) return false;
    ++changes_;
    if (is_calm_ || left_ == 0 || --left_ > 0) {
      apply();
      return true;
    }
    is_on_ = false;
    if (chance_.one_in(2)) apply();
    return false;
  }
  std::uint64_t changes() const { return changes_; }

  // While it lives nothing goes wrong, and the machine does not stop.
  class Calm {
   public:
    explicit Calm(DiskMachine& machine) : machine_(machine) { machine_.is_calm_ = true; }
    Calm(const Calm&) = delete;
    Calm& operator=(const Calm&) = delete;
    ~Calm() { machine_.is_calm_ = false; }

   private:
    DiskMachine& machine_;
  };

 private:
  static std::size_t index_of(Trouble trouble) { return static_cast<std::size_t>(trouble); }

  void strike(Trouble trouble);

  VolatileDisk disk_;
  Chance chance_;
  SqliteMutant mutant_;
  Trace trace_;
  std::ostream* teller_ = nullptr;
  std::map<std::string, FileLocks> locks_;
  std::map<std::string, SharedMemory> shared_memory_;
  std::uint64_t left_ = 0;  // changes until it stops
  bool is_on_ = true;
  bool is_full_ = false;
  bool is_calm_ = false;
  std::array<std::size_t, trouble_count> one_in_{};
  TroubleCounts counts_{};
  std::uint64_t troubles_ = 0;
  std::uint64_t changes_ = 0;
};

}  // namespace tocsin::simulation
