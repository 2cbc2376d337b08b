#pragma once

#include <utility>

#include "domain/kernel/result.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Proves that a unit of work is open: only a Transaction is a Scope. Steps take it as a parameter,
// so none can run outside a use case.
class Scope {
 public:
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  friend class Transaction;
  Scope() = default;
  ~Scope() = default;
};

// The unit of work of one command. Rolls back in its destructor unless committed.
class Transaction : public Scope {
 public:
  explicit Transaction(ports::UnitOfWork& work) : work_(work) { work_.begin(); }
  ~Transaction() {
    if (open_) work_.rollback();
  }

  // Commits. Returns the outcome, or the error if it could not be stored.
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
