#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/body_reader.hpp"
#include "adapters/http/api/call.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/api/object_text.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

// The wanted part of a listing.
struct ListingWish {
  static constexpr std::size_t default_limit = 50;
  static constexpr std::size_t max_limit = 200;

  std::size_t limit = default_limit;
  std::optional<std::string> after;  // text of the cursor, without its version
};

// Reads the query parameters `limit` and `cursor`.
std::variant<ListingWish, Violations> listing_wish(const Call& call);

// Returns the cursor for a place in a listing; opaque to clients.
std::string cursor_for(const std::string& place);

// The violation of a cursor that does not belong to the listing.
Violations not_a_cursor();

// One kind of listing: the source of its rows and their text. `Found` holds the rows of one part
// and, in `next`, the id after which the following part begins.
template <typename Filter, typename Found>
struct CursorListing {
  using Row = typename decltype(Found::rows)::value_type;
  using Place = typename decltype(Found::next)::value_type;

  std::string plural;       // the member that holds the rows
  bool is_counted = false;  // whether a member `count` gives the number of rows
  // May wait; called on a reader's thread.
  std::function<Result<Found>(const Filter&, const std::optional<Place>& after, std::size_t limit)>
      browse;
  std::function<void(std::string& json, const Row& row)> append;
};

// The id in the text of a cursor; nothing if it is not one.
template <typename Id>
std::optional<Id> place_from(const std::string& text) {
  if constexpr (std::constructible_from<decltype(Id::value), std::string>) {
    return Id{text};
  } else {
    const auto uuid = domain::uuid_from(text);
    return uuid ? std::optional{Id{*uuid}} : std::nullopt;
  }
}

template <typename Id>
std::string text_of_place(const Id& id) {
  if constexpr (std::convertible_to<decltype(Id::value), std::string>) {
    return id.value;
  } else {
    return to_text(id);
  }
}

// Returns one part of the listing as a response. May wait.
template <typename Filter, typename Found>
Response listing_answer(const CursorListing<Filter, Found>& listing,
                        const Filter& filter,
                        const ListingWish& wish) {
  using Place = typename CursorListing<Filter, Found>::Place;
  std::optional<Place> after;
  if (wish.after) {
    after = place_from<Place>(*wish.after);
    if (!after) return bad_request(not_a_cursor());
  }
  const auto found = listing.browse(filter, after, wish.limit);
  if (!found) return problem_of(found.error());

  std::string body;
  ObjectText text{body};
  text.member(listing.plural) += '[';
  for (const auto& row : found->rows) {
    if (&row != &found->rows.front()) body += ',';
    listing.append(body, row);
  }
  body += ']';
  if (listing.is_counted) text.add("count", found->rows.size());
  if (found->next) text.add("next_cursor", cursor_for(text_of_place(*found->next)));
  text.end();
  return json_text_answer(200, std::move(body));
}

// Replies to a call with one part of the listing and the cursor of the next part.
template <typename Filter, typename Found>
void list_by_cursor(const Call& call,
                    const Reply& reply,
                    ReaderPool& readers,
                    std::variant<Filter, Violations> filter,
                    CursorListing<Filter, Found> listing) {
  if (const auto* violations = std::get_if<Violations>(&filter)) {
    return reply(bad_request(*violations));
  }
  auto wish = listing_wish(call);
  if (const auto* violations = std::get_if<Violations>(&wish)) {
    return reply(bad_request(*violations));
  }
  look(readers,
       reply,
       [listing = std::move(listing),
        filter = std::get<Filter>(std::move(filter)),
        wish = std::get<ListingWish>(std::move(wish))] {
         return listing_answer(listing, filter, wish);
       });
}

}  // namespace tocsin::adapters::http
