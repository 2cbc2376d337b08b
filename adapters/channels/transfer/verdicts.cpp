#include "adapters/channels/transfer/verdicts.hpp"

#include <utility>

#include "adapters/channels/text/text.hpp"
#include "adapters/channels/transfer/url.hpp"
#include "domain/kernel/trimmed.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::AttemptResult;
using Verdict = AttemptResult::Verdict;

Verdict http_verdict(long status) {
  if (status >= 200 && status < 300) return Verdict::sent;
  if (status == 429) return Verdict::limited;
  if (status >= 500 || status == 408 || status == 425) return Verdict::try_again;
  return Verdict::refused;
}

Verdict smtp_verdict(long reply) {
  if (reply >= 200 && reply < 300) return Verdict::sent;
  if (reply == 421) return Verdict::limited;  // mostly: too many connections
  return reply >= 500 ? Verdict::refused : Verdict::deferred;
}

AttemptResult delivery(const TransferResult& result,
                       Verdict (*verdict_of)(long),
                       const std::string& protocol,
                       const std::string& host) {
  switch (result.end) {
    case TransferResult::End::answered:
      return {verdict_of(result.code),
              protocol + ' ' + std::to_string(result.code) + " from " + host,
              result.retry_after};
    case TransferResult::End::unanswered:
      return {Verdict::try_again, host + ": " + result.error, std::nullopt};
    case TransferResult::End::unclear:
      return {Verdict::unclear,
              host + ": " + result.error + " after the whole mail; possibly delivered",
              std::nullopt};
    case TransferResult::End::unsendable: return refused(host + ": " + result.error);
  }
  __builtin_unreachable();
}

}  // namespace

AttemptResult http_delivery(const TransferResult& result, const std::string& host) {
  return delivery(result, http_verdict, "HTTP", host);
}

AttemptResult url_delivery(const TransferResult& result, const std::string& url) {
  auto delivery = http_delivery(result, host_of(url));
  if (delivery.verdict == Verdict::sent) return delivery;
  const std::string_view whole{url};
  const auto path = whole.find('/', whole.find("://") + 3);
  std::vector<std::string_view> secrets{whole};
  if (path != std::string_view::npos && path + 1 < whole.size()) {
    secrets.push_back(whole.substr(path));
  }
  delivery.detail += words_for_display(result.body, secrets);
  return delivery;
}

AttemptResult smtp_delivery(const TransferResult& result, const std::string& host) {
  auto reply = delivery(result, smtp_verdict, "SMTP", host);
  if (reply.verdict != Verdict::sent) reply.detail += words_for_display(result.body, {});
  return reply;
}

std::string words_for_display(std::string_view text, const std::vector<std::string_view>& secrets) {
  constexpr std::size_t max_characters = 300;
  constexpr std::string_view mask = "***";
  auto words = one_line(text);
  for (const auto secret : secrets) {
    for (auto at = words.find(secret); at != std::string::npos; at = words.find(secret, at + 1))
      words.replace(at, secret.size(), mask);
  }
  const auto shown = first_characters(domain::trimmed(words), max_characters);
  return shown.empty() ? "" : " (" + std::string{shown} + ')';
}

AttemptResult refused(std::string detail) {
  return {Verdict::refused, std::move(detail), std::nullopt};
}

}  // namespace tocsin::adapters::channels
