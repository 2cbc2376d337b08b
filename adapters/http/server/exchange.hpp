#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/http/server/request.hpp"

namespace tocsin::adapters::http {

class Exchange;

// Where answers from other threads wait for the thread that serves their connections. Many answers
// that come at once, as after a commit, wake that thread once.
class Mailbox {
 public:
  // `ring` is called, by whichever thread answers, when the first answer has come in; deliver() is
  // to be called soon after, by the serving thread.
  explicit Mailbox(std::function<void()> ring) : ring_{std::move(ring)} {}

  void put(std::shared_ptr<Exchange> answered);  // any thread
  void deliver();                                // the serving thread
  void close();                                  // answers that come later are dropped

 private:
  std::mutex mutex_;
  std::function<void()> ring_;  // empty: closed
  std::vector<std::shared_ptr<Exchange>> answered_;
};

// One request and its answer. Owned by its connection and by every copy of its Reply, because a
// handler may still look at the request when the connection is long gone.
class Exchange {
 public:
  explicit Exchange(std::shared_ptr<Mailbox> mailbox) : mailbox_{std::move(mailbox)} {}

  Request request;
  std::string head;  // what the views of `request` point into
  std::string body;

  // Says whether the answer is there. If not, `resume` is called once it is, on the serving thread,
  // unless abandon() is called before.
  bool answered_or(std::function<void()> resume);
  void abandon() { resume_ = nullptr; }
  void resume();
  Response take_response() { return std::move(response_); }

  static void answer(const std::shared_ptr<Exchange>& exchange, Response response);  // any thread

 private:
  enum class State { open, awaited, answered };

  std::shared_ptr<Mailbox> mailbox_;
  std::function<void()> resume_;
  Response response_;
  std::atomic<State> state_ = State::open;
};

// The handle through which a handler answers this exchange.
Reply reply_to(std::shared_ptr<Exchange> exchange);

}  // namespace tocsin::adapters::http
