#include "adapters/channels/console/console_notifier.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/channels/text/text.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::Message;
using domain::NotificationKind;

std::string_view console_heading_of(NotificationKind kind) {
  switch (kind) {
    case NotificationKind::page: return "PAGE";
    case NotificationKind::alert_opened: return "OPENED";
    case NotificationKind::alert_resolved:
    case NotificationKind::incident_resolved: return "RESOLVED";
    case NotificationKind::match: return "ALERT";
    case NotificationKind::incident_acknowledged: return "ACKNOWLEDGED";
    case NotificationKind::workflow_message: return "WORKFLOW";
  }
  __builtin_unreachable();
}

// Replaces control characters, which a terminal obeys, by spaces: the text is external.
std::string harmless(std::string text) {
  std::replace_if(
      text.begin(),
      text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
      ' ');
  return text;
}

std::string text_of(domain::Time at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  std::array<char, 64> text{};
  std::snprintf(text.data(),
                text.size(),
                "%04d-%02u-%02u %02d:%02d:%02d UTC",
                static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

// "[HIGH] api: timeout"
std::string console_match_title(const Message& message) {
  const auto& about = message.about;
  return '[' + std::string{domain::severity_word(about.severity)} + "] " + about.source + ": " +
         about.name;
}

std::string console_title(const Message& message) {
  if (message.kind == NotificationKind::match) return console_match_title(message);
  if (message.kind == NotificationKind::workflow_message) {
    return message.about.name + ": " + message.about.summary;
  }
  const auto& about = message.about;
  const auto& where = about.service.empty() ? about.manager.value : about.service.value;
  return '[' + upper(about.severity.token()) + "] " + (where.empty() ? "" : where + ": ") +
         about.summary;
}

std::string block_of(const Message& message) {
  const auto& about = message.about;
  const auto alert = to_text(message.alert);
  std::string block{console_heading_of(message.kind)};
  block += ' ' + harmless(console_title(message));
  block += message.possibly_repeated ? " (possibly repeated)\n" : "\n";
  const auto add = [&block](std::string_view name, const std::string& value) {
    constexpr std::size_t column = 16;
    if (value.empty()) return;
    block += "  " + std::string{name} + std::string(column - name.size(), ' ');
    block += harmless(value) + '\n';
  };

  add("to", message.target.id);
  if (message.run) {
    add("subject", about.source);
    add("workflow", about.dedup_key);
    add("run", to_text(*message.run));
    add("time", text_of(about.at));
    return block + '\n';
  }
  add("service", about.service.value);
  add("event manager", about.manager.value);
  add("dedup key", about.dedup_key);
  add("alert", alert);
  if (about.child_count > 0) add("grouped alerts", std::to_string(about.child_count));
  add("time", text_of(about.at));
  if (message.kind == NotificationKind::page) {
    add("level", std::to_string(message.level));
    add("to acknowledge", "POST /v1/alerts/" + alert + "/acknowledge");
  }
  return block + '\n';
}

}  // namespace

ConsoleNotifier::ConsoleNotifier(std::ostream& out) : out_(out), thread_([this] { loop(); }) {}

ConsoleNotifier::~ConsoleNotifier() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  something_to_print_.notify_one();
  thread_.join();
}

void ConsoleNotifier::deliver(const Message& message, Answered answered) {
  {
    const std::lock_guard lock{mutex_};
    waiting_.emplace_back(message, std::move(answered));
  }
  something_to_print_.notify_one();
}

void ConsoleNotifier::loop() {
  std::unique_lock lock{mutex_};
  while (true) {
    something_to_print_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto [message, answered] = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    answered(print(message));
    lock.lock();
  }
}

domain::AttemptResult ConsoleNotifier::print(const Message& message) {
  using Verdict = domain::AttemptResult::Verdict;
  out_.clear();  // a full disk behind the stream may have room again
  out_ << block_of(message) << std::flush;
  if (out_.good()) return {Verdict::sent, "printed", std::nullopt};
  return {Verdict::try_again, "the console cannot be written to", std::nullopt};
}

}  // namespace tocsin::adapters::channels
