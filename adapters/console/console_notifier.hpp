#pragma once

#include <iosfwd>
#include <mutex>

#include "ports/notifier.hpp"

namespace tocsin::adapters::console {

// Prints notifications, a block of lines each, for a first look at what the program does. Blocks do
// not mix, whatever the threads; nothing else may write to the stream meanwhile.
class ConsoleNotifier final : public ports::Notifier {
 public:
  explicit ConsoleNotifier(std::ostream& out);

  void deliver(const domain::Notification& notification, Done done) override;

 private:
  bool print(const domain::Notification& notification);

  std::mutex mutex_;
  std::ostream& out_;
};

}  // namespace tocsin::adapters::console
