#include "adapters/records/delivery/notification_layout.hpp"
#include "adapters/records/kernel/codec.hpp"

namespace tocsin::adapters::records {

template void write(const domain::Notification&, json::ListText&);
template Result<domain::Notification> read(std::string_view, const References&);

}  // namespace tocsin::adapters::records
