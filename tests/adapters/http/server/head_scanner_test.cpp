#include "adapters/http/server/head_scanner.hpp"

namespace tocsin::adapters::http {
namespace {

TEST(HeadScanner, finds_the_end_however_the_head_is_cut) {
  const std::string_view received = "\r\nGET / HTTP/1.1\r\nHost: t\r\n\r\nbody";
  const auto end = received.size() - 4;
  const Limits limits;
  for (std::size_t cut = 0; cut < end; ++cut) {
    HeadScanner scanner{limits};
    EXPECT_TRUE(
        std::holds_alternative<HeadScanner::Incomplete>(scanner.scan(received.substr(0, cut))));
    const auto verdict = scanner.scan(received);
    const auto* whole = std::get_if<HeadScanner::Complete>(&verdict);
    ASSERT_NE(whole, nullptr);
    EXPECT_EQ(whole->begin, 2U);
    EXPECT_EQ(whole->end, end);
  }
}

TEST(HeadScanner, takes_the_longest_lines_wherever_they_are_cut) {
  Limits limits;
  limits.header_line_bytes = 100;
  const auto received = "GET / HTTP/1.1\r\n" + std::string(100, 'x') + "\r\n\r\n";
  for (std::size_t cut = 0; cut < received.size(); ++cut) {
    HeadScanner scanner{limits};
    EXPECT_TRUE(std::holds_alternative<HeadScanner::Incomplete>(
        scanner.scan(std::string_view{received}.substr(0, cut))));
    EXPECT_TRUE(std::holds_alternative<HeadScanner::Complete>(scanner.scan(received)));
  }
}

TEST(HeadScanner, stops_a_line_before_it_ends) {
  Limits limits;
  limits.target_bytes = 100;
  limits.header_line_bytes = 100;
  HeadScanner request_line{limits};
  EXPECT_EQ(std::get<Refusal>(request_line.scan(std::string(200, 'x'))).status, 414);
  HeadScanner field{limits};
  EXPECT_EQ(std::get<Refusal>(field.scan("GET / HTTP/1.1\r\n" + std::string(101, 'x'))).status,
            431);
}

}  // namespace
}  // namespace tocsin::adapters::http
