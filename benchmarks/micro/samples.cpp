#include "benchmarks/micro/samples.hpp"

namespace tocsin::benchmarks {

std::string event_text(std::size_t number) {
  return R"({"event_manager_id":"bench","summary":"disk usage of /var/lib/data is above 90 %",)"
         R"("severity":"high","action":"trigger","class":"disk","dedupKey":"disk-)" +
         std::to_string(number) +
         R"(","host":"node-17.eu-west.example.org","device":"/dev/nvme0n1p2",)"
         R"("usage_percent":"91.4","team":"storage",)"
         R"("runbook":"https://runbooks.example.org/disk-full"})";
}

domain::Event event(std::size_t number, const std::string& class_name) {
  domain::Event event;
  event.tenant.value = tenant;
  event.manager.value = manager;
  event.dedup_key = "disk-" + std::to_string(number);
  event.summary = "disk usage of /var/lib/data is above 90 %";
  event.severity = domain::Severity::parse("high").value();
  event.class_name = class_name;
  event.fields = {{"host", "node-17.eu-west.example.org"},
                  {"device", "/dev/nvme0n1p2"},
                  {"usage_percent", "91.4"},
                  {"team", "storage"},
                  {"runbook", "https://runbooks.example.org/disk-full"}};
  return event;
}

}  // namespace tocsin::benchmarks
