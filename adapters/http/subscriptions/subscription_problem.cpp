#include "adapters/http/subscriptions/subscription_problem.hpp"

#include <string>
#include <string_view>

#include "adapters/http/api/answers.hpp"
#include "application/subscriptions/duplicates.hpp"

namespace tocsin::adapters::http {

Response subscription_problem(const Error& error) {
  const std::string_view detail = error.message;
  if (detail.starts_with(application::rule_exists)) {
    const std::string other{detail.substr(application::rule_exists.size())};
    return problem_of(
        error,
        {{"", "must differ from subscription rule " + other + "; change or delete that one"}});
  }
  if (detail == application::endpoint_exists) {
    return problem_of(error,
                      {{"/value",
                        "must not be the address of another endpoint of the subscription rule; "
                        "change or delete that one"}});
  }
  return problem_of(error);
}

}  // namespace tocsin::adapters::http
