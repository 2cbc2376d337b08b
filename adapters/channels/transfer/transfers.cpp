#include "adapters/channels/transfer/transfers.hpp"

#include <atomic>
#include <csignal>
#include <deque>
#include <mutex>
#include <new>
#include <thread>
#include <unordered_map>
#include <utility>

#include <curl/curl.h>

#include "adapters/channels/transfer/flight.hpp"
#include "adapters/channels/transfer/sockets.hpp"

namespace tocsin::adapters::channels {
namespace {

// A reference to libcurl, which counts them, so every user may have its own.
struct Library {
  Library() { curl_global_init(CURL_GLOBAL_DEFAULT); }
  ~Library() { curl_global_cleanup(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

struct MultiCleanup {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};

// Blocks SIGPIPE: OpenSSL writes to connections that the peer has closed; that is an error, not the
// end of the process.
void block_sigpipe() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

// The transfers that wait for a thread.
class Transfers::Queue {
 public:
  struct Waiting {
    Transfer transfer;
    Answered answered;
  };

  std::mutex mutex;  // guards the next one
  std::deque<Waiting> waiting;
  std::atomic<bool> is_stopping = false;
};

class Transfers::Loop {
 public:
  Loop(const TransferSettings& settings, const ports::Clock& clock, Queue& queue);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Looks at the queue again. Thread-safe.
  void wake() { curl_multi_wakeup(multi_.get()); }

 private:
  void run();
  void hang_up();
  void begin_waiting();
  void begin(Queue::Waiting waiting);
  bool end_finished();
  void end(CURL* handle, CURLcode code);

  const TransferSettings& settings_;
  const ports::Clock& clock_;
  Queue& queue_;
  Library library_;
  Sockets sockets_;
  std::unique_ptr<CURLM, MultiCleanup> multi_;
  std::unordered_map<CURL*, std::unique_ptr<Flight>> flights_;  // of the thread alone
  std::thread thread_;
};

Transfers::Loop::Loop(const TransferSettings& settings, const ports::Clock& clock, Queue& queue)
    : settings_(settings), clock_(clock), queue_(queue), multi_(curl_multi_init()) {
  if (!multi_) throw std::bad_alloc{};
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(settings_.max_in_flight));
  thread_ = std::thread{[this] { run(); }};
}

Transfers::Loop::~Loop() { thread_.join(); }

void Transfers::Loop::run() {
  constexpr int poll_ms = 60'000;  // everything that happens wakes us before
  block_sigpipe();
  while (!queue_.is_stopping) {
    begin_waiting();
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    const bool has_room_again = end_finished();
    if (!has_room_again) curl_multi_poll(multi_.get(), nullptr, 0, poll_ms, nullptr);
  }
  hang_up();
}

// Closes all connections. Call it on the thread that blocks SIGPIPE, because closing writes, too.
void Transfers::Loop::hang_up() {
  for (const auto& [handle, flight] : flights_)
    curl_multi_remove_handle(multi_.get(), handle);
  flights_.clear();
  // libcurl takes leave of mail servers, and waits two minutes for those that do not answer.
  sockets_.shut_down();
  const std::lock_guard all_are_woken{queue_.mutex};
  multi_.reset();
}

void Transfers::Loop::begin_waiting() {
  while (flights_.size() < settings_.max_in_flight) {
    std::unique_lock lock{queue_.mutex};
    if (queue_.waiting.empty()) return;
    auto next = std::move(queue_.waiting.front());
    queue_.waiting.pop_front();
    lock.unlock();
    begin(std::move(next));
  }
}

void Transfers::Loop::begin(Queue::Waiting waiting) {
  auto flight = std::make_unique<Flight>(std::move(waiting.transfer),
                                         std::move(waiting.answered),
                                         settings_,
                                         sockets_,
                                         queue_.is_stopping);
  CURL* const handle = flight->handle();
  flights_.emplace(handle, std::move(flight));
  if (flights_[handle]->setup() != CURLE_OK) {
    end(handle, flights_[handle]->setup());
  } else {
    curl_multi_add_handle(multi_.get(), handle);
  }
}

bool Transfers::Loop::end_finished() {
  bool any = false;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    CURL* const handle = message->easy_handle;
    const CURLcode code = message->data.result;
    curl_multi_remove_handle(multi_.get(), handle);  // and message is gone
    end(handle, code);
    any = true;
  }
  return any;
}

void Transfers::Loop::end(CURL* handle, CURLcode code) {
  const auto flight = flights_.extract(handle);
  flight.mapped()->end(code, clock_.now());
}

Transfers::Transfers(TransferSettings settings, const ports::Clock& clock)
    : settings_(std::move(settings)), queue_(std::make_unique<Queue>()) {
  for (std::size_t thread = 0; thread < settings_.threads; ++thread)
    loops_.push_back(std::make_unique<Loop>(settings_, clock, *queue_));
}

Transfers::~Transfers() {
  const std::lock_guard lock{queue_->mutex};  // a thread that sees it must not be gone when woken
  queue_->is_stopping = true;
  for (const auto& loop : loops_)
    loop->wake();
}

void Transfers::start(Transfer transfer, Answered answered) {
  {
    const std::lock_guard lock{queue_->mutex};
    queue_->waiting.push_back({std::move(transfer), std::move(answered)});
  }
  for (const auto& loop : loops_)
    loop->wake();
}

}  // namespace tocsin::adapters::channels
