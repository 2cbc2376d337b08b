#include "adapters/http/alerting/event_body.hpp"

#include <stdexcept>

#include <benchmark/benchmark.h>

#include "adapters/http/server/request.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "benchmarks/micro/samples.hpp"
#include "schemas/embedded.hpp"

namespace tocsin::benchmarks {
namespace {

using adapters::http::BodyReader;
using adapters::json::Schemas;

Schemas schemas() {
  std::vector<std::pair<std::string, std::string>> documents;
  for (const auto& [name, text] : schemas::all()) {
    if (name != "openapi") documents.emplace_back(name, text);
  }
  return *Schemas::load(documents);
}

// From the bytes of a body to what its schema says of it.
void read_and_check(benchmark::State& state) {
  const auto known = schemas();
  BodyReader reader{known};
  auto text = event_text(1);
  text.reserve(text.size() + adapters::http::body_padding);
  for (auto _ : state) {
    auto body = reader.read(text, "event");
    if (body.index() != 0) throw std::logic_error{"the sample is no event"};
    benchmark::DoNotOptimize(body);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_and_check);

// From the document to the event.
void take_event(benchmark::State& state) {
  const auto known = schemas();
  BodyReader reader{known};
  auto text = event_text(1);
  text.reserve(text.size() + adapters::http::body_padding);
  const auto body = std::get<simdjson::dom::element>(reader.read(text, "event"));
  for (auto _ : state) {
    adapters::http::Violations set_aside;
    benchmark::DoNotOptimize(adapters::http::event_from(body, {tenant}, set_aside));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(take_event);

}  // namespace
}  // namespace tocsin::benchmarks
