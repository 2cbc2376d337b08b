#pragma once

#include "adapters/http/server/request.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

// An error of a subscription rule or an endpoint as a problem. The detail of a duplicate is a
// contract with old clients and does not say what to do, so `errors` says it.
Response subscription_problem(const Error& error);

}  // namespace tocsin::adapters::http
