#include <algorithm>
#include <utility>
#include <vector>

#include "adapters/http/generator/generator_operations.hpp"
#include "main/wiring/wiring.hpp"

namespace tocsin {

using adapters::generator::AlertBatch;
using adapters::generator::Answered;
using application::ReceiveAnnouncement;
using domain::EventAnswer;

namespace {

// Returns an announcement with its own id, even if the seed was used before: a known id would
// notify nobody.
ReceiveAnnouncement::Command command_from(domain::GeneratedAlert& alert,
                                          const AlertBatch& batch,
                                          const boost::uuids::uuid& id,
                                          domain::Time now) {
  domain::Announcement announcement;
  announcement.tenant = batch.tenant;
  announcement.alert_key = domain::to_text(id);
  announcement.severity = domain::Severity::parse(alert.severity).value();
  announcement.source = std::move(alert.source);
  announcement.name = std::move(alert.name);
  announcement.context = std::move(alert.context);
  announcement.occurred_at = now;
  return {std::move(announcement), batch.actor};
}

// Returns how many are stored; the reason if none is.
Result<std::size_t> kept_of(const std::vector<Result<EventAnswer>>& answers) {
  const auto kept = static_cast<std::size_t>(std::count_if(
      answers.begin(), answers.end(), [](const auto& answer) { return answer.has_value(); }));
  if (kept == 0) return Failure{answers.front().error()};
  return kept;
}

}  // namespace

adapters::generator::Submit generator_submit(Engine& engine) {
  auto announce = engine.writer.batch_front(adapters::writer::Lane::ordinary,
                                            engine.use_cases.subscriptions.receive_announcement);
  return [announce = std::move(announce), &engine](AlertBatch batch, Answered answered) {
    std::vector<ports::Asked<ReceiveAnnouncement::Command>> commands;
    commands.reserve(batch.alerts.size());
    for (auto& alert : batch.alerts) {
      const auto id = engine.ports.ids.next();
      ports::Received received{batch.tenant, batch.actor, domain::to_text(id)};
      commands.push_back(
          {std::move(received), command_from(alert, batch, id, engine.ports.clock.now())});
    }
    return announce(std::move(commands), [answered = std::move(answered)](const auto& answers) {
      answered(kept_of(answers));
    });
  };
}

void wire_generator(const Wiring& wiring, adapters::generator::JobRunner& jobs) {
  adapters::http::add_generator_operations(
      wiring.handlers,
      {[&jobs](auto tenant, auto by, auto wish, auto seed) {
         return jobs.start(std::move(tenant), std::move(by), std::move(wish), seed);
       },
       [&jobs](const auto& tenant, auto status) { return jobs.list(tenant, status); },
       [&jobs](const auto& tenant, auto id) { return jobs.find(tenant, id); },
       [&jobs](const auto& tenant, auto id) { return jobs.stop(tenant, id); }});
}

}  // namespace tocsin
