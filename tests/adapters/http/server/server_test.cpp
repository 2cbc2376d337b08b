#include "adapters/http/server/server.hpp"

#include <thread>

#include "tests/adapters/http/server/server_fixture.hpp"

namespace tocsin::adapters::http {
namespace {

class ServerTalk : public ServerTest {
 protected:
  void SetUp() override { start(); }
};

TEST_F(ServerTalk, answers_a_request_with_its_length_and_type) {
  Client client{server.port()};
  client.send(get("/v1/alerts?status=active"));

  const auto answer = client.receive();
  EXPECT_TRUE(answer.head.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(answer.says("Content-Type: text/plain"));
  EXPECT_TRUE(answer.says("Content-Length: 29"));
  EXPECT_EQ(answer.body, "GET /v1/alerts status=active ");
}

TEST_F(ServerTalk, hands_over_the_body_and_keeps_the_connection) {
  Client client{server.port()};
  for (const auto* const body : {"first", "", "third"}) {
    client.send(post("/e", body));
    EXPECT_EQ(client.receive().body, std::string{"POST /e  "} + body);
  }
}

TEST_F(ServerTalk, reads_a_request_that_comes_byte_by_byte) {
  Client client{server.port()};
  const auto request =
      post("/e", "body") + post_chunked("2\r\nab\r\n1;x=y\r\nc\r\n0\r\nT: 1\r\n\r\n");
  for (const char byte : request) {
    client.send({&byte, 1});
  }
  EXPECT_EQ(client.receive().body, "POST /e  body");
  EXPECT_EQ(client.receive().body, "POST /e  abc");
}

TEST_F(ServerTalk, answers_pipelined_requests_in_their_order) {
  Client client{server.port()};
  client.send(get("/later") + post("/e", "two") + post_chunked("5\r\nthree\r\n0\r\n\r\n") + "\r\n" +
              get("/four"));

  waiting.take(1).front().second({202, "", "one", {}});

  EXPECT_EQ(client.receive().body, "one");
  EXPECT_EQ(client.receive().body, "POST /e  two");
  EXPECT_EQ(client.receive().body, "POST /e  three");
  EXPECT_EQ(client.receive().body, "GET /four  ");
}

TEST_F(ServerTalk, never_writes_a_body_for_head) {
  Client client{server.port()};
  client.send("HEAD /h HTTP/1.1\r\nHost: tocsin\r\n\r\n" + get("/g"));

  const auto answer = client.receive_without_body();
  EXPECT_TRUE(answer.says("Content-Length: 9"));
  EXPECT_EQ(client.receive().body, "GET /g  ");
}

TEST_F(ServerTalk, closes_when_asked_to) {
  Client client{server.port()};
  client.send("GET / HTTP/1.1\r\nHost: tocsin\r\nConnection: foo, Close\r\n\r\n");
  EXPECT_TRUE(client.receive().says("Connection: close"));
  EXPECT_TRUE(client.closed());
}

TEST_F(ServerTalk, keeps_an_old_connection_only_when_asked_to) {
  Client client{server.port()};
  client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_TRUE(client.receive().says("Connection: keep-alive"));
  client.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(client.receive().says("Connection: close"));
  EXPECT_TRUE(client.closed());
}

TEST_F(ServerTalk, answers_out_of_order_over_several_connections) {
  constexpr std::size_t count = 40;
  std::vector<std::unique_ptr<Client>> clients;
  for (std::size_t i = 0; i < count; ++i) {
    clients.push_back(std::make_unique<Client>(server.port()));
    clients.back()->send(get("/later/" + std::to_string(i)));
  }

  auto asked = waiting.take(count);
  std::thread writer{[&asked] {
    for (auto one = asked.rbegin(); one != asked.rend(); ++one) {
      one->second({200, "text/plain", one->first, {}});
    }
  }};

  for (std::size_t i = 0; i < count; ++i) {
    EXPECT_EQ(clients[i]->receive().body, "/later/" + std::to_string(i));
  }
  writer.join();
}

TEST_F(ServerTalk, answers_a_dropped_request_with_500) {
  Client client{server.port()};
  client.send(get("/dropped"));
  const auto answer = client.receive();
  EXPECT_EQ(answer.status, 500);
  EXPECT_TRUE(answer.says("Content-Type: application/problem+json"));

  client.send(get("/later"));
  waiting.take(1);  // and lets go of it
  EXPECT_EQ(client.receive().status, 500);
}

TEST_F(ServerTalk, survives_clients_that_leave_before_their_answer) {
  {
    Client client{server.port()};
    client.send(get("/later") + get("/large"));
  }
  waiting.take(1).front().second({});
  EXPECT_EQ(status_of(get("/")), 200);
}

TEST_F(ServerTalk, sends_large_answers_whole) {
  Client client{server.port()};
  client.send(get("/large"));
  EXPECT_EQ(client.receive().body.size(), 8'000'000U);
}

TEST_F(ServerTalk, tells_a_client_that_waits_to_continue) {
  Client client{server.port()};
  client.send("POST /e HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\nExpect: 100-Continue\r\n\r\n");
  EXPECT_EQ(client.receive_without_body().status, 100);
  client.send("body");
  EXPECT_EQ(client.receive().body, "POST /e  body");
}

TEST(ServerRequest, shows_headers_remote_address_and_padded_body) {
  std::string seen;
  const auto handler = [&seen](const Request& request, const Reply& reply) {
    seen = request.remote + "|" + std::string{request.header("x-one").value_or("none")} + "|" +
           std::string{request.header("X-Two").value_or("none")} + "|";
    for (std::size_t i = 0; i < body_padding; ++i) {
      seen += request.body.data()[request.body.size() + i] == '\0' ? "" : "!";
    }
    reply({204, "", "", {{"X-Answer", "a\r\nSet-Cookie: b"}}});
  };
  Server server{{}, handler};
  ASSERT_TRUE(server.start());
  Client client{server.port()};
  client.send("POST / HTTP/1.1\r\nHost: t\r\nX-ONE: \t a b \r\nContent-Length: 2\r\n\r\nhi");

  const auto answer = client.receive();
  EXPECT_EQ(answer.status, 204);
  EXPECT_TRUE(answer.says("X-Answer: a  Set-Cookie: b"));
  EXPECT_EQ(answer.head.find("Content-Length"), std::string::npos);
  EXPECT_EQ(seen, "127.0.0.1|a b|none|");
}

TEST(ServerRequest, outlives_its_connection) {
  Waiting waiting;
  const Request* seen = nullptr;
  {
    Server server{{}, [&](const Request& request, Reply reply) {
                    seen = &request;
                    waiting.add("", std::move(reply));
                  }};
    ASSERT_TRUE(server.start());
    Client client{server.port()};
    client.send("POST /kept HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nbody");
    const auto asked = waiting.take(1);
    server.stop();
    EXPECT_EQ(seen->path, "/kept");
    EXPECT_EQ(seen->body, "body");
    asked.front().second({});
  }
}

}  // namespace
}  // namespace tocsin::adapters::http
