#include "adapters/channels/transfer/url.hpp"

#include <memory>
#include <utility>

#include <curl/curl.h>

namespace tocsin::adapters::channels {
namespace {

struct UrlCleanup {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

struct Free {
  void operator()(char* text) const { curl_free(text); }
};

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string host_of(const std::string& url) {
  const std::unique_ptr<CURLU, UrlCleanup> parts{curl_url()};
  char* host = nullptr;
  if (curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), CURLU_DEFAULT_SCHEME) != CURLUE_OK ||
      curl_url_get(parts.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK) {
    return "the target";
  }
  const std::unique_ptr<char, Free> owned{host};
  return host;
}

std::optional<std::string> host_in_url(std::string_view host) {
  std::string written{host};
  if (written.find(':') != std::string::npos && !written.starts_with('[')) {
    written = '[' + written + ']';
  }
  const bool is_address = written.starts_with('[') && written.ends_with(']');
  const auto read = host_of("smtp://" + written + '/');
  const bool is_host = is_address ? read.starts_with('[') : read == written;
  return is_host ? std::optional{std::move(written)} : std::nullopt;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return encoded;
}

}  // namespace tocsin::adapters::channels
