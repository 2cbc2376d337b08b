#pragma once

#include "adapters/records/kernel/layout.hpp"
#include "domain/channels/target.hpp"

namespace tocsin::adapters::records {

template <>
struct Layout<domain::Target> {
  static void each(auto& target, auto&& field) {
    field("id", target.id);
    field("channel", target.channel);
    field("address", target.address);
  }
};

}  // namespace tocsin::adapters::records
