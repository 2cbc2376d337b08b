#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace tocsin {

// The kinds of errors. A decision of the domain itself is an outcome, not an error.
enum class ErrorKind { not_found, invalid, conflict, unavailable };

struct Error {
  ErrorKind kind;
  std::string message;
  std::string pointer;  // JSON pointer of the invalid field; empty if there is none

  bool operator==(const Error&) const = default;
};

// An error to return from a function that returns a Result.
class [[nodiscard]] Failure {
 public:
  explicit Failure(Error error) : error_(std::move(error)) {}

  const Error& error() const& { return error_; }
  Error&& error() && { return std::move(error_); }

 private:
  Error error_;
};

inline Failure fail(ErrorKind kind, std::string message, std::string pointer = {}) {
  return Failure{Error{kind, std::move(message), std::move(pointer)}};
}

// A value, or the error that prevented it. Named like std::expected, which g++ 12 lacks in C++20.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: converts
  Result(Failure failure)                                                // NOLINT: converts
      : state_(std::in_place_index<1>, std::move(failure).error()) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }

 private:
  T& value() {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }

  std::variant<T, Error> state_;
};

// Success without a value.
struct Done {
  bool operator==(const Done&) const = default;
};

}  // namespace tocsin
