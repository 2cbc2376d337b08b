# The rules of the house about includes, as a test: run with cmake -P from the root.
#   domain       the standard library, Boost.UUID and itself
#   ports        that, and domain
#   application  that, and ports
#   adapters     anything but another adapter (adapters/json and adapters/records are shared)
# Tests of the inner layers obey nothing here; main knows everything.

set(problems "")

function(check_layer layer allowed)
  file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${layer}/*.hpp ${ROOT}/${layer}/*.cpp)
  if(NOT files)
    message(FATAL_ERROR "${layer} has no sources: is the layer rule run from the root?")
  endif()
  foreach(file IN LISTS files)
    file(STRINGS ${ROOT}/${file} includes REGEX "^ *# *include")
    foreach(include IN LISTS includes)
      string(REGEX REPLACE "^ *# *include *([<\"][^>\"]+[>\"]).*" "\\1" target "${include}")
      if(NOT target MATCHES "${allowed}")
        set(problems "${problems}\n  ${file} includes ${target}" PARENT_SCOPE)
        string(APPEND problems "\n  ${file} includes ${target}")
      endif()
    endforeach()
  endforeach()
endfunction()

# A standard header is a word without a dot or slash; <cassert> and the like included.
set(standard "^<[a-z_0-9]+>$")
set(uuid "^<boost/uuid/[a-z0-9_]+.hpp>$")
check_layer(domain "${standard}|${uuid}|^\"domain/")
check_layer(ports "${standard}|${uuid}|^\"(domain|ports)/")
check_layer(application "${standard}|${uuid}|^\"(domain|ports|application)/")

file(GLOB adapters RELATIVE ${ROOT}/adapters ${ROOT}/adapters/*)
foreach(adapter IN LISTS adapters)
  if(IS_DIRECTORY ${ROOT}/adapters/${adapter})
    check_layer(adapters/${adapter}
      "^<|^\"(domain|ports|application)/|^\"adapters/${adapter}/|^\"adapters/(json|records)/")
  endif()
endforeach()

# Nothing below the adapters reads a clock, a random source, the environment or a file.
foreach(layer domain ports application)
  file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${layer}/*.hpp ${ROOT}/${layer}/*.cpp)
  foreach(file IN LISTS files)
    file(STRINGS ${ROOT}/${file} lines
      REGEX "system_clock::now|steady_clock::now|random_device|getenv|fstream|fopen")
    if(lines)
      string(APPEND problems "\n  ${file} reads the outside: ${lines}")
    endif()
  endforeach()
endforeach()

if(problems)
  message(FATAL_ERROR "The layer rule is broken:${problems}")
endif()
