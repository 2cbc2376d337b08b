#include "adapters/http/server/response_text.hpp"

#include "adapters/http/server/problem.hpp"

namespace tocsin::adapters::http {
namespace {

std::string text_of(const Response& response, const Framing& framing = {}) {
  std::string text;
  append_text(response, framing, text);
  return text;
}

TEST(ResponseText, carries_all_fields) {
  EXPECT_EQ(text_of({201, "text/plain", "hi", {{"Location", "/x"}}}),
            "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
            "Location: /x\r\n\r\nhi");
}

TEST(ResponseText, tells_an_empty_body) {
  EXPECT_EQ(text_of({299, "", "", {}}), "HTTP/1.1 299 Unknown\r\nContent-Length: 0\r\n\r\n");
}

TEST(ResponseText, has_no_content_where_none_may_be) {
  EXPECT_EQ(text_of({204, "", "ignored", {}}), "HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(text_of({304, "", "ignored", {}}), "HTTP/1.1 304 Not Modified\r\n\r\n");
}

TEST(ResponseText, says_what_becomes_of_the_connection) {
  EXPECT_EQ(text_of({204, "", "", {}}, {.keeps_alive = false}),
            "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(text_of({204, "", "", {}}, {.version_1_1 = false}),
            "HTTP/1.1 204 No Content\r\nConnection: keep-alive\r\n\r\n");
}

TEST(Problem, escapes_its_detail) {
  const auto response = problem(409, "\"a\\b\"\n\x01 \xc3\xa9");
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(response.body,
            R"({"type":"about:blank","title":"Conflict","status":409,)"
            R"("detail":"\"a\\b\"\u000a\u0001 )"
            "\xc3\xa9\"}");
}

}  // namespace
}  // namespace tocsin::adapters::http
