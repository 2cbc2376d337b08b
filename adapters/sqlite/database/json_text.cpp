#include "adapters/sqlite/database/json_text.hpp"

#include <cstdint>
#include <utility>

#include "adapters/json/text/list_text.hpp"
#include "adapters/sqlite/database/json_value.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::sqlite {
namespace {

std::optional<domain::Duration> delay_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return domain::Duration{number_from<domain::Duration::rep>(json)};
}

Json json_from(const domain::Level& level) {
  Json targets = Json::array();
  for (const auto& target : level.targets) {
    targets.push_back({{"id", target.id},
                       {"channel", domain::word_for(target.channel)},
                       {"address", target.address}});
  }
  const auto& delay = level.acknowledgement_delay;
  return {{"delay", delay ? Json(delay->count()) : Json()}, {"targets", std::move(targets)}};
}

domain::Level level_from(const Json& json) {
  domain::Level level{delay_from(json.at("delay")), {}};
  for (const auto& target : list_in(json.at("targets"))) {
    level.targets.push_back({target.at("id").get<std::string>(),
                             enum_from<domain::Channel>(target.at("channel")),
                             target.at("address").get<std::string>()});
  }
  return level;
}

// The list that `write` writes the values of.
template <typename Write>
std::string list_of(const Write& write) {
  thread_local json::ListText list;
  list.clear();
  list.begin();
  write(list);
  list.end();
  return std::string{list.text()};
}

void add_target(json::ListText& list, const domain::Target& target) {
  list.add(target.id);
  list.add(target.channel);
  list.add(target.address);
}

void add_delivery(json::ListText& list, const domain::Delivery& delivery) {
  add_target(list, delivery.target);
  if (delivery.meant_for) {
    list.begin();
    add_target(list, *delivery.meant_for);
    list.end();
  } else {
    list.add_null();
  }
  list.add(delivery.status);
  list.add(delivery.attempt_count);
  list.begin();
  for (const auto& attempt : delivery.attempts) {
    list.begin();
    list.add(attempt.at);
    list.add(attempt.outcome);
    list.add(attempt.detail);
    list.end();
  }
  list.end();
  list.add(delivery.possibly_repeated);
  list.add(delivery.has_slot);
  list.add(delivery.gives_up_at);
  list.add(delivery.next_attempt_at);
}

domain::Target target_from(const Json& list) {
  return {list.at(0).get<std::string>(),
          enum_from<domain::Channel>(list.at(1)),
          list.at(2).get<std::string>()};
}

domain::Delivery delivery_from(const Json& list) {
  domain::Delivery delivery;
  delivery.target = target_from(list);
  if (!list.at(3).is_null()) delivery.meant_for = target_from(list.at(3));
  delivery.status = enum_from<domain::DeliveryStatus>(list.at(4));
  delivery.attempt_count = number_from<std::uint32_t>(list.at(5));
  for (const auto& attempt : list_in(list.at(6))) {
    delivery.attempts.push_back({time_from(attempt.at(0)),
                                 enum_from<domain::AttemptOutcome>(attempt.at(1)),
                                 attempt.at(2).get<std::string>()});
  }
  delivery.possibly_repeated = number_from<bool>(list.at(7));
  delivery.has_slot = number_from<bool>(list.at(8));
  delivery.gives_up_at = time_from(list.at(9));
  delivery.next_attempt_at = time_from(list.at(10));
  return delivery;
}

// Returns the strings of an array without escapes; nothing if it is in another form.
std::optional<std::vector<std::string_view>> plain_strings_of(std::string_view json) {
  constexpr std::size_t shortest = 4;  // the two ends must not be the same quote
  if (json.size() < shortest || !json.starts_with("[\"") || !json.ends_with("\"]")) {
    return std::nullopt;
  }
  if (json.find('\\') != std::string_view::npos) return std::nullopt;

  std::vector<std::string_view> strings;
  json.remove_prefix(2);
  json.remove_suffix(2);
  constexpr std::string_view separator = "\",\"";
  for (auto end = json.find(separator); end != std::string_view::npos; end = json.find(separator)) {
    strings.push_back(json.substr(0, end));
    json.remove_prefix(end + separator.size());
  }
  strings.push_back(json);
  return strings;
}

template <typename Id>
std::string list_of_all(const std::vector<Id>& ids) {
  return list_of([&](auto& list) {
    for (const auto& id : ids)
      list.add(id);
  });
}

template <typename Id>
std::optional<std::vector<Id>> names_from(std::string_view json) {
  return read<std::vector<Id>>(json, [](const Json& list) {
    std::vector<Id> ids;
    for (const auto& id : list_in(list))
      ids.push_back({id.get<std::string>()});
    return ids;
  });
}

}  // namespace

std::optional<std::string> json_of(const domain::Fields& fields) {
  if (fields.empty()) return std::nullopt;
  return list_of([&](auto& list) {
    for (const auto& field : fields) {
      list.add(field.path);
      list.add(field.value);
    }
  });
}

