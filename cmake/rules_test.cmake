# Shows that the rules about includes can fail: runs both on a copy of the sources, then once more
# for each include turned the wrong way. Run with cmake -DROOT=… -DCOPY=… -P.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${COPY})
file(COPY ${ROOT}/domain ${ROOT}/ports ${ROOT}/application ${ROOT}/adapters DESTINATION ${COPY})

function(run_rule script result)
  execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${COPY} -P ${ROOT}/cmake/${script}.cmake
    RESULT_VARIABLE code ERROR_VARIABLE output)
  set(${result} ${code} PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

# expect_failure(SCRIPT FILE INCLUDE): the rule must name the file once it has the include.
function(expect_failure script file include)
  file(READ ${COPY}/${file} before)
  file(WRITE ${COPY}/${file} "#include ${include}\n${before}")
  run_rule(${script} code)
  file(WRITE ${COPY}/${file} "${before}")
  if(code EQUAL 0 OR NOT output MATCHES "${file}")
    message(FATAL_ERROR "${script} accepts ${include} in ${file}:\n${output}")
  endif()
endfunction()

foreach(script layer_rule subjects)
  run_rule(${script} code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${script} fails on an unchanged copy:\n${output}")
  endif()
endforeach()

expect_failure(layer_rule domain/kernel/glob.hpp "\"ports/kernel/clock.hpp\"")
expect_failure(layer_rule ports/kernel/clock.hpp "<nlohmann/json.hpp>")
expect_failure(layer_rule application/paging/pager.cpp "\"adapters/memory/store.hpp\"")
expect_failure(layer_rule adapters/channels/sms/sms_notifier.cpp "\"adapters/http/api/api.hpp\"")

expect_failure(subjects domain/kernel/glob.hpp "\"domain/alerting/alert.hpp\"")
expect_failure(subjects domain/logs/log_rule.hpp "\"domain/workflows/run.hpp\"")
expect_failure(subjects application/paging/pager.hpp "\"application/alerting/announcer.hpp\"")
expect_failure(subjects adapters/memory/paging/timer_queue.hpp "\"adapters/memory/delivery/outbox.hpp\"")
expect_failure(subjects adapters/http/logs/log_body.cpp "\"adapters/http/alerting/event_body.hpp\"")
expect_failure(subjects adapters/channels/sms/sms_notifier.cpp
  "\"adapters/channels/slack/slack_message.hpp\"")

file(REMOVE_RECURSE ${COPY})
