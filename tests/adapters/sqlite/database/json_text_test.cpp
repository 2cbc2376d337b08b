#include "adapters/sqlite/database/json_text.hpp"

#include <gtest/gtest.h>

#include "adapters/sqlite/database/json_value.hpp"
#include "tests/adapters/sqlite/samples.hpp"

namespace tocsin::adapters::sqlite {
namespace {

using domain::Fields;

TEST(JsonTextTest, reads_the_fields_that_it_wrote) {
  for (const Fields& fields : {Fields{{"host", "db1"}},
                               Fields{{"a", ""}, {"", "b"}},
                               Fields{{"quoted", "\"\\"}, {"over\nlines", "\x01"}},
                               Fields{{"comma", "\",\""}, {"umlaut", "ü"}}}) {
    EXPECT_EQ(fields_from(*json_of(fields)), fields);
  }
}

TEST(JsonTextTest, writes_nothing_for_no_fields) { EXPECT_FALSE(json_of(Fields{})); }

TEST(JsonTextTest, refuses_fields_that_are_damaged) {
  for (const std::string_view damaged : {"",
                                         "null",
                                         "{}",
                                         "[",
                                         "[\"]",
                                         "[\"\"",
                                         "[\"a\"]",
                                         "[\"a\",\"b\",\"c\"]",
                                         "[\"a\",1]",
                                         "[\"a\",\"b\"",
                                         "{\"a\":\"b\"}"}) {
    EXPECT_FALSE(fields_from(damaged)) << damaged;
  }
}

TEST(JsonTextTest, reads_the_lists_that_it_wrote) {
  const auto deliveries = tests::full_notification().deliveries;
  const auto endpoints = tests::full_subscription(1).endpoints;
  const std::vector<domain::SubscriptionId> ids{tests::nth<domain::SubscriptionId>(1),
                                                tests::nth<domain::SubscriptionId>(2)};
  const std::vector<domain::ClientId> clients{{"a"}, {"\"b\" \\ 日本\n"}, {""}};

  EXPECT_EQ(deliveries_from(*json_of(deliveries)), deliveries);
  EXPECT_EQ(endpoints_from(json_of(endpoints)), endpoints);
  EXPECT_EQ(subscription_ids_from(*json_of(ids)), ids);
  EXPECT_EQ(client_ids_from(json_of(clients)), clients);
}

TEST(JsonTextTest, reads_the_incidents_that_it_wrote) {
  const std::vector<domain::Incident> incidents{
      {{"pd \"1\"", domain::Channel::pagerduty, "key"}, {"globex"}}};
  EXPECT_EQ(json_of(incidents), R"([["pd \"1\"","key","globex"]])");
  EXPECT_EQ(incidents_from(*json_of(incidents)), incidents);
  for (const std::string_view damaged : {"[[\"pd\",\"key\"]]", "[[1,2,3]]", "{}", "["}) {
    EXPECT_FALSE(incidents_from(damaged)) << damaged;
  }
}

TEST(JsonTextTest, writes_nothing_or_an_empty_list_when_there_is_nothing) {
  EXPECT_FALSE(json_of(std::vector<domain::Delivery>{}));
  EXPECT_FALSE(json_of(std::vector<domain::SubscriptionId>{}));
  EXPECT_FALSE(json_of(std::vector<domain::Incident>{}));
  EXPECT_EQ(json_of(std::vector<domain::ClientId>{}), "[]");
  EXPECT_EQ(json_of(std::vector<domain::Endpoint>{}), "[]");
  EXPECT_EQ(client_ids_from("[]"), std::vector<domain::ClientId>{});
  EXPECT_EQ(endpoints_from("[]"), std::vector<domain::Endpoint>{});
}

