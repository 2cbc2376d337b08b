#pragma once

#include <chrono>
#include <cstddef>

namespace tocsin::adapters::http {

inline constexpr std::size_t kibibyte = 1024;

// The limits of one client. Beyond them the server rejects the request.
struct Limits {
  std::size_t header_fields = 100;                   // more: 431
  std::size_t header_line_bytes = 8 * kibibyte;      // longer: 431
  std::size_t head_bytes = 32 * kibibyte;            // larger: 431
  std::size_t target_bytes = 8 * kibibyte;           // longer: 414
  std::size_t body_bytes = 64 * kibibyte;            // larger: 413; an operation may have its own
  std::size_t chunk_overhead_bytes = 16 * kibibyte;  // extensions and trailers; more: 400
  std::size_t connections = 4096;                    // more: 503
  std::size_t requests_per_connection = 0;           // 0: as many as the client likes

  std::chrono::milliseconds head_time{5'000};   // from the first byte of a head, or from the accept
  std::chrono::milliseconds body_time{15'000};  // for the whole body
  std::chrono::milliseconds idle_time{75'000};  // between two requests; proxies wait 60 s
  std::chrono::milliseconds write_time{15'000};  // for one answer
  std::chrono::milliseconds linger_time{1'000};  // to let a refused client read why
  std::chrono::milliseconds sweep_every{250};    // how late the times above may be noticed
};

}  // namespace tocsin::adapters::http
