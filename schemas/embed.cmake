# cmake -D OUTPUT=embedded.cpp -P embed.cmake -- FILE.json …
# Writes the files as single characters: compilers may limit the length of a string literal.

set(arrays "")
set(entries "")
set(is_file FALSE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(position RANGE ${last})
  set(argument "${CMAKE_ARGV${position}}")
  if(is_file)
    get_filename_component(name "${argument}" NAME_WE)
    string(MAKE_C_IDENTIFIER "${name}_text" array)
    file(READ "${argument}" bytes HEX)
    string(REGEX REPLACE "(..)" "'\\\\x\\1'," characters "${bytes}")
    string(APPEND arrays "constexpr char ${array}[] = {${characters}};\n")
    string(APPEND entries "    Document{\"${name}\", {${array}, sizeof ${array}}},\n")
  elseif(argument STREQUAL "--")
    set(is_file TRUE)
  endif()
endforeach()

file(WRITE "${OUTPUT}" "#include \"schemas/embedded.hpp\"

namespace tocsin::schemas {
namespace {

${arrays}
constexpr Document documents[] = {
${entries}};

}  // namespace

std::span<const Document> all() { return documents; }

}  // namespace tocsin::schemas
")
