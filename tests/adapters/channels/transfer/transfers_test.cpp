#include "adapters/channels/transfer/transfers.hpp"

#include <atomic>
#include <cstdlib>
#include <future>
#include <thread>

#include "tests/adapters/channels/transfer/surroundings.hpp"
#include "tests/support/http_sink.hpp"
#include "tests/support/smtp_sink.hpp"

namespace tocsin::adapters::channels {
namespace {

using test::HttpSink;
using test::SmtpSink;
using End = TransferResult::End;
using Manner = HttpSink::Manner;
using namespace std::chrono_literals;

class TransfersTest : public testing::Test {
 protected:
  static TransferSettings with_deadline(domain::Duration deadline) {
    TransferSettings settings;
    settings.deadline = deadline;
    return settings;
  }

  static Transfer post_to(const std::string& url) {
    Transfer transfer;
    transfer.url = url;
    transfer.body = "hello";
    return transfer;
  }

  static TransferResult result_of(Transfers& transfers, Transfer transfer) {
    Awaited<TransferResult> result;
    transfers.start(std::move(transfer), result.teller());
    return result.get();
  }

  StandingClock clock;
  HttpSink sink;
};

TEST_F(TransfersTest, post_the_body_with_our_headers_and_no_others_of_note) {
  Transfers transfers{{}, clock};
  sink.answer_next({201, "thanks", {}});

  auto transfer = post_to(sink.url("/hook?x=1"));
  transfer.headers = {"Content-Type: text/plain"};
  transfer.body = std::string(2'000'000, 'x');  // libcurl would ask "Expect: 100-continue" first
  const auto result = result_of(transfers, transfer);

  EXPECT_EQ(result.end, End::answered);
  EXPECT_EQ(result.code, 201);
  EXPECT_EQ(result.body, "thanks");
  const auto request = sink.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/hook?x=1");
  EXPECT_EQ(request.body, transfer.body);
  EXPECT_EQ(request.header("content-type"), "text/plain");
  EXPECT_TRUE(request.header("user-agent").starts_with("Tocsin/"));
  EXPECT_EQ(request.headers.count("expect"), 0U);
}

TEST_F(TransfersTest, keep_the_connection_for_the_next_one) {
  Transfers transfers{{}, clock};

  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(result_of(transfers, post_to(sink.url())).code, 200);

  EXPECT_EQ(sink.connection_count(), 1U);
}

TEST_F(TransfersTest, tell_how_long_the_server_asks_to_wait) {
  Transfers transfers{{}, clock};
  sink.answer_next({503, "", {{"Retry-After", "17"}}});
  sink.answer_next({503, "", {{"Retry-After", "Thu, 25 Feb 2021 15:02:40 GMT"}}});

  EXPECT_EQ(result_of(transfers, post_to(sink.url())).retry_after, 17s);
  EXPECT_EQ(result_of(transfers, post_to(sink.url())).retry_after, 30s);
  EXPECT_EQ(result_of(transfers, post_to(sink.url())).retry_after, std::nullopt);
}

TEST_F(TransfersTest, do_not_follow_redirects) {
  Transfers transfers{{}, clock};
  sink.answer_next({302, "", {{"Location", sink.url("/elsewhere")}}});

  EXPECT_EQ(result_of(transfers, post_to(sink.url())).code, 302);
  EXPECT_EQ(sink.requests().size(), 1U);
}

TEST_F(TransfersTest, do_not_take_a_proxy_from_the_environment) {
  ASSERT_EQ(::setenv("http_proxy", "http://127.0.0.1:1", 1), 0);  // NOLINT(concurrency-mt-unsafe)
  const auto code = [&] {
    Transfers transfers{{}, clock};
    return result_of(transfers, post_to(sink.url())).code;
  }();
  ::unsetenv("http_proxy");  // NOLINT(concurrency-mt-unsafe)

  EXPECT_EQ(code, 200);
}

TEST_F(TransfersTest, refuse_what_is_no_url_and_every_protocol_but_http) {
  Transfers transfers{{}, clock};
  for (const char* url : {"",
                          "http://",
                          "file:///etc/passwd",
                          "gopher://127.0.0.1/",
                          "ftp://h/",
                          "smtp://127.0.0.1/",
                          "dict://127.0.0.1/"}) {
    SCOPED_TRACE(url);
    const auto result = result_of(transfers, post_to(url));
    EXPECT_EQ(result.end, End::unsendable);
    EXPECT_TRUE(result.error.starts_with("not a URL")) << result.error;
  }
}

TEST_F(TransfersTest, say_that_nobody_listens) {
  Transfers transfers{{}, clock};
  const auto url = HttpSink{}.url();  // gone again

  const auto result = result_of(transfers, post_to(url));

  EXPECT_EQ(result.end, End::unanswered);
  EXPECT_EQ(result.error, "connection refused");
}

TEST_F(TransfersTest, give_up_a_server_that_hangs_while_others_go_on) {
  Transfers transfers{with_deadline(400ms), clock};
  sink.answer_next({200, "", {}, Manner::hang});
  Awaited<TransferResult> hanging;
  transfers.start(post_to(sink.url()), hanging.teller());
  ASSERT_TRUE(sink.await_requests(1));

  EXPECT_EQ(result_of(transfers, post_to(sink.url())).code, 200);
  EXPECT_FALSE(hanging.is_told_within(0ms));

  const auto result = hanging.get();
  EXPECT_EQ(result.end, End::unanswered);
  EXPECT_EQ(result.error, "no response within 400 ms");
}

TEST_F(TransfersTest, give_up_a_connection_that_does_not_come_about) {
  TransferSettings settings;
  settings.connect_deadline = 200ms;
  Transfers transfers{settings, clock};

  // The sink knows no TLS: it waits for the rest of what it takes for a request.
  const auto result = result_of(transfers, post_to("https" + sink.url().substr(4)));

  EXPECT_EQ(result.end, End::unanswered);
  EXPECT_EQ(result.error, "no connection within 200 ms");
}

TEST_F(TransfersTest, do_not_wait_long_for_a_body_that_drips) {
  Transfers transfers{with_deadline(300ms), clock};
  sink.answer_next({200, std::string(60'000, 'x'), {}, Manner::drip});

  const auto result = result_of(transfers, post_to(sink.url()));

  EXPECT_EQ(result.end, End::answered);
  EXPECT_EQ(result.code, 200);
}

TEST_F(TransfersTest, take_the_status_line_for_the_answer_whatever_breaks_after_it) {
  Transfers transfers{with_deadline(300ms), clock};
  const std::pair<std::string, std::string> too_long{"Content-Length", "999"};
  const std::pair<std::string, std::string> chunked{"Transfer-Encoding", "chunked"};
  for (const auto& header : {too_long, chunked}) {
    for (const int status : {202, 404, 503}) {
      SCOPED_TRACE(header.first + ' ' + std::to_string(status));
      sink.answer_next({status, "not what was announced", {header}, Manner::broken});

      const auto result = result_of(transfers, post_to(sink.url()));

      EXPECT_EQ(result.end, End::answered);
      EXPECT_EQ(result.code, status);
    }
  }
}

TEST_F(TransfersTest, survive_a_connection_that_is_reset) {
  Transfers transfers{{}, clock};
  sink.answer_next({0, "", {}, Manner::reset});

  const auto result = result_of(transfers, post_to(sink.url()));

  EXPECT_EQ(result.end, End::unanswered);
  EXPECT_FALSE(result.error.empty());
  EXPECT_EQ(result_of(transfers, post_to(sink.url())).code, 200);
}

TEST_F(TransfersTest, take_an_answer_that_is_no_http_for_none) {
  Transfers transfers{{}, clock};
  for (const auto* answer :
       {"upstream unavailable\n", "SSH-2.0-OpenSSH_9.2\r\n", "\x15\x03\x01\x02F"}) {
    sink.answer_next({0, answer, {}, Manner::alien});

    const auto result = result_of(transfers, post_to(sink.url()));

    EXPECT_EQ(result.end, End::unanswered) << answer;
    EXPECT_EQ(result.error, "the answer is not HTTP") << answer;
  }
}

TEST_F(TransfersTest, make_one_request_each_also_when_a_kept_connection_breaks) {
  Transfers transfers{{}, clock};
  ASSERT_EQ(result_of(transfers, post_to(sink.url())).code, 200);
  sink.answer_next({0, "", {}, Manner::reset});

  const auto result = result_of(transfers, post_to(sink.url()));

  EXPECT_EQ(result.end, End::unanswered);
  EXPECT_EQ(result.error, "the connection closed before the response");
  EXPECT_EQ(sink.requests().size(), 2U);
}

TEST_F(TransfersTest, read_no_more_than_512_kib_of_an_answer) {
  Transfers transfers{{}, clock};
  for (const std::size_t bytes : {524'288U, 524'289U, 5'000'000U}) {
    sink.answer_next({503, std::string(bytes, 'x'), {{"Retry-After", "2"}}});

    const auto result = result_of(transfers, post_to(sink.url()));

    EXPECT_EQ(result.end, End::answered);
    EXPECT_EQ(result.code, 503);
    EXPECT_EQ(result.retry_after, 2s);
    EXPECT_EQ(result.body.size(), 524'288U);
  }
}

TEST_F(TransfersTest, have_no_more_in_flight_than_allowed) {
  TransferSettings settings;
  settings.max_in_flight = 2;
  Transfers transfers{settings, clock};
  sink.answer_next({200, "", {}, Manner::hang});
  sink.answer_next({200, "", {}, Manner::hang});
  std::vector<Awaited<TransferResult>> results(6);

  for (auto& result : results)
    transfers.start(post_to(sink.url()), result.teller());
  ASSERT_TRUE(sink.await_requests(2));
  sink.release();

  for (auto& result : results)
    EXPECT_EQ(result.get().code, 200);
  EXPECT_EQ(sink.connection_count(), 2U);  // a third in flight would have needed another
}

TEST_F(TransfersTest, begin_in_the_order_they_were_started_in) {
  TransferSettings settings;
  settings.max_in_flight = 1;
  Transfers transfers{settings, clock};
  std::vector<Awaited<TransferResult>> results(6);

  for (std::size_t i = 0; i < results.size(); ++i) {
    transfers.start(post_to(sink.url('/' + std::to_string(i))), results[i].teller());
  }

  for (auto& result : results)
    EXPECT_EQ(result.get().code, 200);
  const auto requests = sink.requests();
  for (std::size_t i = 0; i < results.size(); ++i) {
    EXPECT_EQ(requests.at(i).target, '/' + std::to_string(i));
  }
}

TEST_F(TransfersTest, count_the_deadline_of_one_that_waited_from_its_beginning) {
  auto settings = with_deadline(600ms);
  settings.max_in_flight = 1;
  Transfers transfers{settings, clock};
  sink.answer_next({200, "", {}, Manner::hang});
  sink.answer_next({200, std::string(10, 'x'), {}, Manner::drip});  // 200 ms
  Awaited<TransferResult> hanging;

  transfers.start(post_to(sink.url()), hanging.teller());
  const auto waited = result_of(transfers, post_to(sink.url()));

  EXPECT_EQ(hanging.get().end, End::unanswered);
  EXPECT_EQ(waited.end, End::answered);
}

TEST_F(TransfersTest, carry_hundreds_at_once_from_several_threads) {
  Transfers transfers{{}, clock};
  constexpr int each = 100;
  std::atomic<int> answered = 0;
  std::promise<void> all;

  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < each; ++i) {
        transfers.start(post_to(sink.url()), [&](const TransferResult& result) {
          if (result.code == 200 && ++answered == 3 * each) all.set_value();
        });
      }
    });
  }
  for (auto& thread : threads)
    thread.join();

  EXPECT_EQ(all.get_future().wait_for(30s), std::future_status::ready);
}

TEST_F(TransfersTest, may_be_started_from_within_an_answer) {
  Transfers transfers{{}, clock};
  Awaited<TransferResult> second;

  transfers.start(post_to(sink.url()), [&](const TransferResult&) {
    transfers.start(post_to(sink.url()), second.teller());
  });

  EXPECT_EQ(second.get().code, 200);
}

TEST_F(TransfersTest, are_silent_once_destroyed) {
  std::atomic<int> told = 0;
  sink.answer_next({200, "", {}, Manner::hang});
  {
    TransferSettings settings;
    settings.max_in_flight = 1;
    Transfers transfers{settings, clock};
    for (int i = 0; i < 3; ++i) {  // one that is in flight and two that wait
      transfers.start(post_to(sink.url()), [&](const TransferResult&) { ++told; });
    }
    ASSERT_TRUE(sink.await_requests(1));
  }
  sink.release();

  EXPECT_EQ(told, 0);
  EXPECT_EQ(sink.requests().size(), 1U);
}

TEST_F(TransfersTest, do_not_wait_for_a_mail_server_to_take_its_leave) {
  SmtpSink mail_server{{"--hang-on-quit"}};
  auto begin = std::chrono::steady_clock::time_point{};
  {
    Transfers transfers{{}, clock};
    Transfer mail;
    mail.url = "smtp://127.0.0.1:" + std::to_string(mail_server.port());
    mail.body = "Subject: x\r\n\r\nx\r\n";
    mail.envelope = Envelope{"tocsin@example.com", {"alice@example.com"}, false};
    ASSERT_EQ(result_of(transfers, mail).code, 250);
    begin = std::chrono::steady_clock::now();
  }

  EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);  // libcurl would wait for 120 s
}

}  // namespace
}  // namespace tocsin::adapters::channels
