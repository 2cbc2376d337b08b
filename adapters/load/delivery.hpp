#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "adapters/load/post.hpp"

namespace tocsin::adapters::load {

// The results of sent items.
struct Tally {
  std::uint64_t accepted = 0;
  std::uint64_t rejected = 0;     // by the server, each with a reason
  std::uint64_t undelivered = 0;  // unknown whether they were accepted
  std::uint64_t retried = 0;      // requests that were repeated because the server was busy
  std::string first_error;

  std::uint64_t sent() const { return accepted + rejected + undelivered; }
  Tally& operator+=(const Tally& other);
};

// A response, after the retries that the server asked for.
struct Patient {
  Answer answer;
  std::uint64_t retried = 0;
};

// Sends a message, and retries while the server is busy (429 or 503), after the delay that it
// requests, for at most one minute of waiting. A message that is sent twice is accepted once, by
// its alert_id.
Patient post_patiently(const Post& post, const Message& message, const Wait& wait);

// Sends a batch of `items` items and counts their results.
Tally deliver(const Post& post, const Message& batch, std::size_t items, const Wait& wait);

// Returns why a response is not a success, for display: "HTTP 404: path not found".
std::string reason_of(const Answer& answer);

}  // namespace tocsin::adapters::load
