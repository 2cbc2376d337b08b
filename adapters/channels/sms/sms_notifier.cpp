#include "adapters/channels/sms/sms_notifier.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/channels/text/match_text.hpp"
#include "adapters/channels/text/page_text.hpp"
#include "adapters/channels/text/workflow_words.hpp"
#include "adapters/channels/transfer/url.hpp"
#include "adapters/channels/transfer/verdicts.hpp"

namespace tocsin::adapters::channels {
namespace {

std::string sms_text(const domain::Message& message) {
  constexpr std::size_t max_characters = 1600;  // Twilio's limit
  switch (message.kind) {
    case domain::NotificationKind::match: return match_brief(message, max_characters);
    case domain::NotificationKind::workflow_message: return workflow_words(message, max_characters);
    default: return page_text(message, max_characters);
  }
}

std::string form_of(const domain::Message& message, const SmsSettings& settings) {
  const auto sender =
      settings.messaging_service_sid.empty()
          ? "&From=" + percent_encoded(settings.from)
          : "&MessagingServiceSid=" + percent_encoded(settings.messaging_service_sid);
  return "To=" + percent_encoded(message.target.address) + sender +
         "&Body=" + percent_encoded(sms_text(message));
}

// Returns " (Twilio error 21211)" if the response has an error code.
std::string error_of(const std::string& body) {
  const auto answer = nlohmann::json::parse(body, nullptr, false);
  if (!answer.is_object()) return {};
  const auto code = answer.find("code");
  if (code == answer.end() || !code->is_number_integer()) return {};
  return " (Twilio error " + std::to_string(code->get<long>()) + ')';
}

}  // namespace

SmsNotifier::SmsNotifier(SmsSettings settings, Transfers& transfers)
    : settings_(std::move(settings)), courier_(transfers) {}

void SmsNotifier::deliver(const domain::Message& message, Answered answered) {
  Transfer transfer;
  transfer.url =
      settings_.base_url + "/2010-04-01/Accounts/" + settings_.account_sid + "/Messages.json";
  transfer.headers = {"Content-Type: application/x-www-form-urlencoded"};
  transfer.body = form_of(message, settings_);
  transfer.credentials = Credentials{settings_.account_sid, settings_.auth_token};

  const auto read = [host = host_of(transfer.url)](const TransferResult& result) {
    auto delivery = http_delivery(result, host);
    delivery.detail += error_of(result.body);
    return delivery;
  };
  courier_.send(std::move(transfer), read, std::move(answered));
}

}  // namespace tocsin::adapters::channels
