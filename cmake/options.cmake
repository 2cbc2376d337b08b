# How every target of the project is compiled: warnings, sanitizers, coverage, hardening, linker, ccache.

set(TOCSIN_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")
option(TOCSIN_COVERAGE "Instrument for gcovr" OFF)
option(TOCSIN_TOGETHER "Compile sources of a target together; off for a short edit loop" OFF)

add_library(tocsin_options INTERFACE)
# -pthread everywhere, since RE2's users have it and a precompiled header is of one set of macros.
target_compile_options(tocsin_options INTERFACE -pthread
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wold-style-cast -Wzero-as-null-pointer-constant -Wcast-qual -Wformat=2
  "$<$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>:-Wno-shadow>"
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wno-subobject-linkage>")

if(TOCSIN_SANITIZE)
  target_compile_options(tocsin_options INTERFACE -fsanitize=${TOCSIN_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(tocsin_options INTERFACE -fsanitize=${TOCSIN_SANITIZE})
  if(TOCSIN_SANITIZE MATCHES "thread")
    # Asio uses fences that g++'s ThreadSanitizer does not model; the warning is about its headers.
    target_compile_options(tocsin_options INTERFACE -Wno-tsan)
  endif()
endif()

if(TOCSIN_COVERAGE)
  target_compile_options(tocsin_options INTERFACE --coverage -fprofile-abs-path -fprofile-update=atomic)
  target_link_options(tocsin_options INTERFACE --coverage)
endif()

if(TOCSIN_TOGETHER AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ limits by how much inlining may grow a large unit; sixteen small ones it does not. The
  # precompiled headers need the same: a unit takes these limits from the header that it loads.
  target_compile_options(tocsin_options INTERFACE
    --param=large-unit-insns=1000000 --param=inline-unit-growth=1000)
endif()

# tocsin_together(TARGET): its sources are compiled sixteen at a time, which takes a third of the time.
# Names in anonymous namespaces must then differ within the target. The preset dev compiles each
# source alone, for a short edit loop.
function(tocsin_together target)
  if(TOCSIN_TOGETHER)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)
  endif()
endfunction()

# tocsin_prelude(TARGET standard|json): the target uses one of the two precompiled headers below
# cmake/prelude, which are compiled once for all targets.
function(tocsin_prelude target header)
  target_precompile_headers(${target} REUSE_FROM prelude_${header})
  if(header STREQUAL "json")
    target_link_libraries(${target} PRIVATE simdjson::simdjson nlohmann_json::nlohmann_json)
  endif()
endfunction()

if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo" AND NOT TOCSIN_SANITIZE)
  # Assertions stay on (no -DNDEBUG, see CMakePresets.json): a broken invariant must stop the process.
  target_compile_options(tocsin_options INTERFACE -fstack-protector-strong -D_FORTIFY_SOURCE=2
    -fcf-protection)
  target_link_options(tocsin_options INTERFACE -Wl,-z,relro,-z,now)
endif()

include(CheckLinkerFlag)
if(NOT EXISTS "${TOCSIN_MOLD}")
  unset(TOCSIN_MOLD CACHE)
  unset(TOCSIN_LINKS_WITH_MOLD CACHE)
endif()
find_program(TOCSIN_MOLD mold)
if(TOCSIN_MOLD)
  check_linker_flag(CXX -fuse-ld=mold TOCSIN_LINKS_WITH_MOLD)  # g++ knows it since 12.1
endif()
if(TOCSIN_LINKS_WITH_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# A launcher that the user chose comes first. ccache may have been removed, or may be unable to write
# its cache and then fail every compilation: one is tried.
if(NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  if(NOT EXISTS "${TOCSIN_CCACHE}")
    unset(TOCSIN_CCACHE CACHE)
  endif()
  find_program(TOCSIN_CCACHE ccache)
  if(TOCSIN_CCACHE)
    execute_process(COMMAND ${TOCSIN_CCACHE} ${CMAKE_CXX_COMPILER} -x c++ -c /dev/null
        -o ${PROJECT_BINARY_DIR}/CMakeFiles/ccache_works.o
      RESULT_VARIABLE ccache_failed OUTPUT_QUIET ERROR_VARIABLE ccache_error)
    if(ccache_failed)
      message(STATUS "Building without ccache: ${ccache_error}")
    endif()
  endif()
endif()
if(TOCSIN_CCACHE AND NOT ccache_failed AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  # The sloppiness is what ccache's manual asks for with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${TOCSIN_CCACHE})
  add_compile_options(-fpch-preprocess)
endif()
