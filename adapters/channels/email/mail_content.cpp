#include "adapters/channels/email/mail_content.hpp"

#include <string_view>
#include <vector>

#include "adapters/channels/text/match_text.hpp"
#include "adapters/channels/text/page_text.hpp"
#include "adapters/channels/text/text.hpp"
#include "adapters/channels/text/workflow_words.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::Message;

std::string rows_of(const std::vector<Fact>& facts) {
  std::string rows;
  for (const auto& [name, value] : facts) {
    rows += "<tr><th align=\"left\">" + html_escaped(name) + "</th><td>" + html_escaped(value) +
            "</td></tr>\n";
  }
  return "<table>\n" + rows + "</table>\n";
}

std::string document_of(const Message& message, std::string body) {
  if (message.possibly_repeated) body += "<p>" + html_escaped(repeat_mark) + "</p>\n";
  return "<!DOCTYPE html>\n<html><body>\n" + body + "</body></html>\n";
}

std::string page_html(const Message& message) {
  return document_of(message,
                     "<h2>" + html_escaped(title_of(message)) + "</h2>\n" +
                         rows_of(facts_of(message)) + "<p>" + html_escaped(advice_of(message)) +
                         "</p>\n");
}

std::string lines_of(const std::vector<Fact>& facts, std::string_view indent) {
  std::string lines;
  for (const auto& [name, value] : facts)
    lines.append(indent).append(name).append(": ").append(value) += '\n';
  return lines;
}

std::string match_plain(const Message& message) {
  auto text = "Alert Notification\n==================\n\n" + lines_of(match_facts(message), "");
  const auto context = match_context(message);
  if (!context.empty()) text += "\nContext:\n" + lines_of(context, "  ");
  if (message.possibly_repeated) text.append("\n").append(repeat_mark) += '\n';
  return text;
}

std::string_view color_of(domain::Severity severity) {
  const auto word = domain::severity_word(severity);
  if (word == "CRITICAL") return "#dc2626";
  if (word == "HIGH") return "#ea580c";
  if (word == "MEDIUM") return "#ca8a04";
  if (word == "LOW") return "#16a34a";
  return "#6b7280";
}

std::string match_html(const Message& message) {
  const std::string color{color_of(message.about.severity)};
  auto body = "<h2 style=\"color: " + color + "\">" + html_escaped(match_title(message)) +
              "</h2>\n" + rows_of(match_facts(message));
  const auto context = match_context(message);
  if (!context.empty()) body += "<h3>Context</h3>\n" + rows_of(context);
  return document_of(message, std::move(body));
}

std::string workflow_plain(const Message& message, std::size_t max_characters) {
  return workflow_words(message, max_characters) + "\n\n" + lines_of(workflow_facts(message), "");
}

std::string workflow_html(const Message& message, std::size_t max_characters) {
  return document_of(message,
                     "<h2>" + html_escaped(workflow_title(message)) +
                         "</h2>\n<p style=\"white-space: pre-wrap\">" +
                         html_escaped(first_characters(message.about.summary, max_characters)) +
                         "</p>\n" + rows_of(workflow_facts(message)));
}

}  // namespace

MailContent mail_content(const Message& message) {
  constexpr std::size_t max_page_characters = 16'384;
  if (message.kind == domain::NotificationKind::match) {
    return {match_title(message), match_plain(message), match_html(message)};
  }
  if (message.kind == domain::NotificationKind::workflow_message) {
    return {workflow_title(message),
            workflow_plain(message, max_page_characters),
            workflow_html(message, max_page_characters)};
  }
  return {title_of(message), page_text(message, max_page_characters) + '\n', page_html(message)};
}

}  // namespace tocsin::adapters::channels
