#include "adapters/sqlite/database/schema.hpp"

#include <fstream>

#include "tests/adapters/sqlite/kept.hpp"
#include "tests/adapters/sqlite/samples.hpp"

namespace tocsin::tests {
namespace {

using adapters::sqlite::Connection;

class Schema : public LedgerTest {
 protected:
  std::unique_ptr<Connection> connect() {
    auto connection = Connection::open(file, Connection::Mode::read_write);
    EXPECT_TRUE(connection);
    return *std::move(connection);
  }

  Error refusal() {
    const auto locked = DataDirectory::open(directory.path());
    const auto refused = SqliteLedger::open(*locked, {});
    EXPECT_FALSE(refused);
    return refused ? Error{} : refused.error();
  }

  std::filesystem::path file = directory.path() / "tocsin.db";
};

TEST_F(Schema, is_made_once) {
  open();
  commit([](auto& to) { to.put_alert(1, plain_alert(1), 0); });

  EXPECT_EQ(reopened().alerts.size(), 1U);
  close();
  EXPECT_EQ(*connect()->number("PRAGMA user_version"), adapters::sqlite::newest_schema);
  EXPECT_EQ(*connect()->number("PRAGMA page_size"), 8192);
}

TEST_F(Schema, of_a_newer_program_is_refused_and_left_alone) {
  const auto newer = std::to_string(adapters::sqlite::newest_schema + 1);
  const auto script = "PRAGMA application_id = 0x546F6332; PRAGMA user_version = " + newer +
                      "; CREATE TABLE new (thing TEXT)";
  ASSERT_TRUE(connect()->execute(script.c_str()));

  EXPECT_EQ(refusal(),
            (Error{ErrorKind::conflict,
                   "database schema is version " + newer + ", this program knows up to " +
                       std::to_string(adapters::sqlite::newest_schema) + ": use a newer Tocsin",
                   ""}));
  EXPECT_EQ(*connect()->number("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST_F(Schema, of_another_program_is_refused_and_left_alone) {
  ASSERT_TRUE(connect()->execute("CREATE TABLE theirs (thing TEXT)"));

  EXPECT_EQ(refusal().kind, ErrorKind::conflict);
  EXPECT_EQ(*connect()->number("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST_F(Schema, of_a_version_before_records_is_refused_and_left_alone) {
  ASSERT_TRUE(
      connect()->execute("PRAGMA application_id = 0x546F6373; PRAGMA user_version = 12; CREATE "
                         "TABLE old (thing TEXT)"));

  EXPECT_EQ(refusal(),
            (Error{ErrorKind::conflict,
                   "the database is from a version of Tocsin before records, which this version "
                   "cannot read: use another data directory, or the version that wrote it",
                   ""}));
  EXPECT_EQ(*connect()->number("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST_F(Schema, is_all_there_or_not_at_all) {
  // Given a file in which the last table of the migration cannot be made
  ASSERT_TRUE(connect()->execute(
      "PRAGMA application_id = 0x546F6332; CREATE TABLE event_managers (thing TEXT)"));

  // then nothing of the migration is left.
  EXPECT_EQ(refusal().kind, ErrorKind::unavailable);
  EXPECT_EQ(*connect()->number("SELECT count(*) FROM sqlite_schema"), 1);
  EXPECT_EQ(*connect()->number("PRAGMA user_version"), 0);
}

TEST_F(Schema, is_not_looked_for_in_a_file_that_is_no_database) {
  std::filesystem::create_directories(directory.path());
  std::ofstream{file} << std::string(10'000, 'x');

  EXPECT_EQ(refusal().kind, ErrorKind::unavailable);
}

// A row that no Tocsin wrote, in each table of records: nothing after it is read.
TEST_F(Schema, with_rows_that_nobody_wrote_makes_reading_fail) {
  open();
  domain::LogRule rule;
  rule.tenant = acme;
  rule.id.value = "too-many";
  commit([&](auto& to) {
    to.put_log_rule(rule);
    to.put_subscription(full_subscription(1));
    to.put_alert(1, plain_alert(1), 0);
    to.put_notification(1, full_notification());
    to.put_service_log({acme, "checkout"});
  });

  for (const std::string name :
       {"log_windows", "notifications", "alerts", "subscriptions", "log_rules"}) {
    for (const auto* damage :
         {"''", "'{}'", "'[1]'", "'[2]'", "'[1,'", "json_set(record, '$[2]', json('{}'))"}) {
      SCOPED_TRACE(name + ": " + damage);
      close();
      const auto script = "CREATE TABLE spare AS SELECT * FROM " + name + "; UPDATE " + name +
                          " SET record = " + damage;
      ASSERT_TRUE(connect()->execute(script.c_str()));
      open();

      Kept kept;
      const auto read = ledger->read(kept);
      EXPECT_FALSE(read);
      EXPECT_NE(read.error().message.find(" record: "), std::string::npos) << read.error().message;
      EXPECT_TRUE(kept.service_logs.empty());
      close();
      const auto mended = "DELETE FROM " + name + "; INSERT INTO " + name +
                          " SELECT * FROM spare; DROP TABLE spare";
      ASSERT_TRUE(connect()->execute(mended.c_str()));
      open();
    }
  }
  EXPECT_EQ(read().service_logs.size(), 1U);
}

}  // namespace
}  // namespace tocsin::tests
