#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "adapters/load/post.hpp"

namespace tocsin::adapters::load {

// What became of items that were sent.
struct Tally {
  std::uint64_t accepted = 0;
  std::uint64_t rejected = 0;     // by the server, each with a reason
  std::uint64_t undelivered = 0;  // nobody knows whether they were taken
  std::uint64_t retried = 0;      // requests that were sent again, for the server was busy
  std::string first_error;

  std::uint64_t sent() const { return accepted + rejected + undelivered; }
  Tally& operator+=(const Tally& other);
};

// An answer, after as many tries as the server asked for.
struct Patient {
  Answer answer;
  std::uint64_t retried = 0;
};

// Sends it; again when the server is busy (429 or 503), after as long as it says, for a minute of
// waiting at most. What is sent twice is taken once, by its alert_id.
Patient post_patiently(const Post& post, const Message& message, const Wait& wait);

// Sends a batch of so many items and counts what became of them.
Tally deliver(const Post& post, const Message& batch, std::size_t items, const Wait& wait);

// Why an answer is no success, for people: "HTTP 404: there is no such path".
std::string reason_of(const Answer& answer);

}  // namespace tocsin::adapters::load
