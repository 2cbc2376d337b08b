#include "tests/adapters/http/server/server_fixture.hpp"

namespace tocsin::adapters::http {
namespace {

using namespace std::string_literals;

struct Case {
  std::string name;
  std::string request;
  int status;
};

// A POST with these lines after Host.
std::string with(const std::string& lines, const std::string& body = "") {
  return "POST / HTTP/1.1\r\nHost: t\r\n" + lines + "\r\n" + body;
}

std::string chunked(const std::string& body) {
  return with("Transfer-Encoding: chunked\r\n", body);
}

const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n";
const std::string empty_chunks = "0\r\n\r\n";

const std::vector<Case> framing{
    {"length and coding",
     with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", empty_chunks),
     400},
    {"coding and length",
     with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", empty_chunks),
     400},
    {"zero length and coding",
     with("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", empty_chunks),
     400},
    {"two lengths", with("Content-Length: 0\r\nContent-Length: 36\r\n", smuggled), 400},
    {"two equal lengths", with("Content-Length: 2\r\nContent-Length: 2\r\n", "hi"), 400},
    {"length in two cases", with("Content-Length: 2\r\ncontent-length: 2\r\n", "hi"), 400},
    {"list of lengths", with("Content-Length: 2, 2\r\n", "hi"), 400},
    {"empty length", with("Content-Length:\r\n"), 400},
    {"positive length", with("Content-Length: +2\r\n", "hi"), 400},
    {"negative length", with("Content-Length: -1\r\n"), 400},
    {"hex length", with("Content-Length: 0x2\r\n", "hi"), 400},
    {"broken length", with("Content-Length: 1 2\r\n", "hi"), 400},
    {"fractional length", with("Content-Length: 2.0\r\n", "hi"), 400},
    {"length past 64 bits", with("Content-Length: 18446744073709551617\r\n", "h"), 400},
    {"length with a letter", with("Content-Length: 2a\r\n", "hi"), 400},
    {"length with a tab inside", with("Content-Length: 2\t2\r\n", "hi"), 400},
    {"unknown coding", with("Transfer-Encoding: gzip\r\n", smuggled), 501},
    {"coding before chunked", with("Transfer-Encoding: gzip, chunked\r\n", empty_chunks), 501},
    {"coding after chunked", with("Transfer-Encoding: chunked, identity\r\n", empty_chunks), 501},
    {"chunked twice in a list", with("Transfer-Encoding: chunked, chunked\r\n", empty_chunks), 501},
    {"chunked in two lines",
     with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", empty_chunks),
     400},
    {"identity in a second line",
     with("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", empty_chunks),
     400},
    {"xchunked", with("Transfer-Encoding: xchunked\r\n", empty_chunks), 501},
    {"quoted chunked", with("Transfer-Encoding: \"chunked\"\r\n", empty_chunks), 501},
    {"chunked with a parameter", with("Transfer-Encoding: chunked;q=1\r\n", empty_chunks), 501},
    {"chunked after a vertical tab",
     with("Transfer-Encoding: \x0b"
          "chunked\r\n",
          empty_chunks),
     400},
    {"empty coding", with("Transfer-Encoding:\r\n", empty_chunks), 501},
    {"coding in HTTP/1.0",
     "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + empty_chunks,
     400},
};

const std::vector<Case> heads{
    {"space before the colon", with("Transfer-Encoding : chunked\r\n", empty_chunks), 400},
    {"tab before the colon", with("Content-Length\t: 2\r\n", "hi"), 400},
    {"space before the name", "POST / HTTP/1.1\r\n Host: t\r\n\r\n", 400},
    {"folded value", with("X: a\r\n b\r\n"), 400},
    {"folded coding", with("Transfer-Encoding: chunked\r\n , identity\r\n", empty_chunks), 400},
    {"coding on the next line", with("Transfer-Encoding:\r\n chunked\r\n", empty_chunks), 501},
    {"folded with a tab", with("X: a\r\n\tb\r\n"), 400},
    {"no colon", with("Content-Length 2\r\n"), 400},
    {"no name", with(": 2\r\n"), 400},
    {"name with a NUL", with("Content\0Length: 2\r\n"s, "hi"), 400},
    {"name with parentheses", with("X(y): 2\r\n"), 400},
    {"name beyond ASCII", with("X\xc3\xa9: 2\r\n"), 400},
    {"value with a NUL", with("X: a\0b\r\n"s), 400},
    {"value with a bare CR", with("X: a\rTransfer-Encoding: chunked\r\n"), 400},
    {"value with a delete",
     with("X: a\x7f"
          "b\r\n"),
     400},
    {"bare LF after a field", with("X: a\nTransfer-Encoding: chunked\r\n"), 400},
    {"bare LF after the request line", "GET / HTTP/1.1\nHost: t\r\n\r\n", 400},
    {"bare LF at the end", "GET / HTTP/1.1\r\nHost: t\r\n\n", 400},
    {"only bare LF", "GET / HTTP/1.1\nHost: t\n\n", 400},
    {"two CRs before LF", with("X: a\r\r\n"), 400},
    {"two hosts", with("Host: other\r\n"), 400},
    {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
    {"host with a path", "GET / HTTP/1.1\r\nHost: t/x\r\n\r\n", 400},
    {"host with userinfo", "GET / HTTP/1.1\r\nHost: a@t\r\n\r\n", 400},
    {"host with a blank", "GET / HTTP/1.1\r\nHost: a t\r\n\r\n", 400},
    {"two authorizations", with("Authorization: a\r\nAuthorization: b\r\n"), 400},
    {"two content types", with("Content-Type: a/b\r\nContent-Type: c/d\r\n"), 400},
    {"two empty lines first", "\r\n\r\n" + smuggled, 400},
};

const std::vector<Case> request_lines{
    {"HTTP/0.9", "GET /\r\n\r\n", 400},
    {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: t\r\n\r\n", 505},
    {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: t\r\n\r\n", 505},
    {"HTTP/01.1", "GET / HTTP/01.1\r\nHost: t\r\n\r\n", 400},
    {"http/1.1", "GET / http/1.1\r\nHost: t\r\n\r\n", 400},
    {"HTTP/1.1 and a blank", "GET / HTTP/1.1 \r\nHost: t\r\n\r\n", 400},
    {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
    {"two blanks", "GET  / HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"blank in the target", "GET /a b HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"tab for a blank", "GET\t/\tHTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"NUL in the target", "GET /a\0b HTTP/1.1\r\nHost: t\r\n\r\n"s, 400},
    {"CR in the target", "GET /a\rb HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"target beyond ASCII", "GET /\xc3\xa9 HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"fragment", "GET /a#b HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"relative target", "GET a HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"authority target", "CONNECT t:80 HTTP/1.1\r\nHost: t:80\r\n\r\n", 400},
    {"star without OPTIONS", "GET * HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"absolute target of another host", "GET http://other/ HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"absolute target without a host", "GET http:/// HTTP/1.1\r\nHost:\r\n\r\n", 400},
    {"absolute target with userinfo", "GET http://a@t/ HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"unknown scheme", "GET ftp://t/ HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"method that is no token", "G(T / HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"no method", " / HTTP/1.1\r\nHost: t\r\n\r\n", 400},
    {"TLS hello", "\x16\x03\x01\x02\n\x01\x00\x01"s, 400},
};

const std::vector<Case> chunks{
    {"no size", chunked("\r\nhi\r\n0\r\n\r\n"), 400},
    {"size with 0x", chunked("0x2\r\nhi\r\n0\r\n\r\n"), 400},
    {"size with a sign", chunked("+2\r\nhi\r\n0\r\n\r\n"), 400},
    {"negative size", chunked("-2\r\nhi\r\n0\r\n\r\n"), 400},
    {"blank before the size", chunked(" 2\r\nhi\r\n0\r\n\r\n"), 400},
    {"blank after the size", chunked("2 \r\nhi\r\n0\r\n\r\n"), 400},
    {"size with an underscore", chunked("1_0\r\n"), 400},
    {"size past 64 bits", chunked("10000000000000002\r\nhi\r\n0\r\n\r\n"), 400},
    {"size of 60 bits", chunked("fffffffffffffff\r\nhi\r\n0\r\n\r\n"), 413},
    {"size ended by LF", chunked("2\nhi\r\n0\r\n\r\n"), 400},
    {"size ended by CR", chunked("2\rhi\r\n0\r\n\r\n"), 400},
    {"data longer than the size", chunked("2\r\nhigh\r\n0\r\n\r\n"), 400},
    {"data ended by LF", chunked("2\r\nhi\n0\r\n\r\n"), 400},
    {"data without an end", chunked("2\r\nhi0\r\n\r\n"), 400},
    {"LF in an extension", chunked("2;a\nxx\r\nhi\r\n0\r\n\r\n"), 400},
    {"CR in an extension", chunked("2;a\rxx\r\nhi\r\n0\r\n\r\n"), 400},
    {"NUL in an extension", chunked("2;a\0\r\nhi\r\n0\r\n\r\n"s), 400},
    {"LF in a trailer", chunked("0\r\nX: a\nY: b\r\n\r\n"), 400},
    {"end by LF", chunked("0\r\n\n"), 400},
    {"end by CR", chunked("0\r\n\rX"), 400},
    {"long extension", chunked("2;" + std::string(20'000, 'x') + "\r\nhi\r\n0\r\n\r\n"), 400},
    {"long trailer", chunked("0\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"), 400},
};

const std::vector<Case> honest{
    {"empty line first", "\r\n" + with("Content-Length: 2\r\n", "hi"), 200},
    {"absolute target", "GET http://T:80/a HTTP/1.1\r\nHost: t:80\r\n\r\n", 200},
    {"absolute target without a path", "GET http://t HTTP/1.1\r\nHost: t\r\n\r\n", 200},
    {"star", "OPTIONS * HTTP/1.1\r\nHost: t\r\n\r\n", 200},
    {"host with a port", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 200},
    {"HTTP/1.0 without a host", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200},
    {"leading zeros", with("Content-Length: 002\r\n", "hi"), 200},
    {"chunked in capitals", with("Transfer-Encoding: CHUNKED\r\n", "2\r\nhi\r\n0\r\n\r\n"), 200},
    {"chunk extension", chunked("2;a=\"b;c\"\r\nhi\r\n0;d\r\n\r\n"), 200},
    {"trailers are dropped", chunked("0\r\nContent-Length: 9\r\nAuthorization: x\r\n\r\n"), 200},
    {"value beyond ASCII", with("X: \xc3\xa9\r\n"), 200},
    {"coding of the content", with("Content-Encoding: gzip\r\nContent-Length: 2\r\n", "hi"), 415},
    {"coding of no content", with("Content-Encoding: gzip\r\n"), 200},
    {"identity", with("Content-Encoding: identity\r\nContent-Length: 2\r\n", "hi"), 200},
    {"other expectation", with("Expect: a-miracle\r\n"), 417},
};

class Smuggling : public ServerTest {
 protected:
  void SetUp() override { start(); }

  // Each is sent with another request behind it. What is refused must be answered once and close
  // the connection, so that the other is never taken for a request.
  void expect_the_table(const std::vector<Case>& table) {
    for (const auto& row : table) {
      SCOPED_TRACE(row.name);
      Client client{server.port()};
      client.send(row.request + smuggled);
      client.finish();

      const auto answer = client.receive();
      EXPECT_EQ(answer.status, row.status);
      const auto rest = client.receive_rest();
      if (row.status == 200) {
        EXPECT_NE(rest.find("/smuggled"), std::string::npos) << rest;
      } else {
        EXPECT_TRUE(answer.says("Connection: close"));
        EXPECT_TRUE(answer.says("Content-Type: application/problem+json"));
        EXPECT_EQ(rest, "");
      }
    }
  }
};

TEST_F(Smuggling, by_the_framing_is_refused) { expect_the_table(framing); }

TEST_F(Smuggling, by_the_head_is_refused) { expect_the_table(heads); }

TEST_F(Smuggling, by_the_request_line_is_refused) { expect_the_table(request_lines); }

TEST_F(Smuggling, by_chunks_is_refused) { expect_the_table(chunks); }

TEST_F(Smuggling, is_not_seen_in_honest_requests) { expect_the_table(honest); }

TEST_F(Smuggling, is_refused_with_an_explanation) {
  Client client{server.port()};
  client.send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(
      client.receive().body,
      R"({"type":"about:blank","title":"Bad Request","status":400,"detail":"Host is required"})");
}

}  // namespace
}  // namespace tocsin::adapters::http
