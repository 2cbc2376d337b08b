#pragma once

#include <condition_variable>
#include <deque>
#include <iosfwd>
#include <mutex>
#include <thread>
#include <utility>

#include "ports/delivery/notifier.hpp"

namespace tocsin::adapters::channels {

// Prints each notification as a block of lines, for first tests of the program. It prints on its
// own thread, because a paused terminal must not block anything else; nothing else may write to the
// stream meanwhile.
class ConsoleNotifier final : public ports::Notifier {
 public:
  explicit ConsoleNotifier(std::ostream& out);
  ConsoleNotifier(const ConsoleNotifier&) = delete;
  ConsoleNotifier& operator=(const ConsoleNotifier&) = delete;
  ~ConsoleNotifier() override;  // prints all pending notifications first

  void deliver(const domain::Message& message, Answered answered) override;

 private:
  void loop();
  domain::AttemptResult print(const domain::Message& message);

  std::ostream& out_;
  std::mutex mutex_;
  std::condition_variable something_to_print_;
  std::deque<std::pair<domain::Message, Answered>> waiting_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace tocsin::adapters::channels
