#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "adapters/http/alerting/event_body.hpp"
#include "adapters/http/api/body_reader.hpp"
#include "adapters/json/text/reader.hpp"
#include "tests/fuzz/padded.hpp"
#include "tests/fuzz/schemas.hpp"
#include "tests/fuzz/targets.hpp"

namespace tocsin::fuzz {

using namespace adapters::http;
using adapters::json::Schema;

// The fast way, over simdjson, says of a body what the schema says of it when another library has
// parsed it; and what agrees with the schema is an event.
void event(std::string_view input) {
  const Padded text{input};
  const Schema& schema = *schemas().find("event");

  adapters::json::Reader reader;
  const auto body = reader.read_padded(text.view());
  if (!body) return;
  const auto same = nlohmann::json::parse(reader.text(), nullptr, false);
  require(!same.is_discarded(), "what one library reads, the other reads");
  const bool accepted = schema.accepts(*body);
  require(accepted == schema.accepts(same), "both libraries show the schema the same");
  require(accepted == schema.check(*body).empty(), "the quick check is the thorough one");
  require(accepted == schema.check(same).empty(), "the thorough check is the quick one");

  const auto read = reader_of_this_thread(schemas()).read(text.view(), "event");
  if (const auto* accepted_body = std::get_if<simdjson::dom::element>(&read)) {
    Violations set_aside;
    event_from(*accepted_body, {"acme"}, set_aside);
  } else {
    require(!std::get<Violations>(read).empty(), "a refusal names what is wrong");
  }
}

}  // namespace tocsin::fuzz
