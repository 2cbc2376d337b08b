#include "adapters/spdlog/log.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace tocsin::adapters::spdlog {
namespace {

using ports::LogLevel;
using namespace std::chrono_literals;

constexpr std::size_t waiting_lines = 1'024;

// Standard error is a pipe of one page for as long as it exists.
class SmallPipe {
 public:
  SmallPipe() : before_(::dup(STDERR_FILENO)) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    reader_ = ends[0];
    EXPECT_GE(::fcntl(ends[1], F_SETPIPE_SZ, 4096), 0);
    ::dup2(ends[1], STDERR_FILENO);
    ::close(ends[1]);
  }
  ~SmallPipe() {
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
    close_reader();
  }
  SmallPipe(const SmallPipe&) = delete;
  SmallPipe& operator=(const SmallPipe&) = delete;

  void close_reader() {
    if (reader_ >= 0) ::close(reader_);
    reader_ = -1;
  }

  // Reads until the text has come.
  std::string read_until(const std::string& text) {
    std::string all;
    std::array<char, 4096> buffer{};
    while (all.find(text) == std::string::npos) {
      const auto count = ::read(reader_, buffer.data(), buffer.size());
      if (count <= 0) break;
      all.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return all;
  }

 private:
  int before_;
  int reader_ = -1;
};

void write_lines(SpdlogLog& log, std::size_t count) {
  for (std::size_t line = 0; line < count; ++line)
    log.write(LogLevel::info, "a line", {{"number", std::to_string(line)}});
}

TEST(SpdlogLogTest, writes_lines_in_order) {
  SmallPipe pipe;
  SpdlogLog log{LogLevel::info, LogFormat::logfmt};

  write_lines(log, 3);

  const auto text = pipe.read_until("number=2");
  EXPECT_LT(text.find("number=0"), text.find("number=1"));
  EXPECT_LT(text.find("number=1"), text.find("number=2"));
  EXPECT_EQ(log.lost(), 0U);
}

TEST(SpdlogLogTest, leaves_out_lines_below_its_level) {
  SmallPipe pipe;
  SpdlogLog log{LogLevel::warning, LogFormat::logfmt};

  log.write(LogLevel::info, "quiet", {});
  log.write(LogLevel::error, "loud", {});

  EXPECT_EQ(pipe.read_until("loud").find("quiet"), std::string::npos);
}

TEST(SpdlogLogTest, keeps_nobody_waiting_and_reports_the_lines_that_it_lost) {
  SmallPipe pipe;
  SpdlogLog log{LogLevel::info, LogFormat::json};

  write_lines(log, 3 * waiting_lines);  // would never return if it waited

  const auto lost = log.lost();
  EXPECT_GE(lost, waiting_lines);
  const auto last = "\"number\":\"" + std::to_string(3 * waiting_lines - 1) + '"';
  const auto text = pipe.read_until(last);
  EXPECT_NE(text.find("\"msg\":\"log lines lost\",\"count\":\"" + std::to_string(lost) + '"'),
            std::string::npos);
  EXPECT_NE(text.find("\"number\":\"0\""), std::string::npos);
}

TEST(SpdlogLogTest, counts_the_lines_that_a_closed_pipe_refuses) {
  std::signal(SIGPIPE, SIG_IGN);
  SmallPipe pipe;
  pipe.close_reader();
  SpdlogLog log{LogLevel::info, LogFormat::logfmt};

  write_lines(log, 2);

  while (log.lost() < 2)
    std::this_thread::yield();
}

TEST(SpdlogLogTest, ends_although_nobody_reads) {
  SmallPipe pipe;
  const auto started = std::chrono::steady_clock::now();
  {
    SpdlogLog log{LogLevel::info, LogFormat::logfmt};
    write_lines(log, waiting_lines);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - started, 10s);
}

}  // namespace
}  // namespace tocsin::adapters::spdlog
