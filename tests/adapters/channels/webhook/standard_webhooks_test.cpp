#include "adapters/channels/webhook/standard_webhooks.hpp"

namespace tocsin::adapters::channels {
namespace {

using namespace std::chrono_literals;

constexpr const char* id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr const char* body = R"({"test": 2432232314})";
constexpr const char* secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr domain::Time now{1614265330s};

TEST(StandardWebhooks, sign_as_the_example_of_the_standard) {
  EXPECT_EQ(webhook_headers(id, now, body, {*signing_key(secret)}),
            (std::vector<std::string>{
                "webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp: 1614265330",
                "webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}));
}

TEST(StandardWebhooks, carry_a_signature_of_every_key) {
  const auto headers = webhook_headers(id, now, body, {*signing_key(secret), {"other"}});

  EXPECT_TRUE(headers[2].starts_with(
      "webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,"));
}

TEST(StandardWebhooks, are_unsigned_without_a_key) {
  EXPECT_EQ(webhook_headers(id, now, body, {}).size(), 2U);
}

TEST(StandardWebhooks, take_a_secret_that_is_encoded_or_any_text) {
  EXPECT_EQ(signing_key("whsec_aGVsbG8=")->bytes, "hello");
  EXPECT_EQ(signing_key("whsec_aGk=")->bytes, "hi");
  EXPECT_EQ(signing_key("aGVsbG8=")->bytes, "aGVsbG8=");
}

TEST(StandardWebhooks, refuse_a_secret_that_is_not_what_it_says) {
  for (const char* wrong :
       {"whsec_", "whsec_aGVsbG8", "whsec_ab!d", "whsec_ aGk=", "whsec_aGk==", "whsec_===="}) {
    SCOPED_TRACE(wrong);
    const auto key = signing_key(wrong);
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().kind, ErrorKind::invalid);
  }
}

}  // namespace
}  // namespace tocsin::adapters::channels
