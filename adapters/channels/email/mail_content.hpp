#pragma once

#include <string>

#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// The content of a mail: the subject on one line, and the same content as text and as HTML.
struct MailContent {
  std::string subject;
  std::string text;
  std::string html;
};

MailContent mail_content(const domain::Message& message);

}  // namespace tocsin::adapters::channels
