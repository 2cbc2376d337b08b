#pragma once

#include <iostream>

#include "domain/kernel/result.hpp"

namespace tocsin {

// Prints the error to standard error. Returns the exit code of a failure.
inline int report(const Error& error) {
  std::cerr << "tocsin: " << error.message << '\n';
  return 1;
}

}  // namespace tocsin
