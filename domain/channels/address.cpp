#include "domain/channels/address.hpp"

#include <algorithm>

#include "domain/kernel/trimmed.hpp"

namespace tocsin::domain {
namespace {

constexpr std::size_t max_url = 2048;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
// Neither a space nor a control character.
bool is_visible(char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7F'; }

bool are_all(std::string_view text, bool (*is)(char)) {
  return std::all_of(text.begin(), text.end(), is);
}

bool is_host_end(char c) { return c == '/' || c == '?' || c == '#'; }

bool is_url(std::string_view text) {
  if (text.size() > max_url || !are_all(text, is_visible)) return false;
  const auto scheme = text.substr(0, text.find("://"));
  if (scheme != "http" && scheme != "https") return false;
  const auto rest = text.substr(std::min(text.size(), scheme.size() + 3));
  return !rest.empty() && !is_host_end(rest.front());
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return text.size() <= 254 && are_all(text, is_ascii) && at != 0 && at != std::string_view::npos &&
         at + 1 < text.size() && text.find('@', at + 1) == std::string_view::npos &&
         are_all(text, is_visible) && text.find_first_of("<>,;:\"()[]\\") == std::string_view::npos;
}

bool is_phone_number(std::string_view text) {
  return text.size() >= 4 && text.size() <= 16 && text[0] == '+' && text[1] != '0' &&
         are_all(text.substr(1), is_digit);
}

bool is_slack_name(std::string_view text) {
  return text.size() >= 2 && text.size() <= 80 && (text[0] == '#' || text[0] == '@') &&
         are_all(text, is_visible);
}

// The id of a channel or user: "C024BE91L".
bool is_slack_id(std::string_view text) {
  return !text.empty() && text.size() <= 80 && are_all(text, is_alphanumeric);
}

}  // namespace

bool is_address(Channel channel, std::string_view text) {
  switch (channel) {
    case Channel::email: return is_email(text);
    case Channel::sms: return is_phone_number(text);
    case Channel::slack: return is_slack_name(text) || is_slack_id(text) || is_url(text);
    case Channel::webhook: return is_url(text);
    case Channel::console: return text.empty();
    case Channel::pagerduty:
      return !text.empty() && text.size() <= 64 && are_all(text, is_alphanumeric);
  }
  __builtin_unreachable();
}

std::vector<std::string_view> addresses_in(Channel channel, std::string_view text) {
  if (channel != Channel::email) return {text};
  std::vector<std::string_view> addresses;
  while (true) {
    const auto comma = text.find(',');
    addresses.push_back(trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos) return addresses;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace tocsin::domain
