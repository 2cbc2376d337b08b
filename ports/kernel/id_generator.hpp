#pragma once

#include <boost/uuid/uuid.hpp>

namespace tocsin::ports {

// Generates unique ids: UUID version 7, each greater than the one before it.
class IdGenerator {
 public:
  virtual ~IdGenerator() = default;

  virtual boost::uuids::uuid next() = 0;
};

}  // namespace tocsin::ports
