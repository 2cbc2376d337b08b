#include "ports/alert_reader.hpp"

namespace tocsin::ports {

bool AlertFilter::accepts(const domain::Alert& alert) const {
  return alert.tenant == tenant && (!status || alert.status() == *status) &&
         (!type || alert.type() == *type) && (!manager || alert.manager == *manager) &&
         (!service || alert.service == *service) &&
         (!severity || alert.severity.rank() == severity->rank()) &&
         (!parent || alert.parent == parent);
}

}  // namespace tocsin::ports
