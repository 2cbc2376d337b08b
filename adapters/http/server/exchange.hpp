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

// Holds answers from other threads until the thread that serves their connections takes them. Many
// answers together, as after a commit, wake that thread once.
class Mailbox {
 public:
  // `ring` is called on the answering thread for the first answer. The serving thread must then
  // call deliver() soon.
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
// handler may still read the request when the connection has ended.
class Exchange {
 public:
  explicit Exchange(std::shared_ptr<Mailbox> mailbox) : mailbox_{std::move(mailbox)} {}

  Request request;
  std::string head;  // the text that the views of `request` point into
  std::string body;

  // Returns whether the answer is there. If not, calls `resume` on the serving thread when it is,
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
