#include "domain/subscriptions/subscription.hpp"

#include "tests/builders/subscriptions.hpp"

namespace tocsin::domain {
namespace {

EndpointId endpoint_id(std::uint8_t number) {
  EndpointId id;
  id.value.data[15] = number;
  return id;
}

class SubscriptionTest : public testing::Test {
 protected:
  const Endpoint mail{endpoint_id(1), Channel::email, "ops@example.org", true, {}, {}};
  const Endpoint hook{endpoint_id(2), Channel::webhook, "https://example.org/hook", false, {}, {}};
  Subscription subscription;

  SubscriptionTest() { subscription.endpoints = {mail, hook}; }
};

TEST_F(SubscriptionTest, finds_its_endpoints_by_their_ids) {
  const auto* found = subscription.find(hook.id);

  ASSERT_NE(found, nullptr);
  EXPECT_EQ(*found, hook);
  EXPECT_EQ(subscription.find(endpoint_id(3)), nullptr);
}

TEST_F(SubscriptionTest, has_an_endpoint_also_when_it_is_disabled) {
  EXPECT_TRUE(subscription.has_endpoint(mail.channel, mail.address));
  EXPECT_TRUE(subscription.has_endpoint(hook.channel, hook.address));
  EXPECT_FALSE(subscription.has_endpoint(mail.channel, hook.address));
  EXPECT_FALSE(subscription.has_endpoint(hook.channel, mail.address));
}

TEST_F(SubscriptionTest, reaches_only_its_enabled_endpoints) {
  EXPECT_TRUE(subscription.reaches(mail.channel, mail.address));
  EXPECT_FALSE(subscription.reaches(hook.channel, hook.address));
  EXPECT_FALSE(subscription.reaches(Channel::slack, mail.address));
  EXPECT_FALSE(subscription.reaches(mail.channel, "dev@example.org"));

  subscription.endpoints[0].address = "ops@example.org, dev@example.org";
  EXPECT_TRUE(subscription.reaches(mail.channel, "dev@example.org"));
  EXPECT_TRUE(subscription.reaches(mail.channel, "ops@example.org, dev@example.org"));
  EXPECT_FALSE(subscription.reaches(mail.channel, "example.org"));
}

struct Row {
  const char* token;
  const char* word;
};

TEST(SeverityWordTest, is_the_same_for_every_spelling_of_a_rank) {
  const Row rows[] = {{"info", "INFO"},
                      {"low", "LOW"},
                      {"medium", "MEDIUM"},
                      {"warning", "MEDIUM"},
                      {"high", "HIGH"},
                      {"critical", "CRITICAL"},
                      {"INFO", "INFO"},
                      {"LOW", "LOW"},
                      {"MEDIUM", "MEDIUM"},
                      {"WARNING", "MEDIUM"},
                      {"HIGH", "HIGH"},
                      {"CRITICAL", "CRITICAL"}};

  for (const auto& row : rows) {
    SCOPED_TRACE(row.token);
    EXPECT_EQ(severity_word(tests::severity(row.token)), row.word);
  }
}

}  // namespace
}  // namespace tocsin::domain
