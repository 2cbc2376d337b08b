#include "adapters/channels/sms/sms_notifier.hpp"

#include "adapters/channels/text/match_text.hpp"
#include "adapters/channels/text/page_text.hpp"
#include "adapters/channels/transfer/url.hpp"
#include "tests/adapters/channels/transfer/surroundings.hpp"
#include "tests/support/http_sink.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::AttemptResult;
using test::HttpSink;
using Verdict = AttemptResult::Verdict;

class SmsNotifierTest : public testing::Test {
 protected:
  SmsNotifierTest() {
    page.target.address = "+49 170 1";
    settings.account_sid = "AC1";
    settings.auth_token = "secret";
    settings.from = "+1555";
    settings.base_url = sink.url("");
  }

  StandingClock clock;
  HttpSink sink;
  Transfers transfers{{}, clock};
  SmsSettings settings;
  domain::Message page = a_page();
};

TEST_F(SmsNotifierTest, posts_the_form_that_twilio_wants) {
  SmsNotifier notifier{settings, transfers};
  sink.answer_next({201, R"({"sid":"SM1","code":null})", {}});

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::sent, "HTTP 201 from 127.0.0.1", std::nullopt}));

  const auto request = sink.requests().at(0);
  EXPECT_EQ(request.target, "/2010-04-01/Accounts/AC1/Messages.json");
  EXPECT_EQ(request.header("authorization"), "Basic QUMxOnNlY3JldA==");  // AC1:secret
  EXPECT_EQ(request.header("content-type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(request.body,
            "To=%2B49%20170%201&From=%2B1555&Body=" + percent_encoded(page_text(page, 1600)));
}

TEST_F(SmsNotifierTest, tells_of_a_match_in_brief) {
  SmsNotifier notifier{settings, transfers};
  auto match = a_match();
  match.target = page.target;

  delivered(notifier, match);

  const auto body = sink.requests().at(0).body;
  EXPECT_TRUE(body.ends_with("&Body=" + percent_encoded(match_brief(match, 1600)))) << body;
}

TEST_F(SmsNotifierTest, lets_a_messaging_service_choose_the_sender) {
  settings.messaging_service_sid = "MG1";
  SmsNotifier notifier{settings, transfers};

  delivered(notifier, page);

  const auto body = sink.requests().at(0).body;
  EXPECT_NE(body.find("&MessagingServiceSid=MG1&"), std::string::npos);
  EXPECT_EQ(body.find("From="), std::string::npos);
}

TEST_F(SmsNotifierTest, keeps_to_1600_characters_and_says_what_may_be_repeated) {
  page.about.summary = std::string(3000, 'x');
  page.possibly_repeated = true;
  SmsNotifier notifier{settings, transfers};

  delivered(notifier, page);

  const auto form = sink.requests().at(0).body;
  const auto text = form.substr(form.find("Body=") + 5);
  const std::string head = "%5BHIGH%5D%20payments%3A%20";   // 17 characters
  const std::string mark = "%0A%28possibly%20repeated%29";  // 20 characters
  EXPECT_EQ(text, head + std::string(1600 - 17 - 20, 'x') + mark);
}

TEST_F(SmsNotifierTest, sends_half_of_what_twilio_finds_too_long) {
  page.about.summary = std::string(3000, 'x');
  SmsNotifier notifier{settings, transfers};
  for (const auto* code : {"21617", "21658"}) {
    sink.answer_next({400, std::string{R"({"code":)"} + code + "}", {}});
    EXPECT_EQ(delivered(notifier, page).verdict, Verdict::sent);
    const auto form = sink.requests().back().body;
    EXPECT_TRUE(form.ends_with("&Body=" + percent_encoded(page_text(page, 800)))) << form;
  }
  EXPECT_EQ(sink.requests().size(), 4);
}

TEST_F(SmsNotifierTest, shortens_a_text_once) {
  SmsNotifier notifier{settings, transfers};
  sink.answer_next({400, R"({"code":21617})", {}});
  sink.answer_next({400, R"({"code":21617})", {}});

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{
                Verdict::refused, "HTTP 400 from 127.0.0.1 (Twilio error 21617)", std::nullopt}));
  EXPECT_EQ(sink.requests().size(), 2);
}

TEST_F(SmsNotifierTest, tells_the_error_that_twilio_names) {
  SmsNotifier notifier{settings, transfers};
  sink.answer_next({400, R"({"code":21211,"message":"Invalid 'To'","status":400})", {}});
  sink.answer_next({401, "<html>", {}});
  sink.answer_next({500, R"({"code":"x"})", {}});

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{
                Verdict::refused, "HTTP 400 from 127.0.0.1 (Twilio error 21211)", std::nullopt}));
  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::refused, "HTTP 401 from 127.0.0.1", std::nullopt}));
  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::try_again, "HTTP 500 from 127.0.0.1", std::nullopt}));
}

TEST(HostInUrl, has_brackets_around_an_ipv6_address) {
  EXPECT_EQ(host_in_url("::1"), "[::1]");
  EXPECT_EQ(host_in_url("[2001:db8::25]"), "[2001:db8::25]");
  EXPECT_EQ(host_in_url("mail-1.example.org"), "mail-1.example.org");
  EXPECT_EQ(host_in_url("192.0.2.7"), "192.0.2.7");
  for (const auto* none : {"",
                           "mail.example.org:25",
                           "[::1]:25",
                           "smtp://mail.example.org",
                           "a b",
                           "a/b",
                           "user@mail.example.org",
                           "2001:db8"}) {
    EXPECT_EQ(host_in_url(none), std::nullopt) << none;
  }
}

TEST(PercentEncoded, leaves_only_unreserved_characters) {
  EXPECT_EQ(percent_encoded("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encoded("a b&c=\u20ac+%"), "a%20b%26c%3D%E2%82%AC%2B%25");
}

}  // namespace
}  // namespace tocsin::adapters::channels
