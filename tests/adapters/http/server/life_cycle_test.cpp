#include <thread>

#include "tests/adapters/http/server/server_fixture.hpp"

namespace tocsin::adapters::http {
namespace {

using namespace std::chrono_literals;

using LifeCycle = ServerTest;

TEST_F(LifeCycle, says_why_it_cannot_listen) {
  start();
  ServerSettings settings;
  settings.port = server.port();
  Server second{settings, [](const Request&, const Reply&) {}};

  const auto started = second.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(
      started.error().message,
      "cannot listen on 127.0.0.1:" + std::to_string(server.port()) + ": Address already in use");
}

TEST_F(LifeCycle, wants_an_address) {
  Server named{{.address = "localhost", .limits = {}, .body_limit = {}},
               [](const Request&, const Reply&) {}};
  const auto started = named.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error(),
            (Error{ErrorKind::invalid, "\"localhost\" is not a valid IP address", ""}));
  EXPECT_EQ(named.port(), 0);
}

TEST_F(LifeCycle, draining_answers_what_has_begun_and_takes_no_more) {
  start();
  Client idle{server.port()};
  idle.send(get("/"));
  EXPECT_EQ(idle.receive().status, 200);
  Client asked{server.port()};
  asked.send(get("/later"));
  Client asking{server.port()};
  asking.send(get("/") + "POST /e HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nbo");
  EXPECT_EQ(asking.receive().status, 200);
  const auto waiting_one = waiting.take(1);

  auto drained = false;
  std::thread drain{[&] { drained = server.drain(10s); }};

  EXPECT_TRUE(idle.closed());  // so draining has begun
  EXPECT_FALSE(Client{server.port()}.connected());
  asking.send("dy");
  const auto late = asking.receive();
  EXPECT_EQ(late.body, "POST /e  body");
  EXPECT_TRUE(late.says("Connection: close"));
  waiting_one.front().second({202, "", "kept", {}});
  const auto answer = asked.receive();
  EXPECT_EQ(answer.body, "kept");
  EXPECT_TRUE(asked.closed());

  asking.finish();
  drain.join();
  EXPECT_TRUE(drained);
}

TEST_F(LifeCycle, draining_gives_up_after_its_time) {
  start();
  Client client{server.port()};
  client.send(get("/later"));
  const auto asked = waiting.take(1);

  EXPECT_FALSE(server.drain(20ms));
  server.stop();

  EXPECT_TRUE(client.closed());
  asked.front().second({});  // too late, and harmless
}

TEST_F(LifeCycle, stopping_closes_connections_in_every_state) {
  start();
  Client silent{server.port()};
  Client idle{server.port()};
  idle.send(get("/"));
  EXPECT_EQ(idle.receive().status, 200);
  Client in_head{server.port()};
  in_head.send("GET / HT");
  Client in_body{server.port()};
  in_body.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\n");
  Client writing{server.port()};
  writing.send(get("/large"));
  Client lingering{server.port()};
  lingering.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(lingering.receive().status, 200);
  Client asked{server.port()};
  asked.send(get("/later"));
  const auto waiting_one = waiting.take(1);

  server.stop();

  EXPECT_TRUE(idle.closed());
  EXPECT_TRUE(in_head.closed());
  EXPECT_TRUE(in_body.closed());
  EXPECT_TRUE(asked.closed());
  EXPECT_EQ(server.port(), 0);
}

TEST_F(LifeCycle, replies_and_stopping_may_cross) {
  start();
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(std::make_unique<Client>(server.port()));
    clients.back()->send(get("/later"));
  }
  auto asked = waiting.take(50);

  std::thread writer{[&asked] {
    for (auto& [path, reply] : asked) {
      reply({200, "text/plain", path, {}});
    }
    asked.clear();
  }};
  server.stop();
  writer.join();
}

TEST_F(LifeCycle, a_server_that_was_never_started_stops) {
  EXPECT_TRUE(server.drain(0ms));
  server.stop();
}

TEST_F(LifeCycle, a_stopped_server_starts_again) {
  start();
  server.stop();
  start();
  EXPECT_EQ(status_of(get("/")), 200);
}

}  // namespace
}  // namespace tocsin::adapters::http
