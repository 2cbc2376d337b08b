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

void Courier::send(Transfer transfer,
                   Reading reading,
                   ports::Notifier::Answered answered,
                   Again again) {
  transfers_.start(std::move(transfer),
                   [this,
                    line = line_,
                    reading = std::move(reading),
                    answered = std::move(answered),
                    again = std::move(again)](const TransferResult& result) {
                     const std::lock_guard lock{line->mutex};
                     if (!line->open) return;
                     auto next = again ? again(result) : std::nullopt;
                     if (!next) return answered(reading(result));
                     send(*std::move(next), reading, answered);
                   });
}

}  // namespace tocsin::adapters::channels
