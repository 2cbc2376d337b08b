#pragma once

#include <utility>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "adapters/http/server/request.hpp"

namespace tocsin::adapters::http {

// Replies with the Response that `look_at` returns. `look_at` runs on a reader's thread and may
// wait.
template <typename Look>
void look(ReaderPool& readers, const Reply& reply, Look look_at) {
  const bool taken = readers.run([reply, look_at = std::move(look_at)] { reply(look_at()); });
  if (!taken) reply(busy_reading());
}

}  // namespace tocsin::adapters::http
