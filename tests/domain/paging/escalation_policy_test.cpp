
#include "domain/channels/channel.hpp"
#include "tests/builders/paging.hpp"

namespace tocsin::domain {
namespace {

TEST(TargetTest, is_called_by_its_id) { EXPECT_EQ(name_of(tests::alice), "alice"); }

TEST(TargetTest, without_an_id_is_called_by_its_address) {
  EXPECT_EQ(name_of({"", Channel::email, "bob@example.org"}), "bob@example.org");
  EXPECT_EQ(name_of({"", Channel::slack, "#ops"}), "#ops");
}

TEST(TargetTest, without_either_is_called_by_its_channel) {
  EXPECT_EQ(name_of({"", Channel::console, ""}), "the console");
}

TEST(TargetTest, keeps_to_itself_what_may_be_a_secret) {
  EXPECT_EQ(name_of({"", Channel::pagerduty, "0123456789abcdef"}), "PagerDuty");
  EXPECT_EQ(name_of({"", Channel::slack, "https://hooks.example.org/T0/secret"}),
            "https://hooks.example.org");
  EXPECT_EQ(name_of({"", Channel::webhook, "http://example.org?key=secret"}), "http://example.org");
  EXPECT_EQ(name_of({"", Channel::webhook, "http://example.org"}), "http://example.org");
  EXPECT_EQ(name_of({"", Channel::webhook, "http://me:secret@example.org/"}), "http://example.org");
}

}  // namespace
}  // namespace tocsin::domain
