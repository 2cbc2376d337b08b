#include "adapters/channels/sms/sms_notifier.hpp"

#include <cstddef>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/channels/text/match_text.hpp"
#include "adapters/channels/text/page_text.hpp"
#include "adapters/channels/text/workflow_words.hpp"
#include "adapters/channels/transfer/url.hpp"
#include "adapters/channels/transfer/verdicts.hpp"

namespace tocsin::adapters::channels {
namespace {

constexpr std::size_t twilio_limit = 1600;  // characters; of which kind, it does not say

std::string sms_text(const domain::Message& message, std::size_t max_characters) {
  switch (message.kind) {
    case domain::NotificationKind::match: return match_brief(message, max_characters);
    case domain::NotificationKind::workflow_message: return workflow_words(message, max_characters);
    default: return page_text(message, max_characters);
  }
}

std::string form_of(const domain::Message& message,
                    const SmsSettings& settings,
                    std::size_t max_characters) {
  const auto sender =
      settings.messaging_service_sid.empty()
          ? "&From=" + percent_encoded(settings.from)
          : "&MessagingServiceSid=" + percent_encoded(settings.messaging_service_sid);
  return "To=" + percent_encoded(message.target.address) + sender +
         "&Body=" + percent_encoded(sms_text(message, max_characters));
}

// Returns the error code of a response; 0 if it has none.
long error_in(const std::string& body) {
  const auto answer = nlohmann::json::parse(body, nullptr, false);
  if (!answer.is_object()) return 0;
  const auto code = answer.find("code");
  return code == answer.end() || !code->is_number_integer() ? 0 : code->get<long>();
}

bool is_too_long(const TransferResult& result) {
  constexpr long body_exceeds_limit = 21'617;
  constexpr long parameter_exceeds_limit = 21'658;
  const auto error = error_in(result.body);
  return error == body_exceeds_limit || error == parameter_exceeds_limit;
}

}  // namespace

SmsNotifier::SmsNotifier(SmsSettings settings, Transfers& transfers)
    : settings_(std::move(settings)), courier_(transfers) {}

void SmsNotifier::deliver(const domain::Message& message, Answered answered) {
  Transfer transfer;
  transfer.url =
      settings_.base_url + "/2010-04-01/Accounts/" + settings_.account_sid + "/Messages.json";
  transfer.headers = {"Content-Type: application/x-www-form-urlencoded"};
  transfer.body = form_of(message, settings_, twilio_limit);
  transfer.credentials = Credentials{settings_.account_sid, settings_.auth_token};

  const auto read = [host = host_of(transfer.url)](const TransferResult& result) {
    auto delivery = http_delivery(result, host);
    const auto error = error_in(result.body);
    if (error != 0) delivery.detail += " (Twilio error " + std::to_string(error) + ')';
    return delivery;
  };
  auto shorter = transfer;
  shorter.body = form_of(message, settings_, twilio_limit / 2);
  courier_.send(std::move(transfer),
                read,
                std::move(answered),
                [shorter = std::move(shorter)](const auto& result) {
                  return is_too_long(result) ? std::optional{shorter} : std::nullopt;
                });
}

}  // namespace tocsin::adapters::channels
