"""Translates Snowball's generated Python stemmers into Go.

    pip install snowballstemmer==3.1.1
    python3 generate/generate.py    # in langs/stem: writes finnish.go, swedish.go, english.go

Input is the package's generated source (finnish_stemmer.py ...), read as a syntax tree and never run. The output has the
same routines with the same control flow, over the runtime of env.go. Three things differ:

  * Python counts code points, Go bytes of UTF-8. Snowball's compiler writes moves by whole characters in a few fixed
    forms; each becomes a call that moves by characters. Any other arithmetic on the cursor is an error.
  * Exceptions become gotos, which is what they are in Snowball's C. Labels are numbered within a function.
  * An among (a table of affixes) becomes 16-byte entries, grouped by their outermost byte and sorted by falling length:
    the first entry that matches and whose condition holds is what Snowball's substring_i chain finds. Affixes have at most
    8 bytes, groupings only characters below U+0100; longer or higher ones are an error.
"""

import ast
import importlib.metadata
import importlib.util
import pathlib
import subprocess
import sys

VERSION = "3.1.1"
LANGUAGES = ("finnish", "swedish", "english")

HELPERS = {  # the runtime's names for the methods of BaseStemmer
    "in_grouping": "in", "in_grouping_b": "inB", "out_grouping_b": "outB", "go_in_grouping_b": "gotoNonB",
    "eq_s_b": "hasB", "slice_from": "sliceFrom", "slice_del": "sliceDel", "slice_to": "sliceTo",
}
GOPAST = {  # with the move over the character found
    "go_in_grouping": "gopastNon", "go_out_grouping": "gopast", "go_out_grouping_b": "gopastB",
}
FIELDS = {"cursor": "cursor", "limit": "limit", "limit_backward": "limitBackward", "bra": "bra", "ket": "ket"}
OPERATORS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
NEGATED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def camel(name):
    """go_in_grouping -> goInGrouping; the Finnish routine O_ is about ö."""
    if name.endswith("_"):
        name += "umlaut"
    head, *rest = name.split("_")
    return head.lower() + "".join(part[:1].upper() + part[1:] for part in rest)


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Table:
    """One among. Entries are (affix, result, condition), condition being the name of a routine or None."""

    def __init__(self, name, call):
        self.name, self.forward, self.empty, self.entries = name, False, 0, []
        for element in call.elts:
            text, _, result, *method = element.args
            affix, result = text.value, ast.literal_eval(result)
            condition = camel(method[0].id.removeprefix("__r_")) if method else None
            if len(affix.encode()) > 8:
                sys.exit(f"{name}: {affix!r} is longer than 8 bytes")
            if affix:
                self.entries.append((affix, result, condition))
            elif condition:
                sys.exit(f"{name}: an empty affix with a condition")
            else:
                self.empty = result

    def conditions(self):
        return sorted({condition for _, _, condition in self.entries if condition})

    def go(self, prefix):
        lines, start, conditions = [], [], self.conditions()
        for low in range(32):
            start.append(len(lines))
            bucket = [e for e in self.entries if (e[0].encode()[0 if self.forward else -1] & 31) == low]
            for affix, result, condition in sorted(bucket, key=lambda e: (-len(e[0].encode()), e[0])):
                data = affix.encode()
                key = int.from_bytes(data.ljust(8, b"\0") if self.forward else data.rjust(8, b"\0"), "little")
                fields = [f"{key:#018x}", str(64 - 8 * len(data)), str(len(data)), str(result)]
                fields.append(str(conditions.index(condition) + 1 if condition else 0))
                lines.append(f"{{{', '.join(fields)}}}, // {affix}")
        start.append(len(lines))
        return "\n".join([f"var {prefix}{camel(self.name).upper()} = among{{",
                          f"start: [33]uint8{{{', '.join(map(str, start))}}},",
                          f"empty: {self.empty},", "affixes: []affix{", *lines, "},", "}", ""])


