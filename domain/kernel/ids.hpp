#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/uuid/uuid.hpp>

namespace tocsin::domain {

// A UUID typed by what it names: an AlertId cannot be passed in place of a NotificationId. Tocsin
// generates them as version 7 (RFC 9562), so the order of ids is the order of creation.
template <typename Tag>
struct Id {
  boost::uuids::uuid value{};

  friend bool operator==(const Id&, const Id&) = default;
  friend bool operator<(const Id& a, const Id& b) { return a.value < b.value; }
};

// Converts a UUID to text (RFC 9562, lower case), and back; nothing if the text is not a valid
// UUID.
std::string to_text(const boost::uuids::uuid& uuid);
std::optional<boost::uuids::uuid> uuid_from(std::string_view text);

// Writes the same text to a place for uuid_text_length characters, and returns its end.
inline constexpr std::size_t uuid_text_length = 36;
char* write_text(char* to, const boost::uuids::uuid& uuid);

// The id of a configuration entry, chosen by its author: unique within its tenant and kind.
template <typename Tag>
struct Name {
  std::string value;

  bool empty() const { return value.empty(); }
  friend bool operator==(const Name&, const Name&) = default;
  friend auto operator<=>(const Name&, const Name&) = default;
};

template <typename Tag>
std::string to_text(const Id<Tag>& id) {
  return to_text(id.value);
}

using AlertId = Id<struct AlertTag>;
using NotificationId = Id<struct NotificationTag>;
using SubscriptionId = Id<struct SubscriptionTag>;
using EndpointId = Id<struct EndpointTag>;
using RunId = Id<struct RunTag>;
using ScheduledJobId = Id<struct ScheduledJobTag>;

using TenantId = Name<struct TenantTag>;
using EventManagerId = Name<struct EventManagerTag>;
using GroupingRuleId = Name<struct GroupingRuleTag>;
using ServiceId = Name<struct ServiceTag>;
using EscalationPolicyId = Name<struct EscalationPolicyTag>;
using ClientId = Name<struct ClientTag>;
using LogRuleId = Name<struct LogRuleTag>;
using WorkflowId = Name<struct WorkflowTag>;

}  // namespace tocsin::domain
