#include "adapters/http/paging/service_body.hpp"

#include <string>
#include <string_view>

#include "adapters/http/api/members.hpp"

namespace tocsin::adapters::http {

using domain::Service;
using simdjson::dom::element;

std::variant<Service, Violations> service_from(element body) {
  Service service;
  service.id.value = text(body, "id");
  service.name = text(body, "name");
  service.policy.value = text(body, "escalation_policy_id");
  simdjson::dom::array depends_on;
  if (body["depends_on"].get(depends_on) == simdjson::SUCCESS) {
    for (const auto id : depends_on)
      service.depends_on.push_back({std::string{std::string_view(id)}});
  }
  return service;
}

}  // namespace tocsin::adapters::http
