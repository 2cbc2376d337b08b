#include "tests/support/smtp_sink.hpp"

#include <array>
#include <stdexcept>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tocsin::test {
namespace {

struct Pipe {
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  }
  int reading() const { return ends[0]; }
  int writing() const { return ends[1]; }

  std::array<int, 2> ends{};
};

pid_t spawn(std::vector<std::string> words, int input, int output) {
  std::vector<char*> arguments;
  for (auto& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t process = -1;
  const int error =
      ::posix_spawn(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error{"the mail server cannot be started"};
  return process;
}

}  // namespace

SmtpSink::SmtpSink(const std::vector<std::string>& options) {
  const Pipe input;
  const Pipe output;
  std::vector<std::string> words{"/usr/bin/python3", TOCSIN_SMTP_SINK};
  words.insert(words.end(), options.begin(), options.end());
  process_ = spawn(std::move(words), input.reading(), output.writing());
  ::close(input.reading());
  ::close(output.writing());
  input_ = input.writing();
  output_ = output.reading();
  port_ = nlohmann::json::parse(next_line()).at("port").get<std::uint16_t>();
}

SmtpSink::~SmtpSink() {
  ::close(input_);
  ::close(output_);
  ::waitpid(process_, nullptr, 0);
}

SmtpSink::Mail SmtpSink::next_mail() {
  const auto line = nlohmann::json::parse(next_line());
  Mail mail;
  line.at("connection").get_to(mail.connection);
  line.at("from").get_to(mail.from);
  line.at("to").get_to(mail.to);
  line.at("encrypted").get_to(mail.encrypted);
  line.at("greeting").get_to(mail.greeting);
  line.at("authenticated").get_to(mail.authenticated);
  line.at("headers").get_to(mail.headers);
  line.at("text").get_to(mail.text);
  line.at("html").get_to(mail.html);
  return mail;
}

std::string SmtpSink::next_line() {
  constexpr int patience_ms = 20'000;
  while (unread_.find('\n') == std::string::npos) {
    pollfd readable{output_, POLLIN, 0};
    std::array<char, 4096> chunk{};
    if (::poll(&readable, 1, patience_ms) <= 0)
      throw std::runtime_error{"the mail server is silent"};
    const auto count = ::read(output_, chunk.data(), chunk.size());
    if (count <= 0) throw std::runtime_error{"the mail server has ended"};
    unread_.append(chunk.data(), static_cast<std::size_t>(count));
  }
  const auto end = unread_.find('\n');
  auto line = unread_.substr(0, end);
  unread_.erase(0, end + 1);
  return line;
}

}  // namespace tocsin::test