class Function:
    """The translation of one routine."""

    def __init__(self, stemmer, node):
        self.stemmer, self.node = stemmer, node
        self.lines, self.variables = [], {}
        self.handlers = []  # (Python's exception class, Go label), innermost last
        self.loops = []     # labels of the enclosing loops: (label, is a for statement)
        self.labels, self.used = 0, set()

    def fail(self, node, why):
        sys.exit(f"{self.stemmer.language} line {node.lineno}: {why}: {ast.unparse(node)}")

    def label(self, kind):
        self.labels += 1
        return f"{kind}{self.labels}"

    def go(self, name):
        self.block(self.node.body)
        head = [f"func (s *{self.stemmer.language}) {name}() bool {{"]
        for kind in sorted(set(self.variables.values())):
            head.append(f"var {', '.join(v for v, k in self.variables.items() if k == kind)} {kind}")
        body = [line for line in self.lines if not (line.endswith(":") and line[:-1] in self.unused())]
        return "\n".join(head + body + ["}", ""])

    def unused(self):
        return {f"{kind}{i}" for kind in ("fail", "done", "loop") for i in range(1, self.labels + 1)} - self.used

    # Expressions

    def expression(self, node):
        match node:
            case ast.Constant(value=bool(value)):
                return str(value).lower()
            case ast.Constant(value=int(value)):
                return str(value)
            case ast.Constant(value=str(value)):
                return quote(value)
            case ast.Name(id=name):
                return camel(name.removeprefix("I_").removeprefix("S_"))
            case ast.Attribute(value=ast.Name(id="self"), attr=attr):
                return "s." + (FIELDS.get(attr) or camel(attr.removeprefix("I_").removeprefix("B_")))
            case ast.BinOp(left=left, op=ast.Sub(), right=right):
                return f"{self.expression(left)} - {self.expression(right)}"
            case ast.Subscript(value=ast.Attribute(attr=attr), slice=index):
                return f"{self.stemmer.language}{camel(attr).upper()}[{self.expression(index)}]"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=attr), args=args):
                return self.call(attr, args)
        self.fail(node, "unknown expression")

    def call(self, attr, args):
        if attr.startswith("__r_"):
            return f"s.{camel(attr.removeprefix('__r_'))}()"
        if attr in ("find_among", "find_among_b"):
            table = self.stemmer.tables[args[0].attr]
            table.forward = attr == "find_among"
            if table.conditions():
                return f"s.find{camel(table.name).upper()}()"
            return f"s.find{'' if table.forward else 'B'}(&{self.stemmer.language}{camel(table.name).upper()})"
        if "grouping" in attr:
            return self.search(HELPERS[attr], args)
        return f"s.{HELPERS[attr]}({', '.join(map(self.expression, args))})"

    def search(self, helper, args):
        return f"s.{helper}(&{self.stemmer.language}Letters, {self.stemmer.grouping(args[0].attr)})"

    def condition(self, node, negate=False):
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.condition(operand, not negate)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                sign = OPERATORS[type(op)]
                return f"{self.expression(left)} {NEGATED[sign] if negate else sign} {self.expression(right)}"
            case ast.BoolOp():
                self.fail(node, "condition without its move of the cursor")
        return ("!" if negate else "") + self.expression(node)

    # Moves of the cursor: a guard that fails and the move after it become one call.

    def guarded_move(self, test, move):
        """The Go call that is true if the guard does not hold, having made the move; None if this is not such a pair."""
        if not (isinstance(move, ast.AugAssign) and ast.unparse(move.target) == "self.cursor"):
            return None
        steps, backward = move.value.value, isinstance(move.op, ast.Sub)
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=ast.Call(func=ast.Attribute(attr=attr), args=args)) if attr in GOPAST:
                if steps != 1 or backward != attr.endswith("_b"):
                    self.fail(move, "wrong move")
                return self.search(GOPAST[attr], args)
        text = ast.unparse(test)
        if text == f"self.cursor + {steps} > self.limit" or steps == 1 and text == "self.cursor >= self.limit":
            return f"s.hop({steps})" if not backward else self.fail(move, "wrong direction")
        if (text == f"self.cursor - {steps} < self.limit_backward"
                or steps == 1 and text == "self.cursor <= self.limit_backward"):
            return f"s.hopB({steps})" if backward else self.fail(move, "wrong direction")
        if isinstance(test, ast.BoolOp) and steps == 1:
            guard, equal = test.values
            letter = equal.comparators[0].value
            want = ("self.cursor <= self.limit_backward", "self.current[self.cursor - 1]") if backward else \
                   ("self.cursor == self.limit", "self.current[self.cursor]")
            if (ast.unparse(guard), ast.unparse(equal.left)) != want or not isinstance(equal.ops[0], ast.NotEq):
                self.fail(test, "unknown guard")
            if not letter.isascii():
                return f"s.hasB({quote(letter)})" if backward else self.fail(test, "not ASCII")
            return f"s.byte{'B' if backward else ''}('{letter}')".replace("'''", "'\\''")
        return None

    # Statements

    def block(self, body):
        i = 0
        while i < len(body):
            node, following = body[i], body[i + 1] if i + 1 < len(body) else None
            if isinstance(node, ast.If) and (call := self.guarded_move(node.test, following)):
                self.guard(f"!{call}", node.body)
                i += 2
                continue
            self.statement(node)
            i += 1

    def guard(self, test, body):
        self.lines.append(f"if {test} {{")
        self.block(body)
        self.lines.append("}")

    def statement(self, node):
        match node:
            case ast.Expr(value=ast.Constant()) | ast.Pass():
                pass
            case ast.Expr(value=call):
                self.lines.append(self.expression(call))
            case ast.Assign(targets=[target], value=value):
                if isinstance(target, ast.Name):
                    self.variables[self.expression(target)] = "string" if target.id.startswith("S_") else "int"
                self.lines.append(f"{self.expression(target)} = {self.expression(value)}")
            case ast.Return(value=ast.Compare() as value):
                self.lines.append(f"return {self.condition(value)}")
            case ast.Return(value=value):
                self.lines.append(f"return {self.expression(value)}")
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name))):
                self.jump(next(label for handled, label in reversed(self.handlers) if handled == name))
            case ast.If(test=ast.Compare(left=ast.Name(id="among_var"), ops=[ast.Eq()], comparators=[ast.Constant(value=1)])):
                self.switch(node)
            case ast.If(test=test, body=body, orelse=[]):
                self.guard(self.condition(test), body)
            case ast.Try(body=body, handlers=[ast.ExceptHandler(type=ast.Name(id=name))]):
                self.attempt(name, body)
            case ast.While(test=ast.Constant(value=True), body=body):
                self.loop(body)
            case ast.Break() | ast.Continue():
                label, is_for = self.loops[-1]
                if is_for:
                    self.used.add(label)
                    self.lines.append(f"{'break' if isinstance(node, ast.Break) else 'continue'} {label}")
                else:
                    self.jump(label)
            case _:
                self.fail(node, "unknown statement")

    def jump(self, label):
        self.used.add(label)
        self.lines.append(f"goto {label}")

    def switch(self, node):
        """An if chain over among_var, which begins with 1; 0, nothing found, is always asked for alone."""
        self.lines.append("switch amongVar {")
        while True:
            self.lines.append(f"case {node.test.comparators[0].value}:")
            self.block(node.body)
            if self.lines[-1].endswith(":"):
                self.lines.append("break")  # a label must stand before a statement
            match node.orelse:
                case [ast.If(test=ast.Compare(left=ast.Name(id="among_var"), ops=[ast.Eq()])) as node]:
                    continue
                case []:
                    break
                case rest:
                    self.lines.append("default:")
                    self.block(rest)
                    break
        self.lines.append("}")

    def attempt(self, name, body):
        # `if not X: raise; rest`, where the rest raises nothing that is caught here, is `if X { rest }`.
        first, rest = body[0], body[1:]
        if rest and isinstance(first, ast.If) and [type(n) for n in first.body] == [ast.Raise]:
            test = self.guarded_move(first.test, rest[0])
            kept = rest[1:] if test else rest
            raised = [n.exc.func.id for r in kept for n in ast.walk(r) if isinstance(n, ast.Raise)]
            if kept and name not in raised:
                return self.guard(test or self.condition(first.test, negate=True), kept)
        label = self.label("fail")
        self.handlers.append((name, label))
        self.block(body)
        self.handlers.pop()
        self.lines.append(f"{label}:")

    def loop(self, body):
        once = isinstance(body[-1], ast.Break) and not continues(body)
        label = self.label("done" if once else "loop")
        self.loops.append((label, not once))
        if once:  # Snowball's `or`: leaves at the first alternative that holds
            self.block(body[:-1])
            self.lines.append(f"{label}:")
        else:
            self.look_ahead(body)
            self.lines += [f"{label}:", "for {"]
            self.block(body)
            self.lines.append("}")
        self.loops.pop()

    def look_ahead(self, body):
        """Spares a `goto` that tries a command at every character, if the command needs a letter that is not there."""
        match body:
            case [ast.Assign(), ast.Try(body=command), ast.Assign(), ast.If(body=leave) as end, ast.AugAssign() as move] \
                    if self.guarded_move(end.test, move) == "s.hop(1)":
                for test, following in zip(command, command[1:]):
                    if isinstance(test, ast.If) and (call := self.guarded_move(test.test, following)):
                        if call.startswith("s.byte("):
                            return self.guard(f"!s.ahead{call.removeprefix('s.byte')}", leave)


