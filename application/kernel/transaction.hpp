#pragma once

#include <utility>

#include "domain/kernel/result.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Shows that a unit of work is open: only a Transaction is one. Steps take it, so that none can run
// outside a use case.
class Scope {
 public:
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  friend class Transaction;
  Scope() = default;
  ~Scope() = default;
};

// The unit of work of one command: undone on the way out unless committed.
class Transaction : public Scope {
 public:
  explicit Transaction(ports::UnitOfWork& work) : work_(work) { work_.begin(); }
  ~Transaction() {
    if (open_) work_.rollback();
  }

  // The outcome, if it could be kept.
  template <typename Outcome>
  Result<Outcome> commit(Outcome outcome) {
    open_ = false;
    const auto kept = work_.commit();
    if (!kept) return Failure{kept.error()};
    return outcome;
  }

 private:
  ports::UnitOfWork& work_;
  bool open_ = true;
};

}  // namespace tocsin::application
