#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/call.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

// The kind of object that a UUID names, in the words of messages.
template <typename Id>
inline constexpr std::string_view kind_of_id = {};
template <>
inline constexpr std::string_view kind_of_id<domain::EndpointId> = "endpoint";
template <>
inline constexpr std::string_view kind_of_id<domain::NotificationId> = "notification";
template <>
inline constexpr std::string_view kind_of_id<domain::RunId> = "run";
template <>
inline constexpr std::string_view kind_of_id<domain::ScheduledJobId> = "scheduled job";
template <>
inline constexpr std::string_view kind_of_id<domain::SubscriptionId> = "subscription rule";

// Reads the UUID of a call from its path or, if the path has no parameter, from its query. Text
// that is not a UUID names nothing: then a `kind` is not found.
Result<boost::uuids::uuid> uuid_of(const Call& call,
                                   std::string_view query_name,
                                   std::string_view kind);

template <typename Id>
Result<Id> id_of(const Call& call, std::string_view query_name) {
  static_assert(!kind_of_id<Id>.empty());
  const auto uuid = uuid_of(call, query_name, kind_of_id<Id>);
  if (!uuid) return Failure{uuid.error()};
  return Id{*uuid};
}

// Sets `id`, which the body of a PUT may repeat, to the id of the path. Returns a response if the
// two differ or the id is invalid; `pointer` is that of the body's member.
std::optional<Response> take_id_of_path(const Call& call,
                                        const std::string& pointer,
                                        std::string& id);

// The answer to a call without such an id. A missing id is a bad request, as seed 002, Alerting
// Platform, specifies; elsewhere an invalid error is a 422, about a body that was understood.
inline Response without_id(const Error& error) {
  if (error.kind == ErrorKind::invalid) return bad_request({{error.pointer, error.message}});
  return problem_of(error);
}

}  // namespace tocsin::adapters::http