std::optional<std::string> json_of(const std::vector<domain::Delivery>& deliveries) {
  if (deliveries.empty()) return std::nullopt;
  return list_of([&](auto& list) {
    for (const auto& delivery : deliveries) {
      list.begin();
      add_delivery(list, delivery);
      list.end();
    }
  });
}

std::optional<std::string> json_of(const std::vector<domain::SubscriptionId>& ids) {
  if (ids.empty()) return std::nullopt;
  return list_of_all(ids);
}

std::optional<std::string> json_of(const std::vector<domain::Incident>& incidents) {
  if (incidents.empty()) return std::nullopt;
  Json json = Json::array();
  for (const auto& [target, client] : incidents)
    json.push_back(Json::array({target.id, target.address, client.value}));
  return text_of(json);
}

std::string json_of(const std::vector<domain::ClientId>& ids) { return list_of_all(ids); }
std::string json_of(const std::vector<domain::ServiceId>& ids) { return list_of_all(ids); }

std::string json_of(const std::vector<std::string>& texts) { return text_of(Json(texts)); }

std::string json_of(const std::vector<domain::Endpoint>& endpoints) {
  std::string json{'['};
  for (const auto& endpoint : endpoints) {
    json += json.size() > 1 ? ",[" : "[";
    append_quoted(json, to_text(endpoint.id));
    json += ',';
    append_quoted(json, domain::word_for(endpoint.channel));
    json += ',';
    append_quoted(json, endpoint.address);
    json += endpoint.enabled ? ",true," : ",false,";
    append(json, endpoint.created_at);
    json += ',';
    append(json, endpoint.updated_at);
    json += ']';
  }
  json += ']';
  return json;
}

std::string json_of(const std::vector<domain::Level>& levels) {
  Json json = Json::array();
  for (const auto& level : levels)
    json.push_back(json_from(level));
  return text_of(json);
}

std::optional<domain::Fields> fields_from(std::string_view json) {
  domain::Fields fields;
  if (const auto strings = plain_strings_of(json); strings && strings->size() % 2 == 0) {
    for (auto text = strings->begin(); text != strings->end(); text += 2)
      fields.add(*text, *(text + 1));
    fields.shrink_to_fit();
    return fields;
  }
  return read<domain::Fields>(json, [&](const Json& list) {
    for (std::size_t index = 0; index < list_in(list).size(); index += 2) {
      fields.add(list.at(index).get_ref<const std::string&>(),
                 list.at(index + 1).get_ref<const std::string&>());
    }
    fields.shrink_to_fit();
    return fields;
  });
}

std::optional<std::vector<domain::Delivery>> deliveries_from(std::string_view json) {
  return read<std::vector<domain::Delivery>>(json, [](const Json& list) {
    std::vector<domain::Delivery> deliveries;
    for (const auto& delivery : list_in(list))
      deliveries.push_back(delivery_from(delivery));
    return deliveries;
  });
}

std::optional<std::vector<domain::SubscriptionId>> subscription_ids_from(std::string_view json) {
  return read<std::vector<domain::SubscriptionId>>(json, [](const Json& list) {
    std::vector<domain::SubscriptionId> ids;
    for (const auto& id : list_in(list))
      ids.push_back({uuid_from(id)});
    return ids;
  });
}

std::optional<std::vector<domain::Incident>> incidents_from(std::string_view json) {
  return read<std::vector<domain::Incident>>(json, [](const Json& list) {
    std::vector<domain::Incident> incidents;
    for (const auto& incident : list_in(list)) {
      incidents.push_back({{incident.at(0).get<std::string>(),
                            domain::Channel::pagerduty,
                            incident.at(1).get<std::string>()},
                           {incident.at(2).get<std::string>()}});
    }
    return incidents;
  });
}

std::optional<std::vector<domain::ClientId>> client_ids_from(std::string_view json) {
  return names_from<domain::ClientId>(json);
}

std::optional<std::vector<domain::ServiceId>> service_ids_from(std::string_view json) {
  return names_from<domain::ServiceId>(json);
}

std::optional<std::vector<std::string>> texts_from(std::string_view json) {
  return read<std::vector<std::string>>(
      json, [](const Json& list) { return list_in(list).get<std::vector<std::string>>(); });
}

std::optional<std::vector<domain::Endpoint>> endpoints_from(std::string_view json) {
  return read<std::vector<domain::Endpoint>>(json, [](const Json& list) {
    std::vector<domain::Endpoint> endpoints;
    for (const auto& endpoint : list_in(list)) {
      endpoints.push_back({{uuid_from(endpoint.at(0))},
                           enum_from<domain::Channel>(endpoint.at(1)),
                           endpoint.at(2).get<std::string>(),
                           endpoint.at(3).get<bool>(),
                           time_from(endpoint.at(4)),
                           time_from(endpoint.at(5))});
    }
    return endpoints;
  });
}

std::optional<std::vector<domain::Level>> levels_from(std::string_view json) {
  return read<std::vector<domain::Level>>(json, [](const Json& list) {
    std::vector<domain::Level> levels;
    for (const auto& level : list_in(list))
      levels.push_back(level_from(level));
    return levels;
  });
}

}  // namespace tocsin::adapters::sqlite
