#include "adapters/http/delivery/channel_operations.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/looking.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::to_text;
using nlohmann::ordered_json;

namespace {

void add_limit(ordered_json& view,
               const char* name,
               const std::optional<domain::RateLimit>& limit) {
  if (limit) view[name] = {{"per_second", limit->per_second}, {"burst", limit->burst}};
}

ordered_json channel_view(const ChannelStatus& status) {
  const auto& gate = status.gate;
  ordered_json view{{"channel", word_for(gate.channel)}, {"configured", status.is_configured}};
  view["breaker"] = {
      {"state", word_for(gate.breaker)}, {"failures", gate.failures}, {"attempts", gate.outcomes}};
  if (gate.retry_at) view["breaker"]["retry_at"] = to_text(*gate.retry_at);
  // How many, and not which: they may be another tenant's.
  view["broken_addresses"] = gate.broken_addresses;
  auto& limits = view["limits"] = ordered_json::object();
  add_limit(limits, "channel", gate.limits.whole);
  add_limit(limits, "per_address", gate.limits.per_address);
  if (gate.limits.whole) limits["reserved_ahead"] = to_text(gate.reserved_ahead);
  view["queue"] = {{"waiting", status.waiting}, {"in_flight", status.in_flight}};
  if (status.fallback) view["fallback"] = word_for(*status.fallback);
  return view;
}

class ChannelOperations {
 public:
  ChannelOperations(std::function<Result<std::vector<ChannelStatus>>()> channels,
                    ReaderPool& readers)
      : channels_(std::move(channels)), readers_(readers) {}

  void list(const Call& /*call*/, const Reply& reply) const {
    look(readers_, reply, [this] {
      const auto all = channels_();
      if (!all) return problem_of(all.error());
      ordered_json body{{"channels", ordered_json::array()}};
      for (const auto& status : *all)
        body["channels"].push_back(channel_view(status));
      return json_answer(200, body);
    });
  }

 private:
  std::function<Result<std::vector<ChannelStatus>>()> channels_;
  ReaderPool& readers_;
};

}  // namespace

void add_channel_operations(OperationHandlers& handlers,
                            std::function<Result<std::vector<ChannelStatus>>()> channels,
                            ReaderPool& readers) {
  Handlers operations{handlers, ChannelOperations{std::move(channels), readers}};
  operations.add("list_channels", &ChannelOperations::list);
}

}  // namespace tocsin::adapters::http
