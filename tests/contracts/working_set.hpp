#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "adapters/memory/store.hpp"
#include "tests/builders/delivery.hpp"
#include "tests/contracts/disk.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {

// What every working set must do, whatever it is kept in. A unit of work is a function that is
// given the store.
class WorkingSet : public testing::TestWithParam<Kind> {
 protected:
  using Store = adapters::memory::Store;

  WorkingSet() { open(); }

  // One unit of work after the other, in one batch that is kept.
  template <typename... Works>
  void keep(Works... works) {
    ASSERT_TRUE(store->begin_batch());
    (commit(works), ...);
    const auto kept = store->commit_batch();
    ASSERT_TRUE(kept) << kept.error().message;
  }

  // The same in a batch that the disk refuses.
  template <typename... Works>
  void lose(Works... works) {
    disk->fill();
    ASSERT_TRUE(store->begin_batch());
    (commit(works), ...);
    const auto kept = store->commit_batch();
    disk->make_room();
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().kind, ErrorKind::unavailable);
  }

  // Inside a batch.
  template <typename Work>
  void commit(Work work) {
    store->begin();
    work(*store);
    ASSERT_TRUE(store->commit());
  }

  template <typename Work>
  void roll_back(Work work) {
    store->begin();
    work(*store);
    store->rollback();
  }

  // The next process, over what this one has kept.
  void restart() {
    store.reset();
    disk->reopen();
    open();
  }

  void open() {
    store.emplace(disk->ledger(),
                  disk->closed_alerts(),
                  disk->ended_notifications(),
                  disk->ended_runs(),
                  disk->ended_jobs());
    const auto opened = store->open();
    if (!opened) throw std::runtime_error{opened.error().message};
  }

  std::unique_ptr<Disk> disk = make_disk(GetParam());
  std::optional<Store> store;
};

inline auto every_disk() { return testing::Values(Kind::in_memory, Kind::in_sqlite); }

inline std::string name_of_disk(const testing::TestParamInfo<Kind>& info) {
  return name_of(info.param);
}

}  // namespace tocsin::tests
