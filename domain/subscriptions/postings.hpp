#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "domain/subscriptions/match.hpp"
#include "domain/subscriptions/subscription.hpp"

// The parts of a SubscriptionIndex.
namespace tocsin::domain {

// A client, compared by its hash first. A view: a comparison that needs only the hash does not read
// the id.
struct Who {
  const ClientId& id;
  std::uint32_t hash;

  bool operator==(const Who& other) const {
    return &id == &other.id || (hash == other.hash && id == other.id);
  }

  bool operator<(const Who& other) const {
    return hash == other.hash ? id < other.id : hash < other.hash;
  }
};

Who who_is(const ClientId& client);

// A subscription together with the data that a match needs, so that a match reads one row of memory
// and not each subscription.
struct Posting {
  explicit Posting(SharedSubscription of);

  Who who() const { return {subscription->client, client_hash}; }

  SharedSubscription subscription;
  std::uint32_t client_hash;
  bool enabled;
};

// The subscriptions of one tenant to one pattern, in the order of their clients.
struct Postings {
  TenantId tenant;
  AlertPattern pattern;
  std::vector<Posting> entries;  // at least one

  // Returns the place of that client's posting, or the place to insert it.
  std::size_t place_of(const Who& who) const;
  bool has_at(std::size_t place, const Who& who) const;
};

// The unread postings of one key.
using PostingRun = std::span<const Posting>;

// All postings that match an alert, read together client by client.
class FittingPostings {
 public:
  void add(const Postings& postings) { runs_[count_++] = postings.entries; }

  // Reads all postings. Returns one match per client.
  std::vector<Match> matches();

 private:
  std::span<PostingRun> open() { return {runs_.data(), count_}; }
  std::size_t left();
  Who next_client();
  Match take(const Who& client);
  void close_what_is_read();

  std::array<PostingRun, Match::max_subscriptions> runs_;
  std::size_t count_ = 0;
};

}  // namespace tocsin::domain
