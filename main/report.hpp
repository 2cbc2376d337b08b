#pragma once

#include <iostream>
#include <string>

#include "domain/kernel/result.hpp"

namespace tocsin {

inline constexpr int exit_failure = 1;
inline constexpr int exit_usage = 2;

// Prints the error to standard error. Returns the exit code of a failure.
inline int report(const Error& error) {
  std::cerr << "tocsin: " << error.message << '\n';
  return exit_failure;
}

// Prints what is wrong with the command line to standard error. Returns the exit code for it.
inline int report_usage(const std::string& message) {
  std::cerr << "tocsin: " << message << '\n';
  return exit_usage;
}

}  // namespace tocsin
