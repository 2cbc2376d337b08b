#include "adapters/records/alerting/event_layouts.hpp"
#include "adapters/records/kernel/codec.hpp"

namespace tocsin::adapters::records {

template void write(const domain::EarlyResolve&, json::ListText&);
template Result<domain::EarlyResolve> read(std::string_view, const References&);
template void write(const domain::EventReceipt&, json::ListText&);
template Result<domain::EventReceipt> read(std::string_view, const References&);
template void write(const domain::EventManager&, json::ListText&);
template Result<domain::EventManager> read(std::string_view, const References&);
template void write(const domain::GroupingRule&, json::ListText&);
template Result<domain::GroupingRule> read(std::string_view, const References&);

}  // namespace tocsin::adapters::records
