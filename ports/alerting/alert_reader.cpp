#include "ports/alerting/alert_reader.hpp"

namespace tocsin::ports {

bool AlertFilter::accepts(const domain::Alert& alert) const {
  return accepts(alert.status(), alert.severity, alert.parent) &&
         accepts(alert.tenant.value, alert.manager.value, alert.service.value);
}

bool AlertFilter::accepts(domain::AlertStatus its_status,
                          domain::Severity its_severity,
                          const std::optional<domain::AlertId>& its_parent) const {
  const auto its_type = its_parent ? domain::AlertType::child : domain::AlertType::parent;
  return (!severity || its_severity.rank() == severity->rank()) &&
         (!parent || its_parent == parent) && (!type || its_type == *type) &&
         (!status || its_status == *status);
}

bool AlertFilter::accepts(std::string_view its_tenant,
                          std::string_view its_manager,
                          std::string_view its_service) const {
  return its_tenant == tenant.value && (!manager || its_manager == manager->value) &&
         (!service || its_service == service->value);
}

bool AlertFilter::finds_open() const { return status != domain::AlertStatus::resolved; }

bool AlertFilter::finds_closed() const {
  return !status || *status == domain::AlertStatus::resolved;
}

}  // namespace tocsin::ports
