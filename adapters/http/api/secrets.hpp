#pragma once

#include <string>

#include "adapters/http/api/access.hpp"
#include "domain/channels/target.hpp"

namespace tocsin::adapters::http {

// Whether a view shows webhook URLs and routing keys in full. Anyone who has one can send messages
// in our name. The admin reads them in full, because a PUT takes the result of a GET; other roles
// read enough to tell two apart.
enum class Secrets { hidden, shown };

Secrets secrets_for(const Caller& caller);

// The address for a view. Hidden: the server of a URL, the end of a routing key.
std::string address_of(const domain::Target& target, Secrets secrets);

}  // namespace tocsin::adapters::http
