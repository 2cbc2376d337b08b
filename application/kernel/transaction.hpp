#pragma once

#include <utility>

#include "domain/kernel/result.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// The scope of one command: undone on the way out unless committed.
class Transaction {
 public:
  explicit Transaction(ports::UnitOfWork& work) : work_(work) { work_.begin(); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
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
