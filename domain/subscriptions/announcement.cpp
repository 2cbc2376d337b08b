#include "domain/subscriptions/announcement.hpp"

#include <boost/uuid/name_generator_sha1.hpp>

namespace tocsin::domain {

AlertId alert_id_of(std::string_view alert_key) {
  if (const auto uuid = uuid_from(alert_key)) return {*uuid};
  const boost::uuids::name_generator_sha1 generator{boost::uuids::ns::oid()};
  return {generator(alert_key.data(), alert_key.size())};
}

AlertId announced_id_of(std::string_view source, const AlertId& found_as) {
  const boost::uuids::name_generator_sha1 generator{found_as.value};
  return {generator(source.data(), source.size())};
}

}  // namespace tocsin::domain
