#pragma once

#include <chrono>
#include <optional>

#include <simdjson.h>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::http {

// Between these is the time that a sender means by a number.
inline constexpr domain::Time begin_of_century{
    std::chrono::sys_days{std::chrono::year{2000} / 1 / 1}};
inline constexpr domain::Time end_of_century{
    std::chrono::sys_days{std::chrono::year{2100} / 1 / 1}};

// The complaint about a value in which there is no moment.
inline constexpr const char* no_moment =
    "must be a timestamp such as 2026-01-02T03:04:05.678Z, or the time since 1970 as a number";

// Reads a number, or a string that is one: nginx and others write all values as strings.
std::optional<double> number_in(simdjson::dom::element value);

// Reads a time as loggers and monitoring systems write it: RFC 3339, also with a space before the
// time, a comma before the fraction or no colon in the offset; or the time since 1970 as a number
// or a string, in the unit that puts it between 2000 and 2100: seconds, milliseconds, microseconds
// or nanoseconds. Nothing for anything else, such as a time without an offset: its zone is not
// known.
std::optional<domain::Time> moment_in(simdjson::dom::element value);

}  // namespace tocsin::adapters::http
