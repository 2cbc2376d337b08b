#include "adapters/channels/webhook/webhook_notifier.hpp"

#include <atomic>

#include "adapters/channels/webhook/webhook_body.hpp"
#include "tests/adapters/channels/transfer/surroundings.hpp"
#include "tests/support/http_sink.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::AttemptResult;
using domain::NotificationKind;
using test::HttpSink;
using Verdict = AttemptResult::Verdict;
using namespace std::chrono_literals;

TEST(WebhookBody, has_the_shape_of_a_page) {
  EXPECT_EQ(webhook_body(a_page()),
            R"({"notification_id":"01000000-0000-0000-0000-000000000000","kind":"page",)"
            R"("alert_id":"0a000000-0000-0000-0000-000000000000","dedupKey":"cpu-1",)"
            R"("event_manager_id":"em-1","service_id":"payments","level":1,)"
            R"("summary":"High CPU on server-1","message":"High CPU on server-1",)"
            R"("severity":"high","status":"active","type":"parent","child_count":0,)"
            R"("timestamp":"2025-01-22T15:30:00.123Z"})");
}

TEST(WebhookBody, has_the_trace_of_a_page) {
  auto message = a_page();
  message.about.context = {{"trace_id", "t1"}};

  EXPECT_NE(webhook_body(message).find(R"("child_count":0,"context":{"trace_id":"t1"},)"),
            std::string::npos);
}

TEST(WebhookBody, leaves_out_what_is_empty_and_the_level_of_what_is_no_page) {
  auto message = a_page();
  message.kind = NotificationKind::alert_resolved;
  message.about = {};
  message.about.status = domain::AlertStatus::resolved;
  message.about.type = domain::AlertType::child;
  message.about.child_count = 2;

  EXPECT_EQ(webhook_body(message),
            R"({"notification_id":"01000000-0000-0000-0000-000000000000","kind":"alert_resolved",)"
            R"("alert_id":"0a000000-0000-0000-0000-000000000000","severity":"medium",)"
            R"("status":"resolved","type":"child","child_count":2,)"
            R"("timestamp":"1970-01-01T00:00:00.000Z"})");
}

TEST(WebhookBody, keeps_any_text_and_mends_broken_utf8) {
  auto message = a_page();
  message.about = {};
  message.about.summary = "\"<b>\n\xff";

  EXPECT_NE(webhook_body(message).find("\"summary\":\"\\\"<b>\\n\xef\xbf\xbd\""),
            std::string::npos);
}

class WebhookNotifierTest : public testing::Test {
 protected:
  WebhookNotifierTest() { page.target.address = sink.url("/hooks/secret"); }

  StandingClock clock;
  HttpSink sink;
  Transfers transfers{{}, clock};
  domain::Message page = a_page();
};

TEST_F(WebhookNotifierTest, posts_the_signed_body_with_its_idempotency_key) {
  const std::vector keys{*signing_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")};
  WebhookNotifier notifier{keys, transfers, clock};

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::sent, "HTTP 200 from 127.0.0.1", std::nullopt}));

  const auto request = sink.requests().at(0);
  EXPECT_EQ(request.target, "/hooks/secret");
  EXPECT_EQ(request.body, webhook_body(page));
  EXPECT_EQ(request.header("content-type"), "application/json");
  EXPECT_EQ(request.header("idempotency-key"), notification_id);
  EXPECT_EQ(request.header("webhook-id"), notification_id);
  EXPECT_EQ(request.header("webhook-timestamp"), "1614265330");
  const auto signature = webhook_headers(notification_id, clock.now(), request.body, keys).at(2);
  EXPECT_EQ("webhook-signature: " + request.header("webhook-signature"), signature);
}

TEST_F(WebhookNotifierTest, gives_each_delivery_of_a_notification_a_key_of_its_own) {
  WebhookNotifier notifier{{}, transfers, clock};
  auto match = a_match();
  match.target = page.target;
  match.key = std::string{notification_id} + "-1";

  delivered(notifier, match);

  const auto request = sink.requests().at(0);
  EXPECT_EQ(request.body, webhook_body(match));
  EXPECT_EQ(request.header("idempotency-key"), match.key);
  EXPECT_EQ(request.header("webhook-id"), match.key);
}

TEST_F(WebhookNotifierTest, does_not_sign_without_a_key) {
  WebhookNotifier notifier{{}, transfers, clock};

  delivered(notifier, page);

  EXPECT_EQ(sink.requests().at(0).headers.count("webhook-signature"), 0U);
}

TEST_F(WebhookNotifierTest, tries_again_as_late_as_the_receiver_asks) {
  WebhookNotifier notifier{{}, transfers, clock};
  sink.answer_next({503, "", {{"Retry-After", "9"}}});

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::try_again, "HTTP 503 from 127.0.0.1", 9s}));
}

TEST_F(WebhookNotifierTest, takes_a_400_and_a_redirect_for_an_answer) {
  WebhookNotifier notifier{{}, transfers, clock};
  sink.answer_next({400, "no", {}});
  sink.answer_next({307, "", {{"Location", sink.url("/elsewhere")}}});

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::refused, "HTTP 400 from 127.0.0.1 (no)", std::nullopt}));
  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::refused, "HTTP 307 from 127.0.0.1", std::nullopt}));
  EXPECT_EQ(sink.requests().size(), 2U);
}

TEST_F(WebhookNotifierTest, tries_again_when_nobody_listens) {
  WebhookNotifier notifier{{}, transfers, clock};
  page.target.address = HttpSink{}.url("/secret");  // gone again

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::try_again, "127.0.0.1: connection refused", std::nullopt}));
}

TEST_F(WebhookNotifierTest, gives_up_an_address_that_is_none) {
  WebhookNotifier notifier{{}, transfers, clock};
  page.target.address = "file:///etc/passwd";

  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::refused);
}

TEST_F(WebhookNotifierTest, is_silent_once_destroyed_though_the_transfers_go_on) {
  TransferSettings one_at_a_time;
  one_at_a_time.max_in_flight = 1;
  Transfers line{one_at_a_time, clock};
  std::atomic<bool> is_told = false;
  sink.answer_next({200, "", {}, HttpSink::Manner::hang});
  {
    WebhookNotifier notifier{{}, line, clock};
    notifier.deliver(page, [&is_told](const AttemptResult&) { is_told = true; });
    ASSERT_TRUE(sink.await_requests(1));
  }
  sink.release();

  // The second is under way only when the first has ended.
  WebhookNotifier other{{}, line, clock};
  EXPECT_EQ(delivered(other, page).verdict, Verdict::sent);
  EXPECT_FALSE(is_told);
}

}  // namespace
}  // namespace tocsin::adapters::channels
