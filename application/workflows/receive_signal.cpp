#include "application/workflows/receive_signal.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<ReceiveSignal::Outcome> ReceiveSignal::handle(const Command& command) {
  Transaction transaction{around_.work};
  auto answer = receiver_.receive(transaction, command.signal, around_.clock.now());
  if (!answer) return answer;
  return transaction.commit(*std::move(answer));
}

}  // namespace tocsin::application