TEST(JsonTextTest, knows_a_delivery_by_the_place_of_its_parts) {
  auto delivery = domain::delivery_to({"bob", domain::Channel::sms, "+1"}, tests::noon);
  delivery.attempt_count = 1;
  delivery.attempts = {{tests::noon, domain::AttemptOutcome::try_again, "busy"}};

  const std::string text =
      R"([["bob","sms","+1",null,"pending",1,[[1767268800000,"try_again","busy"]],0,0,)"
      R"(1767355200000,1767268800000]])";
  EXPECT_EQ(json_of(std::vector{delivery}), text);
  EXPECT_EQ(deliveries_from(text), std::vector{delivery});
}

TEST(JsonTextTest, refuses_deliveries_that_are_damaged) {
  const auto with = [](std::string_view part, std::string_view damage) {
    std::string text =
        R"([["bob","sms","+1",["a","email","b"],"pending",1,[[1,"unknown",""]],0,0,9,8]])";
    EXPECT_TRUE(deliveries_from(text));
    return text.replace(text.find(part), part.size(), damage);
  };
  for (const auto& damaged : {std::string{},
                              std::string{"null"},
                              std::string{"1"},
                              std::string{"{}"},
                              std::string{"[1]"},
                              std::string{"[[]]"},
                              std::string{"[{}]"},
                              with("]]", "]"),
                              with(",8", ""),
                              with("\"bob\"", "7"),
                              with("sms", "pigeon"),
                              with("\"sms\"", "1"),
                              with("\"+1\"", "null"),
                              with("[\"a\",\"email\",\"b\"]", "\"a\""),
                              with("[\"a\",\"email\",\"b\"]", "[]"),
                              with("pending", "waiting"),
                              with(",1,", ",-1,"),
                              with(",1,", ",1.5,"),
                              with(",1,", ",4294967296,"),
                              with(",1,", ",\"1\","),
                              with("[[1,\"unknown\",\"\"]]", "null"),
                              with("[[1,\"unknown\",\"\"]]", "{}"),
                              with("[1,\"unknown\",\"\"]", "[1]"),
                              with("[1,", "[1.5,"),
                              with("unknown", "lost"),
                              with(",0,0,", ",\"no\",0,"),
                              with(",0,0,", ",0,2,"),
                              with(",9,", ",\"9\","),
                              with(",8", ",null")}) {
    EXPECT_FALSE(deliveries_from(damaged)) << damaged;
  }
}

TEST(JsonTextTest, refuses_ids_and_endpoints_that_are_damaged) {
  for (const std::string_view damaged : {"", "null", "{}", "\"a\"", "[1]", "[null]", "[\"a\""}) {
    EXPECT_FALSE(client_ids_from(damaged)) << damaged;
    EXPECT_FALSE(subscription_ids_from(damaged)) << damaged;
    EXPECT_FALSE(endpoints_from(damaged)) << damaged;
  }
  EXPECT_FALSE(subscription_ids_from("[\"not an id\"]"));
  const auto endpoint = [](const std::string& id, const std::string& rest) {
    return "[[\"" + id + "\"," + rest + "]]";
  };
  const std::string id = "00000000-0000-0000-0000-000000000001";
  EXPECT_TRUE(endpoints_from(endpoint(id, R"("email","a@b",true,1,2)")));
  EXPECT_FALSE(endpoints_from(endpoint("7", R"("email","a@b",true,1,2)")));
  EXPECT_FALSE(endpoints_from(endpoint(id, R"("pigeon","a@b",true,1,2)")));
  EXPECT_FALSE(endpoints_from(endpoint(id, R"("email",7,true,1,2)")));
  EXPECT_FALSE(endpoints_from(endpoint(id, R"("email","a@b",1,1,2)")));
  EXPECT_FALSE(endpoints_from(endpoint(id, R"("email","a@b",true,1)")));
  EXPECT_FALSE(endpoints_from(endpoint(id, R"("email","a@b",true,1,"2")")));
}

}  // namespace
}  // namespace tocsin::adapters::sqlite
