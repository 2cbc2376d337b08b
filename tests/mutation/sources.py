"""Finds what can be flipped in a source, and writes the source with all of it inside: libclang says what is
an expression, and each is replaced by itself and its opposite with a switch between them."""

import clang.cindex as clang

OPPOSITES = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
             "&&": "||", "||": "&&", "+": "-", "-": "+"}
_CONDITIONS = {clang.CursorKind.IF_STMT, clang.CursorKind.WHILE_STMT, clang.CursorKind.CONDITIONAL_OPERATOR}
_NEVER = {clang.CursorKind.STATIC_ASSERT, clang.CursorKind.ENUM_CONSTANT_DECL}
_WHOLE_NUMBERS = range(clang.TypeKind.BOOL.value + 1, clang.TypeKind.LONGDOUBLE.value + 1)


class Mutant:
    def __init__(self, source, line, what, begin, end):
        self.source = source  # relative to the root
        self.line = line
        self.what = what  # how its text was, and what it is then: its name, too
        self.begin = begin
        self.end = end
        self.number = None

    @property
    def name(self):
        return f"{self.source}: {self.what}"

    def __str__(self):
        return f"{self.source}:{self.line}: {self.what}"


class Source:
    def __init__(self, root, path, arguments):
        self.path = path
        self.text = (root / path).read_bytes()
        unit = clang.Index.create().parse(str(root / path), arguments)
        self._file = str(root / path)
        self._edits = {}  # (begin, end) → [(mutant, kind, operand extents)]
        self._visit(unit.cursor)

    @property
    def mutants(self):
        return [mutant for edits in self._edits.values() for mutant, *_ in edits]

    def written(self):
        """The source with all its mutants; the lines stay where they are."""
        return self._render(0, len(self.text), set())

    def drop(self, lines):
        """Leaves out what the compiler does not take on these lines."""
        for extent, edits in list(self._edits.items()):
            last = self.text[:extent[1]].count(b"\n") + 1
            kept = [edit for edit in edits if not any(edit[0].line <= line <= last for line in lines)]
            self._edits[extent] = kept
            if not kept:
                del self._edits[extent]

    def _visit(self, cursor):
        for child in cursor.get_children():
            where = child.location.file
            if where is not None and where.name != self._file:
                continue
            if child.kind in _NEVER or _is_constant(child):
                continue
            self._look_at(child)
            self._visit(child)

    def _look_at(self, cursor):
        begin, end = cursor.extent.start.offset, cursor.extent.end.offset
        text = self.text[begin:end]
        if end <= begin or b"//" in text or b"#" in text or b"assert(" in text and cursor.kind not in _CONDITIONS:
            return
        children = list(cursor.get_children())
        if cursor.kind in _CONDITIONS:
            self._condition(cursor, children)
        elif cursor.kind.is_expression():
            if cursor.kind == clang.CursorKind.UNARY_OPERATOR and text.startswith(b"!"):
                self._add(begin, end, "not", text, text[1:])
            else:
                self._binary(cursor, children, begin, end)

    def _condition(self, cursor, children):
        words = [token.spelling for _, token in zip(range(3), cursor.get_tokens())]
        if "constexpr" in words or not children or not children[0].kind.is_expression():
            return
        begin, end = children[0].extent.start.offset, children[0].extent.end.offset
        text = self.text[begin:end]
        if b"//" not in text and b"#" not in text and b"assert(" not in text and end > begin:
            self._add(begin, end, "branch", text, b"!(" + text + b")")

    def _binary(self, cursor, children, begin, end):
        operands = [(one.extent.start.offset, one.extent.end.offset) for one in children]
        operands = [(a, b) for a, b in operands if b > a and self.text[a:b].decode() not in OPPOSITES]
        operands = [(a, b) for a, b in operands if not self.text[a:b].startswith(b"operator")]
        if len(operands) != 2:
            return
        (left, left_end), (right, right_end) = operands
        operator = self.text[left_end:right].strip().decode()
        if operator not in OPPOSITES or (left, right_end) != (begin, end):
            return
        if operator in "+-" and not _is_number(cursor.type):
            return
        after = self.text[left:left_end] + b" " + OPPOSITES[operator].encode() + b" " + self.text[right:right_end]
        self._add(begin, end, operator, self.text[begin:end], after)

    def _add(self, begin, end, kind, before, after):
        line = self.text[:begin].count(b"\n") + 1
        what = " -> ".join(" ".join(text.decode().split()) for text in (before, after))
        edits = self._edits.setdefault((begin, end), [])
        if not (edits and kind in ("not", "==", "!=")):  # the branch that it decides is flipped already
            edits.append((Mutant(self.path, line, what, begin, end), kind, after))

    def _render(self, begin, end, done):
        """The text with the outermost edits applied, and within them the next ones."""
        inside = sorted((extent for extent in self._edits
                         if begin <= extent[0] and extent[1] <= end and extent not in done),
                        key=lambda extent: (extent[0], -extent[1]))
        made, at = b"", begin
        for extent in inside:
            if extent[0] < at:
                continue
            made += self.text[at:extent[0]] + self._switched(extent, done | {extent})
            at = extent[1]
        return made + self.text[at:end]

    def _switched(self, extent, done):
        made = self._render(*extent, done)
        for mutant, kind, after in self._edits[extent]:
            switch = b"::mutant::on(%d)" % mutant.number
            if kind in ("branch", "not"):
                made = b"(" + switch + b" != static_cast<bool>(" + made + b"))"
            else:
                made = b"(" + switch + b" ? (" + b" ".join(after.split(b"\n")) + b") : (" + made + b"))"
        return made


def _is_constant(cursor):
    """What the compiler may need to know."""
    if cursor.kind not in (clang.CursorKind.VAR_DECL, clang.CursorKind.FUNCTION_DECL, clang.CursorKind.DECL_STMT,
                           clang.CursorKind.CXX_METHOD, clang.CursorKind.FUNCTION_TEMPLATE):
        return False
    words = [token.spelling for _, token in zip(range(6), cursor.get_tokens())]
    return "constexpr" in words or "consteval" in words


def _is_number(kind):
    return kind.get_canonical().kind.value in _WHOLE_NUMBERS
