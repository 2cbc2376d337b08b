#include "ports/alert_reader.hpp"

namespace tocsin::ports {

// Numbers before texts: a listing looks at thousands of alerts, most of which it does not want.
bool AlertFilter::accepts(const domain::Alert& alert) const {
  return (!severity || alert.severity.rank() == severity->rank()) &&
         (!parent || alert.parent == parent) && (!type || alert.type() == *type) &&
         (!status || alert.status() == *status) && alert.tenant == tenant &&
         (!manager || alert.manager == *manager) && (!service || alert.service == *service);
}

}  // namespace tocsin::ports
