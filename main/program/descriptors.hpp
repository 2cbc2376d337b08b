#pragma once

#include <cstddef>

namespace tocsin {

// The division of the process's file descriptors (RLIMIT_NOFILE). Clients and deliveries have a
// share each, and the rest is for the store, so that idle clients cannot keep an accepted event
// from being stored or paged.
struct Descriptors {
  std::size_t limit = 0;
  std::size_t clients = 0;    // maximum connections of HTTP clients
  std::size_t transfers = 0;  // maximum attempts at the same time, per channel

  // Whether both shares are as large as the program can use.
  bool is_enough() const;
};

Descriptors divide(std::size_t limit);

// Raises the soft limit of the process as far as it helps and the hard limit allows, and divides
// it.
Descriptors raise_descriptors();

}  // namespace tocsin
