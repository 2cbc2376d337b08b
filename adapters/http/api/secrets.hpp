#pragma once

#include <string>

#include "adapters/http/api/access.hpp"
#include "domain/channels/target.hpp"

namespace tocsin::adapters::http {

// Whoever has the URL of a webhook or a routing key can speak in our name. The admin reads them in
// full, for a PUT takes what a GET shows, and everybody else as much as tells them apart.
enum class Secrets { hidden, shown };

Secrets secrets_for(const Caller& caller);

// An address as it may be read: of a URL its server, of a routing key its end.
std::string address_of(const domain::Target& target, Secrets secrets);

}  // namespace tocsin::adapters::http
