#include "adapters/http/api/call.hpp"
#include "adapters/http/api/cursor_listing.hpp"
#include "adapters/http/api/url.hpp"
#include "tests/fuzz/targets.hpp"

namespace tocsin::fuzz {

using namespace adapters::http;

// A query is taken apart into text, and the cursor in it is one that could have been given.
void cursor(std::string_view input) {
  (void)decode_segment(input);
  auto query = parse_query(input);
  if (!query) return;

  const Request request;
  const Call call{request, {}, {}, *std::move(query), {}};
  const auto wish = listing_wish(call);
  const auto* const page = std::get_if<ListingWish>(&wish);
  if (page == nullptr) return;
  require(page->limit >= 1 && page->limit <= ListingWish::max_limit, "a page is bounded");
  const auto given = call.query_value("cursor");
  require(page->after.has_value() == given.has_value(), "a cursor is taken or refused");
  if (given) require(cursor_for(*page->after) == *given, "a cursor stands for one place");
}

}  // namespace tocsin::fuzz
