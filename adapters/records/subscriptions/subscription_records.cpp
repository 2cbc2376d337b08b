#include "adapters/records/kernel/codec.hpp"
#include "adapters/records/subscriptions/subscription_layouts.hpp"

namespace tocsin::adapters::records {

template void write(const AnnouncedRecord&, json::ListText&);
template Result<AnnouncedRecord> read(std::string_view, const References&);
template void write(const domain::Client&, json::ListText&);
template Result<domain::Client> read(std::string_view, const References&);
template void write(const domain::Subscription&, json::ListText&);
template Result<domain::Subscription> read(std::string_view, const References&);

}  // namespace tocsin::adapters::records
