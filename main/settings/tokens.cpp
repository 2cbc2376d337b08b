#include <charconv>
#include <utility>

#include "main/settings/sections.hpp"
#include "main/settings/yaml.hpp"

namespace tocsin {

using yaml::Mistake;
using yaml::one_of;
using yaml::require;
using yaml::Section;
using yaml::text;

namespace {

adapters::http::Sha256 sha256(const YAML::Node& node) {
  const auto written = text(node);
  adapters::http::Sha256 digest{};
  bool is_hex = written.size() == 2 * digest.size();
  for (std::size_t byte = 0; is_hex && byte < digest.size(); ++byte) {
    const auto* start = written.data() + 2 * byte;
    const auto [stop, error] = std::from_chars(start, start + 2, digest[byte], 16);
    is_hex = error == std::errc{} && stop == start + 2;
  }
  if (!is_hex)
    throw Mistake{node, "must be 64 hexadecimal digits; run `tocsin token` to create a token"};
  return digest;
}

}  // namespace

void read_tokens(const YAML::Node& node, Settings& settings) {
  using adapters::http::Role;
  if (!node.IsSequence()) throw Mistake{node, "must be a list of tokens"};
  for (const auto& entry : node) {
    adapters::http::Token token;
    bool has_digest = false;
    token.tenant.value = "default";
    Section{}
        .text_key("name", token.name)
        .text_key("tenant", token.tenant.value)
        .key("role",
             [&](const YAML::Node& role) {
               token.role = one_of<Role>(role,
                                         {{"admin", Role::admin},
                                          {"responder", Role::responder},
                                          {"viewer", Role::viewer},
                                          {"ingest", Role::ingest}});
             })
        .key("sha256",
             [&](const YAML::Node& digest) {
               token.digest = sha256(digest);
               has_digest = true;
             })
        .read(entry);
    require(entry, token.name, "name");
    if (!has_digest) throw Mistake{entry, "\"sha256\" is required"};
    settings.tokens.push_back(std::move(token));
  }
}

}  // namespace tocsin
