#pragma once

#include <memory>
#include <string>
#include <utility>

#include "adapters/http/api/api.hpp"

namespace tocsin::adapters::http {

// Registers the methods of one object, which the handlers share, under the ids of operations.
template <typename Operations>
class Handlers {
 public:
  using Method = void (Operations::*)(const Call&, const Reply&) const;

  Handlers(OperationHandlers& handlers, Operations operations)
      : handlers_(handlers),
        operations_(std::make_shared<const Operations>(std::move(operations))) {}

  void add(const std::string& id, Method method) {
    handlers_[id] = [operations = operations_, method](const Call& call, const Reply& reply) {
      (operations.get()->*method)(call, reply);
    };
  }

  // Registers "enable_…" and "disable_…", for objects that have set_enabled().
  void add_switch(const std::string& what) {
    for (const bool enabled : {true, false}) {
      handlers_[(enabled ? "enable_" : "disable_") + what] =
          [operations = operations_, enabled](const Call& call, const Reply& reply) {
            operations->set_enabled(call, reply, enabled);
          };
    }
  }

 private:
  OperationHandlers& handlers_;
  std::shared_ptr<const Operations> operations_;
};

}  // namespace tocsin::adapters::http
