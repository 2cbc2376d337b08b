#include "adapters/http/server/exchange.hpp"

#include <cassert>
#include <utility>

#include "adapters/http/server/problem.hpp"

namespace tocsin::adapters::http {
namespace {

// Shared by the copies of one Reply: knows whether any of them has answered.
class Promise {
 public:
  explicit Promise(std::shared_ptr<Exchange> exchange) : exchange_{std::move(exchange)} {}
  Promise(const Promise&) = delete;
  Promise& operator=(const Promise&) = delete;
  ~Promise() {
    if (!kept_)
      Exchange::answer(
          exchange_, problem(500, "internal error: no response; the request may have been saved"));
  }

  void keep(Response response) {
    const auto kept_before = kept_.exchange(true);
    assert(!kept_before);
    if (!kept_before) Exchange::answer(exchange_, std::move(response));
  }

 private:
  std::shared_ptr<Exchange> exchange_;
  std::atomic<bool> kept_ = false;
};

}  // namespace

void Mailbox::put(std::shared_ptr<Exchange> answered) {
  const std::lock_guard lock{mutex_};
  if (!ring_) return;
  answered_.push_back(std::move(answered));
  // Under the lock: close() must not return while the serving thread is being woken.
  if (answered_.size() == 1) ring_();
}

void Mailbox::deliver() {
  std::vector<std::shared_ptr<Exchange>> answered;
  {
    const std::lock_guard lock{mutex_};
    answered.swap(answered_);
  }
  for (const auto& exchange : answered) {
    exchange->resume();
  }
}

void Mailbox::close() {
  const std::lock_guard lock{mutex_};
  ring_ = nullptr;
  answered_.clear();
}

bool Exchange::answered_or(std::function<void()> resume) {
  resume_ = std::move(resume);
  return state_.exchange(State::awaited) == State::answered;
}

void Exchange::resume() {
  if (resume_) std::exchange(resume_, nullptr)();
}

void Exchange::answer(const std::shared_ptr<Exchange>& exchange, Response response) {
  exchange->response_ = std::move(response);
  const auto before = exchange->state_.exchange(State::answered);
  if (before == State::awaited) exchange->mailbox_->put(exchange);
}

Reply reply_to(std::shared_ptr<Exchange> exchange) {
  return [promise = std::make_shared<Promise>(std::move(exchange))](Response response) {
    promise->keep(std::move(response));
  };
}

}  // namespace tocsin::adapters::http
