"""What is pasted from Word, Docs or a web page, as Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.core.markdown import render
from tandem.formats.html_markdown import markdown_of_html

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body><!--StartFragment--><h1>Delivery days<o:p></o:p></h1>
<p class=MsoNormal>People <b>call</b>&nbsp;us, <i>often</i>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Choose a day<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>even at night<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>First<o:p></o:p></p>
<table><tr><td><p>Who</p></td><td><p>What | by</p></td></tr><tr><td><p>Ana</p></td><td><p>Copy</p><p>Images</p></td></tr></table>
<!--EndFragment--></body></html>"""

DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">'
    '<span style="font-weight:400;">Plain and </span><span style="font-weight:700;">bold</span></p><ul>'
    '<li dir="ltr"><p role="presentation"><span>One</span></p></li><ul><li><p><span>Deeper</span></p></li></ul>'
    '<li><p><a href="https://shop.example/a"><span>the shop</span></a></p></li></ul></b>'
)


def test_a_document_of_word_keeps_its_headings_lists_and_tables() -> None:
    assert markdown_of_html(WORD) == (
        "# Delivery days\n\nPeople **call** us, *often*.\n\n- Choose a day\n    - even at night\n1. First\n\n"
        "| Who | What \\| by |\n| --- | --- |\n| Ana | Copy / Images |"
    )


def test_a_document_of_docs_is_bold_only_where_it_is() -> None:
    assert markdown_of_html(DOCS) == (
        "Plain and **bold**\n\n- One\n    - Deeper\n- [the shop](https://shop.example/a)"
    )


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a<br>b</p><hr><p>c</p>", "a\\\nb\n\n* * *\n\nc"),
        ("<ol><li>one<ul><li>in</li></ul></li><li>two<p>more</p></li></ol>",
         "1. one\n    - in\n1. two\n\n   more"),
        ("<blockquote><p>said</p><p>twice</p></blockquote>after", "> said\n\n> twice\n\nafter"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("a <code>b*c</code> <s>d</s>", "a `b*c` ~~d~~"),
        ("1. no *list*", "1\\. no \\*list\\*"),
        ('<script>x</script><p style="display:none">y</p><p hidden>z</p>w', "w"),
        ('<a href="javascript:alert(1)">no</a> <a href="http://a.b/c d">no</a>', "no no"),
        ("&lt;b&gt; &amp; &quot;", "\\<b> \\& \""),
        ("<b>a</b>b <b>c:</b>d", "**a**b c:d"),
        ("<table><tr><td>only a frame</td></tr></table>", "only a frame"),
        ("<p>never <b>closed", "never **closed**"),
        ("</p></table></ul>odd", "odd"),
        ("   ", ""),
    ],
)  # fmt: skip
def test_a_piece_of_html_becomes_markdown(html: str, markdown: str) -> None:
    assert markdown_of_html(html) == markdown


_TAGS = st.sampled_from(
    [
        "p",
        "b",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "h2",
        "pre",
        "blockquote",
        "script",
        "a",
        "span",
    ]
)


@given(st.lists(st.tuples(_TAGS, st.booleans(), st.text(max_size=8)), max_size=30))
def test_whatever_is_pasted_can_be_read_and_shown(pieces: list[tuple[str, bool, str]]) -> None:
    html = "".join(f"<{'/' if ends else ''}{tag}>{text}" for tag, ends, text in pieces)
    assert "<script" not in render(markdown_of_html(html))


def test_ten_thousand_open_elements_do_no_harm() -> None:
    assert (
        markdown_of_html("<div><ul><li><table><tr><td><b>" * 5_000 + "deep").strip("| -\n*") != ""
    )
