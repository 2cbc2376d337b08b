#include "adapters/http/api/free_fields.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <tuple>

#include "adapters/json/schema/violation.hpp"
#include "adapters/json/text/reader.hpp"
#include "domain/kernel/cut_text.hpp"

namespace tocsin::adapters::http {

using simdjson::dom::element;

namespace {

constexpr std::size_t deepest = json::Limits{}.depth;

// Where a value is in the body.
struct Place {
  std::string path;
  std::string pointer;
  std::size_t depth = 0;
};

struct Leaf {
  Place place;
  element value;
};

// Visits all values in a member that are neither objects nor null. The depth is bounded: the body
// has been through the strict reader.
template <typename Visit>
void visit_leaves(Place& place, element value, const Visit& visit) {  // NOLINT(misc-no-recursion)
  if (value.is_null()) return;
  if (!value.is_object()) return visit(place, value);
  const auto path_above = place.path.size();
  const auto pointer_above = place.pointer.size();
  ++place.depth;
  for (const auto [key, member] : simdjson::dom::object(value)) {
    place.path.append(1, '.').append(key);
    place.pointer += json::pointer_step(key);
    visit_leaves(place, member, visit);
    place.path.resize(path_above);
    place.pointer.resize(pointer_above);
  }
  --place.depth;
}

template <typename Members, typename Visit>
void visit_all(const Members& members, const Visit& visit) {
  for (const auto& [key, value, rank] : members) {
    Place place{std::string{key}, json::pointer_step(key), rank * deepest};
    visit_leaves(place, value, visit);
  }
}

// How many leaves of each depth are kept when so many are kept in all.
template <typename Members>
std::vector<std::size_t> quotas(const Members& members, std::size_t kept) {
  std::vector<std::size_t> counts;
  visit_all(members, [&](const Place& place, element) {
    counts.resize(std::max(counts.size(), place.depth + 1));
    ++counts[place.depth];
  });
  for (auto& count : counts) {
    count = std::min(count, kept);
    kept -= count;
  }
  return counts;
}

// Gives those of equal paths other ones. The order of members has no say in it, because paths are
// compared between events.
void tell_apart(std::vector<Leaf>& leaves, std::string_view taken) {
  std::vector<Place*> ranked;
  ranked.reserve(leaves.size());
  for (auto& leaf : leaves)
    ranked.push_back(&leaf.place);
  std::sort(ranked.begin(), ranked.end(), [](const Place* a, const Place* b) {
    return std::tie(a->depth, a->pointer) < std::tie(b->depth, b->pointer);
  });
  std::set<std::string, std::less<>> paths;
  if (!taken.empty()) paths.emplace(taken);
  for (auto* place : ranked) {
    if (paths.contains(place->path)) place->path = place->pointer;
    while (!paths.insert(place->path).second)
      place->path += '/';
  }
}

}  // namespace

std::string field_text(element value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string{text};
  // is_double() is true of integers, too.
  if (value.type() == simdjson::dom::element_type::DOUBLE) {
    const double number{value};
    constexpr double beyond_64_bits = 0x1p63;
    if (std::trunc(number) == number && std::abs(number) < beyond_64_bits) {
      return std::to_string(static_cast<std::int64_t>(number));
    }
  }
  return simdjson::minify(value);
}

std::size_t FreeFields::finish() {
  for (const auto& [key, value, rank] : members_) {
    path_ = key;
    add_below(key, value);
  }
  if (count_ <= max_fields && !has_collision()) return 0;
  fields_ = {};
  return finish_with_care();
}

void FreeFields::add_below(std::string_view key, element value) {  // NOLINT(misc-no-recursion)
  std::string_view text;
  has_dotted_key_ = has_dotted_key_ || key.find('.') != std::string_view::npos;
  if (value.is_null()) return;
  if (!value.is_object()) {
    if (++count_ > max_fields) return;
    return value.get(text) == simdjson::SUCCESS ? put(path_, text) : put(path_, field_text(value));
  }
  has_object_ = true;
  const auto above = path_.size();
  for (const auto [name, member] : simdjson::dom::object(value)) {
    path_.append(1, '.').append(name);
    add_below(name, member);
    path_.resize(above);
  }
}

void FreeFields::put(std::string_view path, std::string_view value) {
  if (path.size() <= max_path_bytes && value.size() <= max_value_bytes) {
    return fields_.add(path, value);
  }
  fields_.add(domain::cut_apart(path, max_path_bytes), domain::cut_apart(value, max_value_bytes));
}

// Only a key with a dot can have the path of a member of another object.
bool FreeFields::has_collision() const {
  if (!has_dotted_key_ || !has_object_) return false;
  return std::any_of(fields_.begin(), fields_.end(), [this](const domain::Field& field) {
    return fields_.find(field.path)->data() != field.value.data();
  });
}

std::size_t FreeFields::finish_with_care() {
  auto quota = quotas(members_, max_fields);
  std::vector<Leaf> leaves;
  visit_all(members_, [&](const Place& place, element value) {
    if (quota[place.depth] == 0) return;
    --quota[place.depth];
    leaves.push_back({place, value});
  });
  const auto omitted = count_ - leaves.size();
  tell_apart(leaves, omitted > 0 ? mark_ : "");
  std::stable_sort(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) {
    return a.place.depth < b.place.depth;
  });
  for (const auto& leaf : leaves)
    put(leaf.place.path, field_text(leaf.value));
  if (omitted > 0) fields_.add(mark_, std::to_string(omitted));
  return omitted;
}

}  // namespace tocsin::adapters::http
