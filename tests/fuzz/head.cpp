#include "adapters/http/server/head.hpp"

#include "adapters/http/server/head_scanner.hpp"
#include "adapters/http/server/request_target.hpp"
#include "tests/fuzz/targets.hpp"

namespace tocsin::fuzz {

using namespace adapters::http;

namespace {

// A smaller one, so that short inputs reach its bounds.
constexpr Limits limits{.header_fields = 8,
                        .header_line_bytes = 64,
                        .head_bytes = 256,
                        .target_bytes = 32};

HeadScanner::Verdict scan_whole(std::string_view text) { return HeadScanner{limits}.scan(text); }

HeadScanner::Verdict scan_bytewise(std::string_view text) {
  HeadScanner scanner{limits};
  HeadScanner::Verdict verdict = HeadScanner::Incomplete{};
  for (std::size_t size = 1; size <= text.size(); ++size) {
    verdict = scanner.scan(text.substr(0, size));
    if (!std::holds_alternative<HeadScanner::Incomplete>(verdict)) break;
  }
  return verdict;
}

bool lies_within(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_head(std::string_view text) {
  const auto parsed = parse_head(text, limits);
  const auto* const head = std::get_if<Head>(&parsed);
  if (head == nullptr) {
    const auto status = std::get<Refusal>(parsed).status;
    return require(status >= 400 && status <= 505, "a refusal has a status of its own");
  }
  require(!(head->chunked && head->content_length), "a body is framed in one way");
  require(!head->version_1_1 || lies_within(head->host, text), "the host is a part of the head");
  for (const auto& [name, value] : head->fields) {
    require(!name.empty() && lies_within(name, text) && lies_within(value, text),
            "fields are parts of the head");
  }
  Request request;
  if (read_target(*head, request)) return;
  require(
      (request.path == "/" || lies_within(request.path, text)) && lies_within(request.query, text),
      "path and query are parts of the head");
}

}  // namespace

// A head ends, or is refused, at the same place however it is cut into packets; and what is
// accepted is understood in one way only.
void head(std::string_view input) {
  const auto whole = scan_whole(input);
  const auto bytewise = scan_bytewise(input);
  require(whole.index() == bytewise.index(), "the packets make no difference");

  const auto* const complete = std::get_if<HeadScanner::Complete>(&whole);
  if (complete == nullptr) return;
  const auto& same = std::get<HeadScanner::Complete>(bytewise);
  require(complete->begin == same.begin && complete->end == same.end, "nor to where it ends");
  check_head(input.substr(complete->begin, complete->end - complete->begin));
}

}  // namespace tocsin::fuzz
