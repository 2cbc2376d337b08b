#include "adapters/sqlite/json_text.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <nlohmann/json.hpp>

#include "domain/words.hpp"

namespace tocsin::adapters::sqlite {
namespace {

using Json = nlohmann::ordered_json;

// What came from outside may be cut within a character; what is kept must be readable again.
std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Reads with a function that throws when the text is not what we write.
template <typename Value, typename Read>
std::optional<Value> read(std::string_view text, Read read_value) {
  try {
    return read_value(Json::parse(text));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

template <typename Enum>
Enum enum_from(const Json& json) {
  const auto value = domain::from_word<Enum>(json.get_ref<const std::string&>());
  if (!value) throw Json::other_error::create(501, "an unknown name", &json);
  return *value;
}

std::optional<domain::Duration> delay_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return domain::Duration{json.get<domain::Duration::rep>()};
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
  for (const auto& target : json.at("targets")) {
    level.targets.push_back({target.at("id").get<std::string>(),
                             enum_from<domain::Channel>(target.at("channel")),
                             target.at("address").get<std::string>()});
  }
  return level;
}

// Text that JSON quotes as it stands, which is most of it: fields are on the way of every event, so
// they are written and read without building a document.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char letter) {
    return letter >= ' ' && letter < 0x7F && letter != '"' && letter != '\\';
  });
}

void append_quoted(std::string& json, std::string_view text) {
  if (is_plain(text)) {
    json += '"';
    json += text;
    json += '"';
  } else {
    json += text_of(Json(text));
  }
}

// The strings of an array that has no escaped one; nothing when it looks different.
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

}  // namespace

std::optional<std::string> json_of(const domain::Fields& fields) {
  if (fields.empty()) return std::nullopt;
  std::string json;
  for (const auto& field : fields) {
    json += json.empty() ? '[' : ',';
    append_quoted(json, field.path);
    json += ',';
    append_quoted(json, field.value);
  }
  json += ']';
  return json;
}

std::optional<std::string> json_of(const std::vector<domain::Attempt>& attempts) {
  if (attempts.empty()) return std::nullopt;
  Json json = Json::array();
  for (const auto& attempt : attempts) {
    json.push_back(
        {attempt.at.time_since_epoch().count(), domain::word_for(attempt.outcome), attempt.detail});
  }
  return text_of(json);
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
    for (std::size_t index = 0; index < list.size(); index += 2) {
      fields.add(list.at(index).get_ref<const std::string&>(),
                 list.at(index + 1).get_ref<const std::string&>());
    }
    fields.shrink_to_fit();
    return fields;
  });
}

std::optional<std::vector<domain::Attempt>> attempts_from(std::string_view json) {
  return read<std::vector<domain::Attempt>>(json, [](const Json& list) {
    std::vector<domain::Attempt> attempts;
    for (const auto& attempt : list) {
      attempts.push_back(
          {domain::Time{domain::Duration{attempt.at(0).get<domain::Duration::rep>()}},
           enum_from<domain::AttemptOutcome>(attempt.at(1)),
           attempt.at(2).get<std::string>()});
    }
    return attempts;
  });
}

std::optional<std::vector<domain::Level>> levels_from(std::string_view json) {
  return read<std::vector<domain::Level>>(json, [](const Json& list) {
    std::vector<domain::Level> levels;
    for (const auto& level : list)
      levels.push_back(level_from(level));
    return levels;
  });
}

}  // namespace tocsin::adapters::sqlite
