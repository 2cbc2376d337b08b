#include "adapters/channels/transfer/courier.hpp"

#include <mutex>
#include <utility>

namespace tocsin::adapters::channels {

struct Courier::Line {
  std::mutex mutex;  // held during a callback
  bool open = true;
};

Courier::Courier(Transfers& transfers) : transfers_(transfers), line_(std::make_shared<Line>()) {}

Courier::~Courier() {
  const std::lock_guard lock{line_->mutex};
  line_->open = false;
}

void Courier::send(Transfer transfer, Reading reading, ports::Notifier::Answered answered) {
  transfers_.start(std::move(transfer),
                   [line = line_, reading = std::move(reading), answered = std::move(answered)](
                       const TransferResult& result) {
                     const std::lock_guard lock{line->mutex};
                     if (line->open) answered(reading(result));
                   });
}

}  // namespace tocsin::adapters::channels
