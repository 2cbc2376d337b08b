#include "adapters/channels/transfer/flight.hpp"

#include <algorithm>
#include <cerrno>
#include <new>
#include <string>
#include <system_error>
#include <utility>

#include "adapters/channels/transfer/retry_after.hpp"

namespace tocsin::adapters::channels {
namespace {

constexpr long no_limit_s = 86'400;

std::string in_seconds(domain::Duration duration) {
  const auto milliseconds = duration.count();
  if (milliseconds % 1000 == 0) return std::to_string(milliseconds / 1000) + " s";
  return std::to_string(milliseconds) + " ms";
}

}  // namespace

Flight::Flight(Transfer transfer,
               Transfers::Answered answered,
               const TransferSettings& settings,
               Sockets& sockets,
               const std::atomic<bool>& is_stopping)
    : transfer_(std::move(transfer)),
      answered_(std::move(answered)),
      settings_(settings),
      is_stopping_(is_stopping),
      unsent_(transfer_.body),
      handle_(curl_easy_init()) {
  if (!handle_) throw std::bad_alloc{};
  set_up(sockets);
}

Flight::~Flight() = default;

template <typename Value>
void Flight::set(CURLoption option, Value value) {
  if (setup_ == CURLE_OK) setup_ = curl_easy_setopt(handle(), option, value);
}

void Flight::set_up(Sockets& sockets) {
  set(CURLOPT_URL, transfer_.url.c_str());
  set(CURLOPT_USERAGENT, "Tocsin/" TOCSIN_VERSION);
  set(CURLOPT_ERRORBUFFER, &error_[0]);
  set(CURLOPT_WRITEFUNCTION, &Flight::on_answer);
  set(CURLOPT_WRITEDATA, this);
  // Asks for plain bodies, and reads a compressed one that comes nevertheless.
  set(CURLOPT_ACCEPT_ENCODING, "identity");

  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // a hanging name server delays only its own transfer
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.deadline.count()));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect_deadline().count()));

  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!settings_.ca_file.empty()) {
    set(CURLOPT_CAINFO, settings_.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  if (transfer_.credentials) {
    set(CURLOPT_USERNAME, transfer_.credentials->user.c_str());
    set(CURLOPT_PASSWORD, transfer_.credentials->password.c_str());
  }
  if (transfer_.envelope) {
    set_up_mail(*transfer_.envelope);
  } else {
    set_up_post();
  }
  if (setup_ == CURLE_OK) setup_ = sockets.watch(handle());
}

// Returns the deadline for connecting. For libcurl, greeting and login are part of connecting, and
// careful mail servers delay both.
domain::Duration Flight::connect_deadline() const {
  if (transfer_.envelope) return settings_.deadline;
  return std::min(settings_.connect_deadline, settings_.deadline);
}

void Flight::set_up_post() {
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_DEFAULT_PROTOCOL, "https");
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer_.body.size()));
  set(CURLOPT_POSTFIELDS, transfer_.body.c_str());
  set(CURLOPT_PREREQFUNCTION, &Flight::on_request);
  set(CURLOPT_PREREQDATA, this);
  list("Expect:");  // no waiting for a "100 Continue"
  for (const auto& header : transfer_.headers)
    list(header.c_str());
  set(CURLOPT_HTTPHEADER, list_.get());
}

void Flight::set_up_mail(const Envelope& envelope) {
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
  if (envelope.needs_starttls) set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  set(CURLOPT_HEADERFUNCTION, &Flight::on_mail_reply);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, &Flight::on_mail);
  set(CURLOPT_READDATA, this);
  set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(transfer_.body.size()));
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &Flight::on_progress);
  set(CURLOPT_XFERINFODATA, this);
  set(CURLOPT_SERVER_RESPONSE_TIMEOUT, no_limit_s);  // the limit is on_progress
  // Mail servers count connections, idle ones too, and close them when they like.
  set(CURLOPT_FORBID_REUSE, 1L);
  set(CURLOPT_MAIL_FROM, envelope.from.c_str());
  set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
  for (const auto& recipient : envelope.to)
    list(recipient.c_str());
  set(CURLOPT_MAIL_RCPT, list_.get());
}

void Flight::list(const char* item) {
  curl_slist* const longer = curl_slist_append(list_.get(), item);
  if (longer == nullptr) throw std::bad_alloc{};
  static_cast<void>(list_.release());  // the longer list is the same one, or was empty before
  list_.reset(longer);
}

void Flight::end(CURLcode code, domain::Time now) {
  using enum TransferResult::End;
  curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &result_.code);
  if (was_answered(code, result_.code)) {
    result_.end = answered;
    read_retry_after(now);
  } else {
    result_.end = is_hopeless(code) ? unsendable : is_unclear(code) ? unclear : unanswered;
    result_.error = error_of(code);
  }
  answered_(std::move(result_));
}

// The status line of HTTP decides, whatever breaks after it: the server has done what it says, and
// another attempt would repeat it.
bool Flight::was_answered(CURLcode code, long reply) const {
  if (code == CURLE_OK) return true;
  const bool is_taken = mail_ended_ && reply / 100 == 2;  // libcurl knows only 250
  if (transfer_.envelope) return is_taken || (reply >= 400 && code != CURLE_OPERATION_TIMEDOUT);
  return reply >= 200;
}

// Whether no later attempt can do better. libcurl does not begin a login of which the server offers
// no kind that it may use.
bool Flight::is_hopeless(CURLcode code) const {
  const bool is_other_protocol = code == CURLE_UNSUPPORTED_PROTOCOL && !has_requested_;
  return code == CURLE_URL_MALFORMAT || is_other_protocol || code == CURLE_LOGIN_DENIED;
}

