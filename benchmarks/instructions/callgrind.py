"""Reads what callgrind writes: https://valgrind.org/docs/manual/cl-format.html"""

import collections
import re

NAME = re.compile(r"\((\d+)\)(?: (.*))?")
COST = re.compile(r"[+\-*\d]\S* (\d+)")
SHORTER = (("std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >", "std::string"),
           ("std::basic_string_view<char, std::char_traits<char> >", "std::string_view"),
           ("std::chrono::time_point<std::chrono::_V2::system_clock, "
            "std::chrono::duration<long, std::ratio<1l, 1000l> > >", "tocsin::domain::Time"))


def read(text):
    """All instructions, and by function those in it and in what it calls, largest first. A function
    that calls itself is counted once a call."""
    names = {}
    inclusive = collections.Counter()
    total, function, called, is_call = 0, None, None, False

    for line in text.splitlines():
        word, equals, rest = line.partition("=")
        if equals and word == "fn":
            function = name_of(rest, names)
        elif equals and word == "cfn":
            called = name_of(rest, names)
        elif equals and word == "calls":
            is_call = True
        elif found := COST.match(line):
            instructions = int(found[1])
            if not is_call:
                total += instructions
            if not is_call or called != function:
                inclusive[function] += instructions
            is_call = False
    return total, dict(inclusive.most_common())


def name_of(text, names):
    """Names are written once and then called by their numbers."""
    number, name = NAME.match(text).groups()
    if name:
        for long, short in SHORTER:
            name = name.replace(long, short)
        names[number] = name
    # A recursion of several functions is told apart by a count behind the name.
    return re.sub(r"'\d+$", "", names[number])
