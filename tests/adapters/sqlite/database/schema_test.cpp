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
  const auto script = "PRAGMA application_id = 0x546F6373; PRAGMA user_version = " + newer +
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

TEST_F(Schema, is_all_there_or_not_at_all) {
  // Given a file in which the last table of the migration cannot be made
  ASSERT_TRUE(connect()->execute(
      "PRAGMA application_id = 0x546F6373; CREATE TABLE event_managers (thing TEXT)"));

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

TEST_F(Schema, with_rows_that_nobody_wrote_makes_reading_fail) {
  open();
  commit([](auto& to) { to.put_alert(1, plain_alert(1), 0); });
  close();

  for (const auto* damage : {"UPDATE alerts SET severity = 'dreadful'",
                             "UPDATE alerts SET severity = 'low', fields = '[1,'",
                             "UPDATE alerts SET fields = '[\"odd\"]'",
                             "UPDATE alerts SET fields = NULL, id = x'00'",
                             "UPDATE alerts SET id = zeroblob(16), child_count = -1",
                             "UPDATE alerts SET child_count = 0, escalation_state = 'escalating', "
                             "policy = 'gone', policy_version = 1"}) {
    SCOPED_TRACE(damage);
    ASSERT_TRUE(connect()->execute(damage));
    open();

    Kept kept;
    EXPECT_FALSE(ledger->read(kept));

    EXPECT_TRUE(kept.alerts.empty());
    close();
  }
}

TEST_F(Schema, with_lists_that_nobody_wrote_makes_reading_fail) {
  open();
  commit([](auto& to) {
    to.put_notification(1, full_notification());
    to.put_subscription(full_subscription(1));
  });
  close();

  for (const auto* damage :
       {"UPDATE notifications SET deliveries = '[[\"bob\"]]'",
        "UPDATE notifications SET deliveries = '{}'",
        "UPDATE notifications SET deliveries = NULL, subscriptions = '[\"no id\"]'",
        "UPDATE notifications SET subscriptions = NULL, context = '[\"odd\"]'",
        "UPDATE notifications SET context = NULL, kind = 'gossip'",
        "UPDATE notifications SET kind = 'page'; UPDATE subscriptions SET endpoints = ''",
        "UPDATE subscriptions SET endpoints = '[[\"no id\",\"sms\",\"+1\",true,1,1]]'",
        "UPDATE subscriptions SET endpoints = '[]', version = 1, id = x'00'"}) {
    SCOPED_TRACE(damage);
    ASSERT_TRUE(connect()->execute(damage));
    open();

    Kept kept;
    EXPECT_FALSE(ledger->read(kept));

    EXPECT_TRUE(kept.notifications.empty());
    close();
  }
}

TEST_F(Schema, with_log_rules_and_windows_that_nobody_wrote_makes_reading_fail) {
  open();
  commit([](auto& to) {
    domain::LogRule rule;
    rule.tenant.value = "acme";
    rule.id.value = "too-many";
    to.put_log_rule(rule);
    to.put_service_log({rule.tenant, "checkout"});
  });
  close();

  const std::string rules = "UPDATE log_rules SET group_by = '[]'; UPDATE log_windows SET rules = ";
  const std::string ended = "UPDATE log_windows SET rules = '[]', ended = ";
  for (const std::string& damage : {std::string{"UPDATE log_rules SET type = 'GUESS'"},
                                    std::string{"UPDATE log_rules SET type = 'CUSTOM', "
                                                "group_by = '[1]'"},
                                    std::string{"UPDATE log_rules SET group_by = '{}'"},
                                    rules + "''",
                                    rules + "'[[]]'",
                                    rules + R"('[["a",1,[[],0],0]]')",
                                    rules + R"('[["a",1,[[[1]],0],[]]]')",
                                    rules + R"('[["a",1,[[[1,2,3,4,5,6]],0],[]]]')",
                                    rules + R"('[["a",1,[[],["no id","low",1,1]],[]]]')",
                                    rules + R"('[["a",1,[[],["","dreadful",1,1]],[]]]')",
                                    ended + "'{}'",
                                    ended + R"('[["no id","why"]]')"}) {
    SCOPED_TRACE(damage);
    ASSERT_TRUE(connect()->execute(damage.c_str()));
    open();

    Kept kept;
    EXPECT_FALSE(ledger->read(kept));

    EXPECT_TRUE(kept.service_logs.empty());
    close();
  }
}

}  // namespace
}  // namespace tocsin::tests
