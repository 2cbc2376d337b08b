#include "adapters/channels/transfer/verdicts.hpp"

#include <utility>

namespace tocsin::adapters::channels {
namespace {

using domain::AttemptResult;
using Verdict = AttemptResult::Verdict;

Verdict http_verdict(long status) {
  if (status >= 200 && status < 300) return Verdict::sent;
  if (status >= 500 || status == 408 || status == 425 || status == 429) return Verdict::try_again;
  return Verdict::refused;
}

Verdict smtp_verdict(long reply) {
  if (reply >= 200 && reply < 300) return Verdict::sent;
  return reply >= 500 ? Verdict::refused : Verdict::try_again;
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
    case TransferResult::End::unsendable: return refused(host + ": " + result.error);
  }
  __builtin_unreachable();
}

}  // namespace

AttemptResult http_delivery(const TransferResult& result, const std::string& host) {
  return delivery(result, http_verdict, "HTTP", host);
}

AttemptResult smtp_delivery(const TransferResult& result, const std::string& host) {
  return delivery(result, smtp_verdict, "SMTP", host);
}

AttemptResult refused(std::string detail) {
  return {Verdict::refused, std::move(detail), std::nullopt};
}

}  // namespace tocsin::adapters::channels
