#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/adapters/sqlite/kept.hpp"
#include "tests/adapters/sqlite/samples.hpp"

namespace tocsin::tests {
namespace {

// A child process that writes to the ledger and is killed when it says that it has come so far.
class LedgerCrash : public LedgerTest {
 protected:
  template <typename Work>
  void kill_after(Work work) {
    int channel[2] = {};
    ASSERT_EQ(pipe(channel), 0);
    const auto child = fork();
    if (child == 0) {
      open();
      work();
      const bool said = write(channel[1], "!", 1) == 1;
      while (said)
        pause();
      _exit(1);
    }
    ::close(channel[1]);
    char said = 0;
    EXPECT_EQ(::read(channel[0], &said, 1), 1);
    ::close(channel[0]);
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
  }

  std::vector<ports::RowKey> keys_kept() {
    open();
    std::vector<ports::RowKey> keys;
    for (const auto& row : read().alerts)
      keys.push_back(row.key);
    return keys;
  }
};

TEST_F(LedgerCrash, keeps_what_was_committed_when_it_is_killed) {
  kill_after([&] {
    commit([](auto& to) { to.put_alert(1, plain_alert(1), 0); });
    commit([](auto& to) { to.put_alert(2, plain_alert(2), 0); });
  });

  EXPECT_EQ(keys_kept(), (std::vector<ports::RowKey>{1, 2}));
}

TEST_F(LedgerCrash, keeps_nothing_of_the_batch_in_which_it_is_killed) {
  kill_after([&] {
    commit([](auto& to) { to.put_alert(1, plain_alert(1), 0); });
    static_cast<void>(ledger->begin().has_value());
    for (ports::RowKey key = 2; key < 1000; ++key)
      ledger->put_alert(key, plain_alert(2), 0);
  });

  EXPECT_EQ(keys_kept(), std::vector<ports::RowKey>{1});
}

TEST_F(LedgerCrash, keeps_nothing_of_a_batch_that_was_partly_written_to_the_log) {
  kill_after([&] {
    close();
    open({.cache_megabytes = 0});  // so it writes before it commits
    commit([](auto& to) { to.put_alert(1, plain_alert(1), 0); });
    static_cast<void>(ledger->begin().has_value());
    auto alert = plain_alert(2);
    alert.summary = std::string(8000, 'x');
    for (ports::RowKey key = 1; key < 500; ++key)
      ledger->put_alert(key, alert, 0);
  });

  open();
  EXPECT_EQ(read().alerts, (std::vector<Kept::AlertRow>{{1, plain_alert(1), 0}}));
}

}  // namespace
}  // namespace tocsin::tests
