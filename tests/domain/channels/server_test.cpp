#include "domain/channels/server.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

std::string server_of_address(const std::string& address) {
  const Target target{{}, Channel::webhook, address};
  return std::string{server_of(target)};
}

TEST(Server, is_the_host_and_port_of_a_url) {
  EXPECT_EQ(server_of_address("https://hooks.example.org/a/b?c=d#e"), "hooks.example.org");
  EXPECT_EQ(server_of_address("http://127.0.0.1:8080/a"), "127.0.0.1:8080");
  EXPECT_EQ(server_of_address("http://[::1]:8080"), "[::1]:8080");
  EXPECT_EQ(server_of_address("https://example.org?to=alice@example.net"), "example.org");
  EXPECT_EQ(server_of_address("https://example.org#alice@example.net"), "example.org");
  EXPECT_EQ(server_of_address("https://example.org/alice@example.net"), "example.org");
}

TEST(Server, is_without_the_user) {
  EXPECT_EQ(server_of_address("https://alice:p@ss@example.org/a"), "example.org");
}

TEST(Server, is_empty_for_what_is_no_url) {
  EXPECT_EQ(server_of_address(""), "");
  EXPECT_EQ(server_of_address("alice@example.org"), "");
  EXPECT_EQ(server_of_address("+15550100"), "");
  EXPECT_EQ(server_of_address("#alerts"), "");
}

}  // namespace
}  // namespace tocsin::domain
