#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string_view>

#include <curl/curl.h>

#include "adapters/channels/transfer/sockets.hpp"
#include "adapters/channels/transfer/transfer.hpp"
#include "adapters/channels/transfer/transfers.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::channels {

// A transfer in flight: libcurl's handle, set up, and all data that it points to.
class Flight {
 public:
  Flight(Transfer transfer,
         Transfers::Answered answered,
         const TransferSettings& settings,
         Sockets& sockets,
         const std::atomic<bool>& is_stopping);
  ~Flight();
  Flight(const Flight&) = delete;
  Flight& operator=(const Flight&) = delete;

  CURL* handle() const { return handle_.get(); }

  // Returns the result of the setup. If it is not CURLE_OK, the transfer cannot start; end it with
  // this code.
  CURLcode setup() const { return setup_; }

  // Ends the transfer, and reports its result.
  void end(CURLcode code, domain::Time now);

 private:
  using Clock = std::chrono::steady_clock;

  struct EasyCleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct ListCleanup {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  template <typename Value>
  void set(CURLoption option, Value value);
  void set_up(Sockets& sockets);
  void set_up_post();
  void set_up_mail(const Envelope& envelope);
  void list(const char* item);

  domain::Duration connect_deadline() const;
  bool was_answered(CURLcode code, long reply) const;
  bool is_hopeless(CURLcode code) const;
  bool is_unclear(CURLcode code) const;
  void end_mail();
  std::string error_of(CURLcode code) const;
  void read_retry_after(domain::Time now);

  static int on_request(void* flight, char* to, char* from, int port, int our_port);
  static std::size_t on_answer(char* data, std::size_t size, std::size_t count, void* flight);
  static std::size_t on_mail_reply(char* data, std::size_t size, std::size_t count, void* flight);
  static std::size_t on_mail(char* buffer, std::size_t size, std::size_t count, void* flight);
  static int on_progress(void* flight, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  const Transfer transfer_;
  const Transfers::Answered answered_;
  const TransferSettings& settings_;
  const std::atomic<bool>& is_stopping_;
  CURLcode setup_ = CURLE_OK;
  char error_[CURL_ERROR_SIZE] = {};  // libcurl writes into it
  std::string_view unsent_;           // of a mail
  bool mail_ended_ = false;           // libcurl has all of it
  bool is_judged_ = false;            // the server has accepted or rejected the mail
  Clock::time_point waits_since_ = Clock::now();
  bool has_requested_ = false;
  bool is_reply_whole_ = true;  // the last rejection of a mail server
  std::string logins_;          // the mechanisms that a mail server offers
  TransferResult result_;
  std::unique_ptr<curl_slist, ListCleanup> list_;  // headers, or recipients
  std::unique_ptr<CURL, EasyCleanup> handle_;      // destroyed first: points to all of the above
};

}  // namespace tocsin::adapters::channels
