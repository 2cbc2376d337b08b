#pragma once

#include <string>

#include "domain/alerting/alert.hpp"

namespace tocsin::adapters::http {

// Appends the alert as the API shows it, as a JSON object.
void append(std::string& json, const domain::Alert& alert);

}  // namespace tocsin::adapters::http