// Whether a mail server may have the whole mail, its last dot included, and did not say so.
bool Flight::is_unclear(CURLcode code) const { return mail_ended_ && code != CURLE_SEND_ERROR; }

// Returns the error. The messages are Tocsin's own or libcurl's constants: none of them repeats a
// URL.
std::string Flight::error_of(CURLcode code) const {
  long system_error = 0;
  curl_off_t connected_after = 0;
  switch (code) {
    case CURLE_URL_MALFORMAT: return "not a URL";
    case CURLE_UNSUPPORTED_PROTOCOL:
      return has_requested_ ? "the answer is not HTTP" : "not a URL of an allowed kind";
    case CURLE_COULDNT_RESOLVE_HOST: return "host not found, or no response from the name server";
    case CURLE_PEER_FAILED_VERIFICATION: return &error_[0];  // names the host and the reason
    case CURLE_USE_SSL_FAILED: return "the server does not offer STARTTLS";
    case CURLE_LOGIN_DENIED:
      return "no common login mechanism: the server offers " +
             (logins_.empty() ? "none" : logins_) + ", and Tocsin uses PLAIN or LOGIN";
    case CURLE_COULDNT_CONNECT:
      curl_easy_getinfo(handle(), CURLINFO_OS_ERRNO, &system_error);
      if (system_error == ECONNREFUSED) return "connection refused";
      if (system_error == 0) return curl_easy_strerror(code);
      return std::generic_category().message(static_cast<int>(system_error));
    case CURLE_ABORTED_BY_CALLBACK:
      if (mail_ended_) return "no reply within " + in_seconds(settings_.mail_end_deadline);
      return "the connection closed before the response";
    case CURLE_OPERATION_TIMEDOUT:
      curl_easy_getinfo(handle(), CURLINFO_PRETRANSFER_TIME_T, &connected_after);
      if (connected_after > 0) return "no response within " + in_seconds(settings_.deadline);
      return "no connection within " + in_seconds(connect_deadline());
    default: return curl_easy_strerror(code);
  }
}

void Flight::read_retry_after(domain::Time now) {
  curl_header* header = nullptr;
  if (curl_easy_header(handle(), "Retry-After", 0, CURLH_HEADER, -1, &header) == CURLHE_OK)
    result_.retry_after = retry_after(header->value, now);
}

// Prevents a retry by libcurl. If a kept connection breaks, libcurl would send the whole request
// again on its own. The server may have accepted the first one, so another attempt must be on
// record and, without an idempotency key, be marked as a possible duplicate.
int Flight::on_request(void* flight, char* /*to*/, char* /*from*/, int /*port*/, int /*our_port*/) {
  auto& self = *static_cast<Flight*>(flight);
  return std::exchange(self.has_requested_, true) ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

std::size_t Flight::on_answer(char* data, std::size_t size, std::size_t count, void* flight) {
  auto& self = *static_cast<Flight*>(flight);
  auto& body = self.result_.body;
  const std::size_t room = TransferResult::max_body_bytes - body.size();
  body.append(data, std::min(size * count, room));
  return size * count <= room ? size * count : 0;  // 0 breaks the transfer off
}

// Keeps the text of the last reply that rejects something. It may have several lines: "550-first",
// "550 last". A 421 after another rejection is only the server's farewell.
std::size_t Flight::on_mail_reply(char* data, std::size_t size, std::size_t count, void* flight) {
  constexpr std::size_t code_length = 3;
  auto& self = *static_cast<Flight*>(flight);
  const std::string_view line{data, size * count};
  self.waits_since_ = Clock::now();
  constexpr std::string_view offer = "AUTH ";
  const auto words = line.substr(std::min(code_length + 1, line.size()));
  if (line.starts_with("250") && words.starts_with(offer)) {
    self.logins_ = words.substr(offer.size(), words.find_last_not_of("\r\n") + 1 - offer.size());
  }
  const bool rejects = line.starts_with('4') || line.starts_with('5');
  self.is_judged_ = self.mail_ended_ || rejects;
  auto& reply = self.result_.body;
  const bool is_farewell = line.starts_with("421") && !reply.empty() && self.is_reply_whole_;
  if (!rejects || is_farewell || line.size() <= code_length) return line.size();
  if (std::exchange(self.is_reply_whole_, line[code_length] != '-')) reply.clear();
  if (reply.size() + words.size() <= TransferResult::max_body_bytes) reply += words;
  return line.size();
}

std::size_t Flight::on_mail(char* buffer, std::size_t size, std::size_t count, void* flight) {
  auto& unsent = static_cast<Flight*>(flight)->unsent_;
  const std::size_t copied = unsent.copy(buffer, size * count);
  unsent.remove_prefix(copied);
  if (unsent.empty()) static_cast<Flight*>(flight)->end_mail();
  return copied;
}

// From now on on_progress has the time.
void Flight::end_mail() {
  if (mail_ended_) return;
  mail_ended_ = true;
  waits_since_ = Clock::now();
  curl_easy_setopt(handle(), CURLOPT_TIMEOUT_MS, 0L);
}

// Called at least once a second while libcurl waits for a reply: to a whole mail, or to its own
// farewell. Before the end of the mail, the deadline of the transfer comes first.
int Flight::on_progress(void* flight, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  constexpr auto grace = std::chrono::seconds{1};
  const auto& self = *static_cast<Flight*>(flight);
  const bool waits_for_verdict = self.mail_ended_ && !self.is_judged_;
  const auto limit =
      waits_for_verdict ? self.settings_.mail_end_deadline : self.settings_.deadline + grace;
  return Clock::now() - self.waits_since_ >= limit || self.is_stopping_ ? 1 : 0;
}

}  // namespace tocsin::adapters::channels
