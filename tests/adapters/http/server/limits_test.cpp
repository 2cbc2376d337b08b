#include "tests/adapters/http/server/server_fixture.hpp"

namespace tocsin::adapters::http {
namespace {

ServerSettings small() {
  ServerSettings settings;
  settings.limits.header_fields = 5;
  settings.limits.header_line_bytes = 200;
  settings.limits.head_bytes = 600;
  settings.limits.target_bytes = 100;
  settings.limits.body_bytes = 1'000;
  settings.limits.chunk_overhead_bytes = 50;
  settings.body_limit = [](std::string_view method, std::string_view path) -> std::size_t {
    return method == "POST" && path == "/batches" ? 100'000 : 1'000;
  };
  return settings;
}

class LimitsTest : public ServerTest {
 protected:
  explicit LimitsTest(ServerSettings settings = small()) : ServerTest{std::move(settings)} {}
  void SetUp() override { start(); }

  static std::string with_fields(std::size_t count, std::size_t bytes) {
    std::string request = "GET / HTTP/1.1\r\nHost: t\r\n";
    for (std::size_t i = 1; i < count; ++i) {
      request += "X: " + std::string(bytes - 3, 'x') + "\r\n";
    }
    return request + "\r\n";
  }

  static std::string chunk(std::size_t bytes) {
    char size[32];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes);
    return size + std::string(bytes, 'x') + "\r\n";
  }
};

TEST_F(LimitsTest, a_body_may_be_as_large_as_the_limit) {
  EXPECT_EQ(status_of(post("/e", std::string(1'000, 'x'))), 200);
  EXPECT_EQ(status_of(post("/e", std::string(1'001, 'x'))), 413);
  EXPECT_EQ(status_of(post("/batches", std::string(100'000, 'x'))), 200);
  EXPECT_EQ(status_of(post("/batches", std::string(100'001, 'x'))), 413);
}

TEST_F(LimitsTest, a_body_that_is_too_large_is_refused_before_it_is_sent) {
  Client client{server.port()};
  client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive().status, 413);
  client.finish();
  EXPECT_TRUE(client.closed());
}

TEST_F(LimitsTest, a_chunked_body_may_be_as_large_as_the_limit) {
  EXPECT_EQ(status_of(post_chunked(chunk(999) + chunk(1) + "0\r\n\r\n")), 200);
  EXPECT_EQ(status_of(post_chunked(chunk(1'000) + chunk(1) + "0\r\n\r\n")), 413);
  EXPECT_EQ(status_of(post_chunked(chunk(1'001))), 413);
}

TEST_F(LimitsTest, chunk_extensions_are_counted_together) {
  EXPECT_EQ(status_of(post_chunked("1;" + std::string(25, 'e') + "\r\nx\r\n0;" +
                                   std::string(25, 'e') + "\r\n\r\n")),
            200);
  EXPECT_EQ(status_of(post_chunked("1;" + std::string(25, 'e') + "\r\nx\r\n0;" +
                                   std::string(26, 'e') + "\r\n\r\n")),
            400);
}

TEST_F(LimitsTest, a_head_may_have_so_many_fields) {
  EXPECT_EQ(status_of(with_fields(5, 10)), 200);
  EXPECT_EQ(status_of(with_fields(6, 10)), 431);
}

TEST_F(LimitsTest, a_header_line_may_be_so_long) {
  EXPECT_EQ(status_of(with_fields(2, 200)), 200);
  EXPECT_EQ(status_of(with_fields(2, 201)), 431);
}

TEST_F(LimitsTest, a_head_may_be_so_large) {
  EXPECT_EQ(status_of(with_fields(4, 180)), 200);
  EXPECT_EQ(status_of(with_fields(5, 180)), 431);
}

TEST_F(LimitsTest, a_target_may_be_so_long) {
  EXPECT_EQ(status_of(get("/" + std::string(99, 'x'))), 200);
  EXPECT_EQ(status_of(get("/" + std::string(100, 'x'))), 414);
  EXPECT_EQ(status_of(get("/" + std::string(10'000, 'x'))), 414);
}

TEST_F(LimitsTest, a_head_without_an_end_is_cut_off_early) {
  const std::string endless(10'000'000, 'x');
  for (const auto* const begin : {"", "GET / HTTP/1.1\r\nHost: "}) {
    Client client{server.port()};
    EXPECT_FALSE(client.try_send(begin + endless + endless));
  }
  EXPECT_EQ(status_of(get("/")), 200);
}

TEST_F(LimitsTest, chunks_without_an_end_are_cut_off_early) {
  Client client{server.port()};
  std::string chunks;
  for (int i = 0; i < 100'000; ++i) {
    chunks += chunk(100);
  }
  EXPECT_FALSE(client.try_send(post_chunked(chunks)));
  EXPECT_EQ(status_of(get("/")), 200);
}

ServerSettings two_requests_and_two_connections() {
  ServerSettings settings;
  settings.limits.connections = 2;
  settings.limits.requests_per_connection = 2;
  return settings;
}

class CountLimitsTest : public LimitsTest {
 protected:
  CountLimitsTest() : LimitsTest{two_requests_and_two_connections()} {}
};

TEST_F(CountLimitsTest, a_connection_serves_so_many_requests) {
  Client client{server.port()};
  client.send(get("/one") + get("/two") + get("/three"));
  EXPECT_FALSE(client.receive().says("Connection: close"));
  EXPECT_TRUE(client.receive().says("Connection: close"));
  client.finish();
  EXPECT_TRUE(client.closed());
}

TEST_F(CountLimitsTest, one_connection_too_many_is_turned_away) {
  Client first{server.port()};
  Client second{server.port()};
  first.send(get("/"));
  second.send(get("/"));
  EXPECT_EQ(first.receive().status, 200);
  EXPECT_EQ(second.receive().status, 200);

  Client third{server.port()};
  EXPECT_EQ(third.receive().status, 503);
  EXPECT_TRUE(third.closed());
}

TEST_F(CountLimitsTest, a_connection_that_has_gone_makes_room) {
  for (int i = 0; i < 10; ++i) {
    Client client{server.port()};
    client.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_EQ(client.receive().status, 200);
    client.finish();
    EXPECT_TRUE(client.closed());
  }
}

}  // namespace
}  // namespace tocsin::adapters::http
