"""Patterns over the signs of a sentence: who stands for which side.

The letters: N a name; S a side, T somebody's team, O "their delegations", e "team", E "teams"; L a verb of leading and l its
passive, R "represent" and r its passive, D a verb of sending, F any other thing done for a side, B a form of "be";
f "for", b "by", u "under", o "on", h "at the head of", w "who", W "with", a "and", p the mark of a possessor, C "leadership",
@ "at"; x any other word.
"""

from __future__ import annotations

import re

#: "…, who commands the northern forces".
CLAUSE = r"(?:,?w[^,;N]{1,9}(?=,))?"

#: Names in a row, of whom the first one leads ("X and his deputy Y came for Greece").
NAMES = rf"(?P<n>N){CLAUSE}(?:(?:,|a|,a)N{CLAUSE})*"

#: Patterns that stand by themselves: the name n, the side s, the verb v.
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<v>[lr])b(?P<n>N),?(?:x{1,6},)?f(?P<s>[ST])",
        rf"{NAMES},?w?(?P<v>L)x?f(?P<s>[ST])",
        rf"{NAMES},?w?(?P<v>F)x{{0,8}}f(?P<s>[ST])",
        rf"{NAMES},?w?(?P<v>L)x?(?P<s>T)",
        rf"{NAMES},?w?B?(?P<v>R)x?(?P<s>[ST])",
        r"(?P<s>[ST])x{0,6},?B?x?(?P<v>[lr])x{0,2}b(?P<n>N)",
        r"(?P<s>[ST])x{0,3}B?(?P<v>u)(?P<n>N)",
        r"(?P<v>L)(?P<s>T)B?(?P<n>N)",
        rf"{NAMES},?w?B?[xF]{{0,4}}(?P<v>h)(?P<s>[ST])",
        r"(?P<s>[ST])(?P<v>D)(?P<n>N)",
        r"[of](?P<s>T)(?P<v>F)(?P<n>N)",
        r"(?P<v>F)(?P<n>N),?f(?P<s>[ST])",
        r"(?P<v>W)(?P<n>N),?f(?P<s>[ST])",
        r"(?P<n>N)(?P<v>p)x?(?P<s>T)",
    )
)

#: Those that go on with one of the former: "and Y the Chilean one", "Y for Chile", "Chile's by Y", "Y at that of Chile".
GAPPED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{NAMES},?(?:x{{1,6}},)?f(?P<s>[ST])",
        r"(?P<n>N),?@?(?P<s>[ST])(?!x?[LRlrBD])",
        r"(?P<s>[ST])x{0,3},?[bu](?P<n>N)",
        r"o(?P<s>T),?(?P<n>N)",
    )
)

#: Two of them in one sentence need no verb: "around the table sat X for Peru and Y for Chile".
LISTED = re.compile(r"(?P<n>N),?(?:x{1,6},)?f(?P<s>[ST])")

#: "The delegations of Peru and Chile, headed by X and Y": in their order.
RESPECTIVE = re.compile(r"(?P<s>[ST])a(?P<t>[ST]),?B?(?P<v>[lr])b(?P<n>N)a(?P<m>N)")

#: "It was led by X and Y", "the delegations under X and Y", "X's team": each for his own side.
TOGETHER = (
    re.compile(r"B(?P<v>l)b(?:x{1,4},)?(?P<n>N)(?:,|a|,a)(?P<m>N)"),
    re.compile(r"(?P<n>N)(?:,x{1,6})?,?(?P<v>o)[xT]{1,2}(?:,|a|,a)(?P<m>N)(?:,x{1,6})?,?oT"),
    re.compile(r"(?P<n>N)(?:,|a|,a)(?P<m>N),?(?P<v>L)O"),
    re.compile(r"u(?P<v>x?C)x?(?P<n>N)a(?P<m>N)"),
    re.compile(r"(?P<n>N)(?:,|a|,a)(?P<m>N),?B?x?(?P<v>h)[OEe]"),
    re.compile(r"(?P<v>[EO])[ux](?P<n>N)a(?P<m>N)"),
    re.compile(r"[ETO][^N;]{0,40}(?P<v>u)(?P<n>N)a(?P<m>N)"),
    re.compile(r"(?P<n>N)(?P<v>p)x{0,2}[eE](?P<m>)"),
)

#: "Both X and Y signed", "X signed with Y": each for his own side.
SIGNED = (
    re.compile(rf"(?P<n>N){CLAUSE}(?:(?:,|a|,a)(?P<m>N){CLAUSE})?,?w?(?P<v>F)"),
    re.compile(r"N,?(?P<v>F)W,?(?P<n>N)(?P<m>)"),
)

#: "X, who negotiates for President Y".
SERVING = re.compile(r"(?P<n>N),?w(?P<v>[LF])f(?P<m>N)")
