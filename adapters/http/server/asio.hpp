#pragma once

// The part of Asio that the server uses, on concrete executors: erased ones cost a third of the
// throughput. Slow to compile: for connection.cpp and server.cpp only.

#include <chrono>
#include <exception>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

namespace tocsin::adapters::http {

namespace asio = boost::asio;

using ErrorCode = boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using ListeningSocket = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using SteadyClock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;

// g++ 12 miscompiles a co_await in the condition of an if or a while (the program traps), so
// results get a name first.
template <typename T>
using Task = asio::awaitable<T, Executor>;

// For co_await: sets `error` instead of throwing.
inline auto into(ErrorCode& error) {
  return asio::redirect_error(asio::use_awaitable_t<Executor>{}, error);
}

// Ends a detached coroutine. An exception is a bug and ends the process.
inline void ended(const std::exception_ptr& exception) {
  if (exception) std::rethrow_exception(exception);
}

}  // namespace tocsin::adapters::http
