#include "domain/subscriptions/subscription_index.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <utility>

#include "domain/subscriptions/postings.hpp"

namespace tocsin::domain {
namespace {

// A string of a key, with its precomputed hash.
struct Word {
  std::string_view text;
  std::size_t hash = std::hash<std::string_view>{}(text);
};

// The key of subscriptions. A view.
struct Key {
  Key(Word of_tenant, Word of_severity, Word of_source, Word of_name);

  std::string_view tenant;
  std::string_view severity;
  std::string_view source;
  std::string_view name;
  std::uint64_t hash;
};

std::uint64_t mixed(std::uint64_t hash, std::uint64_t with) {
  constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15;
  hash = (hash ^ with) * golden_ratio;
  return hash ^ (hash >> 32U);
}

Key::Key(Word of_tenant, Word of_severity, Word of_source, Word of_name)
    : tenant{of_tenant.text},
      severity{of_severity.text},
      source{of_source.text},
      name{of_name.text},
      hash{mixed(mixed(mixed(mixed(0, of_tenant.hash), of_severity.hash), of_source.hash),
                 of_name.hash)} {}

Key key_of(const TenantId& tenant, const AlertPattern& pattern) {
  return {{tenant.value}, {pattern.severity}, {pattern.source}, {pattern.name}};
}

// Which of the three are exact, as bits.
using Mask = std::size_t;
constexpr Mask exact_severity = 1;
constexpr Mask exact_source = 2;
constexpr Mask exact_name = 4;
constexpr std::size_t masks = Match::max_subscriptions;

Mask mask_of(std::string_view severity, std::string_view source, std::string_view name) {
  return (severity.empty() ? 0 : exact_severity) | (source.empty() ? 0 : exact_source) |
         (name.empty() ? 0 : exact_name);
}

Mask mask_of(const AlertPattern& pattern) {
  return mask_of(pattern.severity, pattern.source, pattern.name);
}

bool are_of(const Postings& postings, const Key& key) {
  const auto& pattern = postings.pattern;
  return postings.tenant.value == key.tenant && pattern.severity == key.severity &&
         pattern.source == key.source && pattern.name == key.name;
}

struct Slot {
  std::uint64_t hash;
  std::shared_ptr<Postings> postings;
};

// The postings of the keys whose hashes begin alike, in the order of their hashes.
struct Bucket {
  std::vector<Slot> slots;

  // Returns the place of that key's postings, or the place to insert them.
  std::size_t place_of(const Key& key) const {
    auto place = std::lower_bound(
        slots.begin(), slots.end(), key.hash, [](const Slot& slot, std::uint64_t hash) {
          return slot.hash < hash;
        });
    while (place != slots.end() && place->hash == key.hash && !are_of(*place->postings, key))
      ++place;
    return static_cast<std::size_t>(place - slots.begin());
  }

  bool has_at(std::size_t place, const Key& key) const {
    return place < slots.size() && slots[place].hash == key.hash;
  }
};

// The first six bits of a hash name the shelf, the next six its bucket: a change copies one of
// each, and with a million different patterns a bucket holds some 250.
constexpr std::size_t width = 64;

struct Shelf {
  std::array<std::shared_ptr<Bucket>, width> buckets;
};

std::size_t shelf_of(const Key& key) { return key.hash >> 58U; }
std::size_t bucket_of(const Key& key) { return (key.hash >> 52U) % width; }

// Ours to change: the node itself when nobody else holds it, a copy of it otherwise. What another
// index holds is never changed, for that index holds it while we are at it.
template <typename Node>
Node& own(std::shared_ptr<Node>& node) {
  if (node.use_count() > 1) node = std::make_shared<Node>(*node);
  return *node;
}

template <typename Entry>
auto position(std::vector<Entry>& entries, std::size_t place) {
  return entries.begin() + static_cast<std::ptrdiff_t>(place);
}

}  // namespace

struct SubscriptionIndex::Root {
  std::array<std::shared_ptr<Shelf>, width> shelves;
  std::array<std::size_t, masks> sizes{};  // how many subscriptions there are of each mask

  const Bucket& bucket(const Key& key) const {
    return *shelves[shelf_of(key)]->buckets[bucket_of(key)];
  }

  Bucket& own_bucket(const Key& key) {
    return own(own(shelves[shelf_of(key)]).buckets[bucket_of(key)]);
  }

