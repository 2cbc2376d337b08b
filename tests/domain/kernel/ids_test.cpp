#include "domain/kernel/ids.hpp"

namespace tocsin::domain {
namespace {

constexpr auto text = "0190a5f3-7c1e-7abc-8def-0123456789ab";

TEST(IdsTest, a_uuid_is_read_and_written_as_the_same_text) {
  const auto uuid = uuid_from(text);

  ASSERT_TRUE(uuid);
  EXPECT_EQ(to_text(*uuid), text);
  EXPECT_EQ(to_text(AlertId{*uuid}), text);
}

TEST(IdsTest, upper_case_is_read_and_lower_case_written) {
  const auto uuid = uuid_from("0190A5F3-7C1E-7ABC-8DEF-0123456789AB");

  ASSERT_TRUE(uuid);
  EXPECT_EQ(to_text(*uuid), text);
}

TEST(IdsTest, what_is_not_a_uuid_is_nothing) {
  const char* const others[] = {"",
                                "0190a5f3",
                                "0190a5f37c1e7abc8def0123456789ab",
                                "{0190a5f3-7c1e-7abc-8def-0123456789ab}",
                                "0190a5f3-7c1e-7abc-8def-0123456789a",
                                "0190a5f3-7c1e-7abc-8def-0123456789abc",
                                "0190a5f307c1e-7abc-8def-0123456789ab",
                                "0190a5f3-7c1e07abc-8def-0123456789ab",
                                "0190a5f3-7c1e-7abc08def-0123456789ab",
                                "0190a5f3-7c1e-7abc-8def00123456789ab",
                                "g190a5f3-7c1e-7abc-8def-0123456789ab",
                                "0190a5f3-7c1e-7abc-8def-0123456789aG",
                                "0190a5f3-7c1e-7abc-8def-0123456789a/",
                                "0190a5f3-7c1e-7abc-8def-0123456789a`",
                                "0190a5f3-7c1e-7abc-8def-0123456789a@"};

  for (const auto* other : others) {
    EXPECT_FALSE(uuid_from(other)) << other;
  }
}

TEST(IdsTest, ids_are_ordered_as_their_text_is) {
  const AlertId earlier{*uuid_from("0190a5f3-7c1e-7abc-8def-0123456789ab")};
  const AlertId later{*uuid_from("0190a5f3-7c1f-7abc-8def-0123456789ab")};

  EXPECT_TRUE(earlier < later);
  EXPECT_FALSE(later < earlier);
  EXPECT_EQ(earlier, earlier);
  EXPECT_NE(earlier, later);
}

TEST(IdsTest, names_are_compared_by_their_text) {
  EXPECT_TRUE(ServiceId{}.empty());
  EXPECT_FALSE(ServiceId{"billing"}.empty());
  EXPECT_EQ(ServiceId{"billing"}, ServiceId{"billing"});
  EXPECT_LT(ServiceId{"billing"}, ServiceId{"checkout"});
}

}  // namespace
}  // namespace tocsin::domain
