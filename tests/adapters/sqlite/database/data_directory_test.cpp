#include "adapters/sqlite/database/data_directory.hpp"

#include <fstream>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/adapters/sqlite/database/temporary_directory.hpp"

namespace tocsin::tests {
namespace {

using adapters::sqlite::DataDirectory;

class Directory : public ::testing::Test {
 protected:
  TemporaryDirectory temporary;
  std::filesystem::path path = temporary.path() / "new" / "data";
};

TEST_F(Directory, is_made_for_its_owner_only) {
  const auto made = DataDirectory::open(path);

  ASSERT_TRUE(made);
  EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_all);
  EXPECT_EQ(made->database(), path / "tocsin.db");
  EXPECT_TRUE(made->sync());
}

TEST_F(Directory, is_made_for_its_owner_only_with_a_slash_at_the_end_too) {
  ASSERT_TRUE(DataDirectory::open(path / ""));

  EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_all);
}

TEST_F(Directory, is_refused_to_another_process_which_is_told_by_whom) {
  const auto held = DataDirectory::open(path);
  ASSERT_TRUE(held);
  const auto expected = "data directory " + path.string() +
                        " is in use by another Tocsin (process " + std::to_string(getpid()) + ")";

  const auto child = fork();
  if (child == 0) {
    const auto refused = DataDirectory::open(path);
    const bool as_expected =
        !refused && refused.error() == Error{ErrorKind::conflict, expected, ""};
    _exit(as_expected ? 0 : 1);
  }

  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(Directory, is_free_again_when_its_user_goes) {
  { ASSERT_TRUE(DataDirectory::open(path)); }

  EXPECT_TRUE(DataDirectory::open(path));
}

TEST_F(Directory, stays_locked_when_its_holder_is_moved) {
  auto first = DataDirectory::open(path);
  ASSERT_TRUE(first);
  auto second = DataDirectory::open(temporary.path() / "other");
  ASSERT_TRUE(second);

  *second = *std::move(first);

  EXPECT_FALSE(DataDirectory::open(path));
}

TEST_F(Directory, that_cannot_be_made_is_an_error) {
  std::ofstream{temporary.path() / "file"};

  const auto refused = DataDirectory::open(temporary.path() / "file" / "data");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace tocsin::tests