def continues(body):
    """Whether a loop with this body is continued anywhere; a loop inside has its own continue."""
    todo = list(body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Continue):
            return True
        if not isinstance(node, ast.While):
            todo += ast.iter_child_nodes(node)
    return False


class Stemmer:
    def __init__(self, language, source):
        self.language = language
        tree = next(n for n in ast.parse(source).body if isinstance(n, ast.ClassDef))
        self.groupings, self.tables, self.strings, self.fields, self.routines = {}, {}, {}, {}, []
        for node in tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    self.attribute(name, value)
                case ast.FunctionDef():
                    self.routines.append(node)

    def attribute(self, name, value):
        if name.startswith("g_"):
            self.groupings[name] = ast.literal_eval(value)
        elif name.startswith("as_"):
            self.strings[name] = ast.literal_eval(value)
        elif name.startswith("a_"):
            self.tables[name] = Table(name, value)
        else:
            self.fields[camel(name[2:])] = {"I": "int", "B": "bool"}[name[0]]

    def grouping(self, name):
        name = camel(name[2:])
        return f"{self.language}{name[:1].upper()}{name[1:]}"

    def go(self):
        functions = [self.function(node) for node in self.routines]
        out = [f"// Code generated from {self.language}.sbl of Snowball {VERSION} by generate/generate.py. DO NOT EDIT.",
               "// Snowball's copyright and licence are in LICENSE.snowball.", "", "package stem", "",
               f"// {self.language} is Snowball's algorithm with its variables.",
               f"type {self.language} struct {{", "env", *(f"{n} {k}" for n, k in self.fields.items()), "}", ""]
        out += functions
        out += [self.gated(table) for table in self.tables.values() if table.conditions()]
        out += self.letters()
        out += [table.go(self.language) for table in self.tables.values()]
        for name, strings in self.strings.items():
            out.append(f"var {self.language}{camel(name).upper()} = [...]string{{{', '.join(map(quote, strings))}}}\n")
        return "\n".join(out)

    def function(self, node):
        return Function(self, node).go(camel(node.name.removeprefix("__r_").lstrip("_")))

    def gated(self, table):
        """The search in a table some of whose affixes count only if a routine agrees."""
        cases = "".join(f"case {i}:\nholds = s.{name}()\n" for i, name in enumerate(table.conditions(), 1))
        name = camel(table.name).upper()
        return f"""func (s *{self.language}) find{name}() int {{
            cursor := s.cursor
            endings, tail := s.endings(&{self.language}{name})
            for i := range endings {{
                s.cursor = cursor
                a := &endings[i]
                if !s.endsWith(a, tail) {{
                    continue
                }}
                s.cursor = cursor - int(a.length)
                holds := true
                switch a.condition {{
                {cases}}}
                if holds {{
                    s.cursor = cursor - int(a.length)
                    return int(a.result)
                }}
            }}
            s.cursor = cursor
            return {self.language}{name}.empty
        }}
        """

    def letters(self):
        if len(self.groupings) > 8:
            sys.exit(f"{self.language}: more than 8 groupings")
        members = {}
        for name, letters in self.groupings.items():
            for letter in letters:
                if ord(letter) > 0xFF:
                    sys.exit(f"{self.language}: {letter!r} in {name} is above U+00FF")
                members.setdefault(letter, []).append(self.grouping(name))
        out = [f"// The groupings of {self.language}.sbl, as bits of {self.language}Letters.", "const ("]
        out += [f"{self.grouping(n)}{' uint8 = 1 << iota' if i == 0 else ''}" for i, n in enumerate(self.groupings)]
        out += [")", "", f"var {self.language}Letters = letters{{"]
        out += [f"'{letter}': {' | '.join(members[letter])}," for letter in sorted(members)]
        return out + ["}", ""]


def main():
    if importlib.metadata.version("snowballstemmer") != VERSION:
        sys.exit(f"snowballstemmer {VERSION} is needed")
    folder = pathlib.Path(importlib.util.find_spec("snowballstemmer").origin).parent
    for language in LANGUAGES:
        source = Stemmer(language, (folder / f"{language}_stemmer.py").read_text("utf-8")).go()
        target = pathlib.Path(f"{language}.go")
        target.write_text(source, "utf-8")
        subprocess.run(["gofmt", "-w", target], check=True)


if __name__ == "__main__":
    main()
