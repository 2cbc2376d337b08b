#pragma once

#include "domain/subscriptions/client.hpp"
#include "ports/kernel/catalogue.hpp"

namespace tocsin::ports {

using Clients = Catalogue<domain::Client>;

}  // namespace tocsin::ports
