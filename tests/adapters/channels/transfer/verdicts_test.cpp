#include "adapters/channels/transfer/verdicts.hpp"

#include "adapters/channels/transfer/url.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::AttemptResult;
using Verdict = AttemptResult::Verdict;
using namespace std::chrono_literals;

TransferResult answered(long code) {
  TransferResult result;
  result.code = code;
  return result;
}

TEST(Verdicts, are_taken_from_the_http_status) {
  struct Row {
    long status;
    Verdict verdict;
  };
  const Row rows[] = {
      {200, Verdict::sent},
      {202, Verdict::sent},
      {204, Verdict::sent},
      {301, Verdict::refused},
      {307, Verdict::refused},
      {400, Verdict::refused},
      {401, Verdict::refused},
      {404, Verdict::refused},
      {408, Verdict::try_again},
      {410, Verdict::refused},
      {425, Verdict::try_again},
      {429, Verdict::limited},
      {500, Verdict::try_again},
      {503, Verdict::try_again},
      {599, Verdict::try_again},
  };

  for (const auto& row : rows) {
    SCOPED_TRACE(row.status);
    EXPECT_EQ(http_delivery(answered(row.status), "h").verdict, row.verdict);
  }
}

TEST(Verdicts, are_taken_from_the_smtp_reply) {
  struct Row {
    long reply;
    Verdict verdict;
  };
  const Row rows[] = {
      {250, Verdict::sent},
      {421, Verdict::limited},
      {451, Verdict::deferred},
      {452, Verdict::deferred},
      {550, Verdict::refused},
      {535, Verdict::refused},
  };

  for (const auto& row : rows) {
    SCOPED_TRACE(row.reply);
    EXPECT_EQ(smtp_delivery(answered(row.reply), "h").verdict, row.verdict);
  }
}

TEST(Verdicts, say_what_happened_and_where) {
  auto result = answered(503);
  result.retry_after = 7s;
  EXPECT_EQ(http_delivery(result, "hooks.slack.com"),
            (AttemptResult{Verdict::try_again, "HTTP 503 from hooks.slack.com", 7s}));

  result = {};
  result.end = TransferResult::End::unanswered;
  result.error = "connection refused";
  EXPECT_EQ(
      http_delivery(result, "hooks.slack.com"),
      (AttemptResult{Verdict::try_again, "hooks.slack.com: connection refused", std::nullopt}));

  result.end = TransferResult::End::unsendable;
  EXPECT_EQ(http_delivery(result, "h").verdict, Verdict::refused);
}

TEST(Verdicts, show_the_words_of_a_refusal_without_the_secrets_of_its_url) {
  const std::string url = "https://hooks.example.org/services/secret?token=x";
  auto result = answered(404);
  result.body = "  no service at /services/secret?token=x\n(" + url + ") ";
  EXPECT_EQ(url_delivery(result, url).detail,
            "HTTP 404 from hooks.example.org (no service at *** (***))");

  result.body = std::string(400, 'x');
  EXPECT_EQ(url_delivery(result, url).detail,
            "HTTP 404 from hooks.example.org (" + std::string(300, 'x') + ')');

  result.body = " \r\n ";
  EXPECT_EQ(url_delivery(result, url).detail, "HTTP 404 from hooks.example.org");
  result.body = "not found: /";
  EXPECT_EQ(url_delivery(result, "https://hooks.example.org/").detail,
            "HTTP 404 from hooks.example.org (not found: /)");

  result = answered(200);
  result.body = "thanks";
  EXPECT_EQ(url_delivery(result, url).detail, "HTTP 200 from hooks.example.org");
}

TEST(Verdicts, name_the_host_of_a_url_and_nothing_else) {
  struct Row {
    const char* url;
    const char* host;
  };
  const Row rows[] = {
      {"https://hooks.slack.com/services/T0/B0/secret", "hooks.slack.com"},
      {"https://user:secret@example.com:8443/?token=secret#secret", "example.com"},
      {"http://[::1]:80/", "[::1]"},
      {"example.com/secret", "example.com"},
      {"https://", "the target"},
      {"se cret", "the target"},
  };

  for (const auto& row : rows) {
    SCOPED_TRACE(row.url);
    EXPECT_EQ(host_of(row.url), row.host);
  }
}

}  // namespace
}  // namespace tocsin::adapters::channels
