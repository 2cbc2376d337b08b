#pragma once

#include <array>

#include "domain/kernel/words.hpp"

namespace tocsin::domain {

enum class Channel { email, sms, slack, webhook, console, pagerduty };
constexpr Words<6> words(Channel) {
  return {"email", "sms", "slack", "webhook", "console", "pagerduty"};
}

inline constexpr std::array channels{Channel::email,
                                     Channel::sms,
                                     Channel::slack,
                                     Channel::webhook,
                                     Channel::console,
                                     Channel::pagerduty};

}  // namespace tocsin::domain
