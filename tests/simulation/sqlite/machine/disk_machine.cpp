#include "tests/simulation/sqlite/machine/disk_machine.hpp"

#include <ostream>

namespace tocsin::simulation {

void DiskMachine::tell(std::string_view what) {
  if (teller_ != nullptr) *teller_ << what << '\n';
}

void DiskMachine::turn_on_after(End how) {
  if (how == End::power_cut) {
    disk_.cut(chance_);
  } else {
    disk_.drop_from_memory(chance_);
  }
  locks_.clear();
  shared_memory_.clear();
  left_ = 0;
  is_on_ = true;
}

bool DiskMachine::strikes(Trouble trouble) {
  const auto one_in = one_in_[index_of(trouble)];
  if (is_calm_ || !is_on_ || one_in == 0 || !chance_.one_in(one_in)) return false;
  strike(trouble);
  return true;
}

void DiskMachine::strike(Trouble trouble) {
  ++counts_[index_of(trouble)];
  ++troubles_;
  tell(trouble_texts[index_of(trouble)]);
}

bool DiskMachine::has_no_room() {
  if (is_calm_) return false;
  if (!is_full_) return is_full_ = strikes(Trouble::disk_full);
  strike(Trouble::disk_full);
  return true;
}

}  // namespace tocsin::simulation
