#pragma once

#include "domain/logs/log_rule.hpp"
#include "ports/kernel/catalogue.hpp"

namespace tocsin::ports {

using LogRules = Catalogue<domain::LogRule>;

}  // namespace tocsin::ports
