#include "tests/adapters/http/server/server_fixture.hpp"

namespace tocsin::adapters::http {
namespace {

using namespace std::chrono_literals;

// Only the time that a test is about is short, so that it cannot be another that ends the wait.
ServerSettings impatient(std::chrono::milliseconds Limits::*time) {
  ServerSettings settings;
  settings.limits.*time = 100ms;
  settings.limits.sweep_every = 10ms;
  return settings;
}

template <std::chrono::milliseconds Limits::*time>
class Impatient : public ServerTest {
 protected:
  Impatient() : ServerTest{impatient(time)} {}
  void SetUp() override { start(); }
};

using SlowHead = Impatient<&Limits::head_time>;
using SlowBody = Impatient<&Limits::body_time>;
using IdleClient = Impatient<&Limits::idle_time>;
using SlowReader = Impatient<&Limits::write_time>;
using StayingClient = Impatient<&Limits::linger_time>;

TEST_F(SlowHead, is_told_so_and_closed) {
  Client client{server.port()};
  client.send("GET / HTTP/1.1\r\nHo");
  EXPECT_EQ(client.receive().status, 408);
  client.finish();
  EXPECT_TRUE(client.closed());
}

TEST_F(SlowHead, gets_no_more_time_by_dripping) {
  Client client{server.port()};
  client.send("GET / HTTP/1.1\r\n");
  while (!client.hears_within(10ms)) {
    client.send("X");  // ten times as often as the time limit
  }
  EXPECT_EQ(client.receive().status, 408);
}

TEST_F(SlowHead, of_a_client_that_says_nothing_is_closed) {
  Client client{server.port()};
  EXPECT_TRUE(client.closed());
}

TEST_F(SlowBody, is_told_so_and_closed) {
  Client client{server.port()};
  client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\nhalf");
  EXPECT_EQ(client.receive().status, 408);
  client.finish();
  EXPECT_TRUE(client.closed());
}

TEST_F(SlowBody, in_chunks_is_told_so_and_closed) {
  for (const auto* const begin : {"", "a", "a\r\nhalf", "4\r\nhalf\r\n", "0\r\n", "0\r\n\r"}) {
    EXPECT_EQ(status_of(post_chunked(begin)), 408) << begin;
  }
}

TEST_F(IdleClient, is_closed_without_a_word) {
  Client client{server.port()};
  client.send(get("/"));
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_TRUE(client.closed());
}

TEST_F(IdleClient, is_not_one_that_waits_for_its_answer) {
  Client client{server.port()};
  client.send(get("/later"));
  auto asked = waiting.take(1);
  Client other{server.port()};
  other.send(get("/"));
  EXPECT_EQ(other.receive().status, 200);
  EXPECT_TRUE(other.closed());  // as long as the first has waited

  asked.front().second({});
  EXPECT_EQ(client.receive().status, 200);
}

TEST_F(SlowReader, is_cut_off) {
  Client client{server.port()};
  client.receive_slowly();
  client.send(get("/large"));
  EXPECT_TRUE(server.drain(10s));  // nobody reads, so only the time limit can end it
}

TEST_F(StayingClient, is_not_waited_for_after_the_last_answer) {
  Client client{server.port()};
  client.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_TRUE(server.drain(10s));
}

}  // namespace
}  // namespace tocsin::adapters::http
