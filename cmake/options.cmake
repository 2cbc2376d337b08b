# How every target of the project is compiled: warnings, sanitizers, coverage, hardening, linker, ccache.

set(TOCSIN_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")
option(TOCSIN_COVERAGE "Instrument for gcovr" OFF)
option(TOCSIN_TOGETHER "Compile the sources of some targets a few at a time, as the sanitizers do" OFF)

add_library(tocsin_options INTERFACE)
target_compile_options(tocsin_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wold-style-cast -Wzero-as-null-pointer-constant -Wcast-qual -Wformat=2
  "$<$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>:-Wno-shadow;-Wno-subobject-linkage>")

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

# tocsin_together(TARGET): its sources may be one translation unit. A sanitizer then costs less to
# compile; names in anonymous namespaces must then differ within the target. The other builds see each
# source alone, so that a missing include and a warning about a hidden name come to light there.
function(tocsin_together target)
  if(TOCSIN_TOGETHER)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
endfunction()

if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo" AND NOT TOCSIN_SANITIZE)
  # Assertions stay on (no -DNDEBUG, see CMakePresets.json): a broken invariant must stop the process.
  target_compile_options(tocsin_options INTERFACE -fstack-protector-strong -D_FORTIFY_SOURCE=2
    -fcf-protection)
  target_link_options(tocsin_options INTERFACE -Wl,-z,relro,-z,now)
endif()

find_program(TOCSIN_MOLD mold)
if(TOCSIN_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_program(TOCSIN_CCACHE ccache)
if(TOCSIN_CCACHE)
  # The sloppiness is what ccache's manual asks for with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${TOCSIN_CCACHE})
  add_compile_options(-fpch-preprocess)
endif()
