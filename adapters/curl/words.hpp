#pragma once

#include <string>
#include <string_view>

#include <boost/uuid/uuid.hpp>

#include "domain/alert.hpp"
#include "domain/notification.hpp"
#include "domain/time.hpp"

namespace tocsin::adapters::curl {

// The words of the API for what a notification is about.
std::string_view word_of(domain::NotificationKind kind);
std::string_view word_of(domain::AlertStatus status);
std::string_view word_of(domain::AlertType type);

std::string text_of(const boost::uuids::uuid& id);

// RFC 3339 in UTC, with milliseconds: "2025-01-22T15:30:00.000Z".
std::string rfc3339(domain::Time at);

// RFC 5322 in UTC: "Wed, 22 Jan 2025 15:30:00 +0000".
std::string rfc5322(domain::Time at);

}  // namespace tocsin::adapters::curl
