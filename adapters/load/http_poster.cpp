#include "adapters/load/http_poster.hpp"

#include <new>
#include <utility>

#include <curl/curl.h>

namespace tocsin::adapters::load {
namespace {

// libcurl's own memory; counted, so every connection may have it.
struct Library {
  Library() { curl_global_init(CURL_GLOBAL_DEFAULT); }
  ~Library() { curl_global_cleanup(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

struct EasyCleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListCleanup {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListCleanup>;

void append(List& list, const std::string& line) {
  curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc{};
  static_cast<void>(list.release());  // the longer list is the same one, or was empty before
  list.reset(longer);
}

std::size_t on_answer(char* data, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(data, size * count);
  return size * count;
}

std::string joined(std::string url, const std::string& path) {
  while (url.ends_with('/'))
    url.pop_back();
  return url + path;
}

}  // namespace

class HttpPoster::Handle {
 public:
  Handle() : easy_(curl_easy_init()) {
    if (!easy_) throw std::bad_alloc{};
  }
  CURL* get() const { return easy_.get(); }

 private:
  Library library_;
  std::unique_ptr<CURL, EasyCleanup> easy_;
};

HttpPoster::HttpPoster(Target target)
    : target_(std::move(target)), handle_(std::make_unique<Handle>()) {}

HttpPoster::~HttpPoster() = default;

void HttpPoster::prepare(const std::string& url) {
  CURL* const easy = handle_->get();
  curl_easy_reset(easy);  // keeps the connection
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "Tocsin/" TOCSIN_VERSION);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(target_.deadline.count()));
}

Result<Done> HttpPoster::connect() {
  prepare(target_.url);
  curl_easy_setopt(handle_->get(), CURLOPT_CONNECT_ONLY, 1L);
  const auto code = curl_easy_perform(handle_->get());
  if (code == CURLE_OK) return Done{};
  return fail(ErrorKind::unavailable,
              "cannot connect to " + target_.url + ": " + curl_easy_strerror(code));
}

Answer HttpPoster::post(const Message& message) {
  CURL* const easy = handle_->get();
  List headers;
  append(headers, "Content-Type: " + message.content_type);
  append(headers, "Expect:");  // no waiting for a "100 Continue"
  if (!target_.token.empty()) append(headers, "Authorization: Bearer " + target_.token);

  Answer answer;
  prepare(joined(target_.url, message.path));
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(message.body.size()));
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, message.body.c_str());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_answer);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer.body);

  if (const auto code = curl_easy_perform(easy); code != CURLE_OK) {
    return {0, {}, {}, curl_easy_strerror(code)};
  }
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_off_t wait = 0;  // in seconds; 0: nothing was said
  curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &wait);
  if (wait > 0) answer.retry_after = std::chrono::seconds{wait};
  return answer;
}

}  // namespace tocsin::adapters::load
