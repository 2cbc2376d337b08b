# The order of subjects, as a test: run with cmake -DROOT=… -P. Within a layer a subject includes
# itself and the subjects before it in this one order. From layer to layer, downwards, anything goes;
# layer_rule.cmake has those. Files at a layer's door (adapters/memory/store.hpp) know all subjects.
cmake_minimum_required(VERSION 3.25)

# Subjects that are planned have no folder yet; their place in the order is decided. Muting will know
# a label view and no alert, so that paging may ask it.
set(subjects
  kernel store channels people oncall access muting paging routing subscriptions alerting integrations
  logs workflows delivery answering explaining generator cluster)
# Subjects that stand side by side: neither may include the other.
set(apart "logs workflows" "workflows logs" "generator delivery" "cluster generator")

set(problems "")

# check_includes(FOLDER IS_ALLOWED): calls IS_ALLOWED(ROOM OTHER) for each include from one room of
# the folder to another, and reports the include unless that sets `allowed`.
function(check_includes folder is_allowed)
  file(GLOB_RECURSE files RELATIVE ${ROOT}/${folder} ${ROOT}/${folder}/*.hpp ${ROOT}/${folder}/*.cpp)
  if(NOT files)
    message(FATAL_ERROR "${folder} has no sources: ROOT must be the root of the repository")
  endif()
  foreach(file IN LISTS files)
    if(NOT file MATCHES "^([a-z_]+)/")
      continue()
    endif()
    set(room ${CMAKE_MATCH_1})
    file(STRINGS ${ROOT}/${folder}/${file} includes REGEX "^ *# *include *\"${folder}/[a-z_]+/")
    foreach(include IN LISTS includes)
      string(REGEX REPLACE ".*\"${folder}/([a-z_]+)/.*" "\\1" other "${include}")
      cmake_language(CALL ${is_allowed} ${room} ${other})
      if(NOT allowed)
        string(APPEND problems "\n  ${folder}/${file} includes ${other}")
      endif()
    endforeach()
  endforeach()
  set(problems "${problems}" PARENT_SCOPE)
endfunction()

function(stands_before room other)
  list(FIND subjects ${room} mine)
  list(FIND subjects ${other} its)
  if(mine LESS 0 OR its LESS 0 OR its GREATER mine OR "${room} ${other}" IN_LIST apart)
    set(allowed FALSE PARENT_SCOPE)
  else()
    set(allowed TRUE PARENT_SCOPE)
  endif()
endfunction()

# Operations of one subject know nothing of another's: they stand on api, and api on server.
function(stands_on_api room other)
  if(room STREQUAL other OR other STREQUAL "server" OR (other STREQUAL "api" AND NOT room STREQUAL "server"))
    set(allowed TRUE PARENT_SCOPE)
  else()
    set(allowed FALSE PARENT_SCOPE)
  endif()
endfunction()

# Nor does one channel of another: they stand on transfer, and transfer on text.
function(stands_on_transfer room other)
  if(room STREQUAL other OR other STREQUAL "text" OR (other STREQUAL "transfer" AND NOT room STREQUAL "text"))
    set(allowed TRUE PARENT_SCOPE)
  else()
    set(allowed FALSE PARENT_SCOPE)
  endif()
endfunction()

foreach(layer domain ports application adapters/memory)
  check_includes(${layer} stands_before)
  file(GLOB rooms RELATIVE ${ROOT}/${layer} ${ROOT}/${layer}/*)
  foreach(room IN LISTS rooms)
    if(IS_DIRECTORY ${ROOT}/${layer}/${room} AND NOT room IN_LIST subjects)
      string(APPEND problems "\n  ${layer}/${room} is no subject; cmake/subjects.cmake lists them")
    endif()
  endforeach()
endforeach()
check_includes(adapters/http stands_on_api)
check_includes(adapters/channels stands_on_transfer)

if(problems)
  message(FATAL_ERROR "The order of subjects is broken:${problems}")
endif()