  // With room made for the first one.
  Postings& own_postings(const Subscription& subscription) {
    const auto key = key_of(subscription.tenant, subscription.pattern);
    auto& in = own_bucket(key);
    const auto place = in.place_of(key);
    if (!in.has_at(place, key)) {
      Postings none{subscription.tenant, subscription.pattern, {}};
      in.slots.insert(position(in.slots, place),
                      {key.hash, std::make_shared<Postings>(std::move(none))});
    }
    return own(in.slots[place].postings);
  }

  void drop_postings(const Key& key) {
    auto& in = own_bucket(key);
    in.slots.erase(position(in.slots, in.place_of(key)));
  }

  // Returns null if there are none.
  const Postings* postings(const Key& key) const {
    const auto& in = bucket(key);
    const auto place = in.place_of(key);
    return in.has_at(place, key) ? in.slots[place].postings.get() : nullptr;
  }
};

// One empty shelf in all places, with one empty bucket in all of its own: there is no null to ask
// for.
SubscriptionIndex::SubscriptionIndex() : root_{std::make_shared<Root>()} {
  const auto shelf = std::make_shared<Shelf>();
  shelf->buckets.fill(std::make_shared<Bucket>());
  root_->shelves.fill(shelf);
}

SubscriptionIndex SubscriptionIndex::of(std::span<const SharedSubscription> subscriptions) {
  SubscriptionIndex index;
  for (const auto& subscription : subscriptions)
    index.add(subscription);
  return index;
}

SubscriptionIndex SubscriptionIndex::with(SharedSubscription subscription) const {
  auto next = *this;
  next.add(std::move(subscription));
  return next;
}

SubscriptionIndex SubscriptionIndex::without(const Subscription& subscription) const {
  const auto held = find(subscription.tenant, subscription.pattern, subscription.client);
  if (!held || held->id != subscription.id) return *this;

  auto next = *this;
  next.remove(*held);
  return next;
}

SharedSubscription SubscriptionIndex::find(const TenantId& tenant,
                                           const AlertPattern& pattern,
                                           const ClientId& client) const {
  const auto* postings = root_->postings(key_of(tenant, pattern));
  if (postings == nullptr) return nullptr;

  const auto who = who_is(client);
  const auto place = postings->place_of(who);
  return postings->has_at(place, who) ? postings->entries[place].subscription : nullptr;
}

std::vector<Match> SubscriptionIndex::match(const TenantId& tenant,
                                            std::string_view severity,
                                            std::string_view source,
                                            std::string_view name) const {
  const Word of_tenant{tenant.value};
  const Word any{""};
  const Word of_severity{severity};
  const Word of_source{source};
  const Word of_name{name};
  const auto said = mask_of(severity, source, name);

  FittingPostings fitting;
  for (Mask mask = 0; mask < masks; ++mask) {
    if (root_->sizes[mask] == 0 || (mask & ~said) != 0) continue;
    const Key key{of_tenant,
                  (mask & exact_severity) != 0 ? of_severity : any,
                  (mask & exact_source) != 0 ? of_source : any,
                  (mask & exact_name) != 0 ? of_name : any};
    if (const auto* postings = root_->postings(key)) fitting.add(*postings);
  }
  return fitting.matches();
}

std::size_t SubscriptionIndex::size() const {
  const auto& sizes = root_->sizes;
  return std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
}

std::size_t SubscriptionIndex::probes() const {
  const auto& sizes = root_->sizes;
  const auto unused = std::count(sizes.begin(), sizes.end(), 0U);
  return masks - static_cast<std::size_t>(unused);
}

void SubscriptionIndex::add(SharedSubscription subscription) {
  auto& postings = own(root_).own_postings(*subscription);
  Posting posting{std::move(subscription)};
  const auto place = postings.place_of(posting.who());
  if (postings.has_at(place, posting.who())) {
    postings.entries[place] = std::move(posting);
    return;
  }
  ++root_->sizes[mask_of(postings.pattern)];
  postings.entries.insert(position(postings.entries, place), std::move(posting));
}

// Removes a subscription that the index has.
void SubscriptionIndex::remove(const Subscription& subscription) {
  auto& root = own(root_);
  --root.sizes[mask_of(subscription.pattern)];
  auto& postings = root.own_postings(subscription);
  const auto place = postings.place_of(who_is(subscription.client));
  postings.entries.erase(position(postings.entries, place));
  if (postings.entries.empty())
    root.drop_postings(key_of(subscription.tenant, subscription.pattern));
}

}  // namespace tocsin::domain
