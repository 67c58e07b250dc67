# ruff: noqa: E501 — pieces of pages, kept on one line each
"""What stands around articles: menus, banners, lists, comments. None of it may end up in a document."""

from __future__ import annotations

from html import escape

from newsweb.prose import Article

#: Sentences of the furniture, by language; finding one in a document's text is a fault.
SENTENCES = {
    "en": (
        "We and our 843 partners store and access information on your device to show you personalised advertising.",
        "Sign up for our morning newsletter and never miss a story that matters to you.",
        "I have been saying this for years and nobody at the ministry ever listens to people like me.",
        "Totally agree with the comment above, the whole thing is a waste of our taxes.",
        "You have read your last free article this month, so please subscribe to continue reading.",
        "This website uses cookies to ensure that you get the best experience on our website.",
        "Follow us on social media for more updates throughout the day from our correspondents.",
        "Reproduction of this material without written permission of the publisher is strictly prohibited.",
        "Download our free app for breaking news alerts wherever you happen to be.",
    ),
    "fr": (
        "Nous utilisons des cookies afin de vous proposer des contenus et des publicités adaptés à vos centres d'intérêt.",
        "Inscrivez-vous gratuitement à notre lettre matinale pour ne rien manquer de l'actualité internationale.",
    ),
    "de": (
        "Wir verwenden Cookies, um Inhalte und Anzeigen zu personalisieren und die Zugriffe auf unsere Website zu analysieren.",
        "Abonnieren Sie unseren kostenlosen Newsletter und verpassen Sie keine wichtige Nachricht mehr.",
    ),
    "ru": (
        "Мы используем файлы cookie, чтобы сайт работал лучше, продолжая пользоваться сайтом, вы соглашаетесь с этим.",
        "Подпишитесь на наш канал в мессенджере и узнавайте главные новости первыми.",
    ),
}


def banner(language: str = "en", number: int = 0) -> str:
    """A consent banner as scripts put it into pages."""
    words = SENTENCES[language][0 if number % 2 == 0 else (5 if language == "en" else 0)]
    return (
        f'<div id="onetrust-consent-sdk" class="cookie-banner" role="dialog" aria-label="Cookies"><p>{escape(words)}</p>'
        "<button>Accept all</button> <button>Reject</button> <a href='/privacy'>Preferences</a></div>"
    )


def menu(sections: tuple[str, ...]) -> str:
    """The site's menu."""
    items = "".join(f'<li><a href="/{s}/">{s.title()}</a></li>' for s in sections)
    return f'<header class="site-header"><a class="logo" href="/">Home</a><nav class="main-nav"><ul>{items}<li><a href="/login">Sign in</a></li></ul></nav></header>'


def footer(name: str) -> str:
    """What stands at the end of every page."""
    return (
        f'<footer class="site-footer"><p>© 2025 {escape(name)}. {SENTENCES["en"][7]}</p><ul><li><a href="/about">About us</a></li>'
        '<li><a href="/contact">Contact</a></li><li><a href="/privacy">Privacy</a></li></ul></footer>'
    )


def newsletter(language: str = "en") -> str:
    """A box that asks readers to sign up, in the middle of the text."""
    return f'<aside class="newsletter-signup"><h3>Newsletter</h3><p>{escape(SENTENCES[language][1])}</p><form><input type="email"><button>OK</button></form></aside>'


def related(others: list[tuple[Article, str]], heading: str = "Related stories") -> str:
    """Links to other articles, with their first lines."""
    items = "".join(
        f'<li class="related-item"><h4><a href="{escape(url)}">{escape(a.title)}</a></h4><p class="teaser">{escape(a.summary)}</p></li>'
        for a, url in others
    )
    return f'<section class="related-articles"><h3>{heading}</h3><ul>{items}</ul></section>'


def comments() -> str:
    """What readers wrote below."""
    said = "".join(
        f'<li class="comment"><span class="comment-author">reader{n}</span> <time>2 days ago</time><p>{escape(SENTENCES["en"][n])}</p></li>'
        for n in (2, 3)
    )
    return f'<section id="comments" class="comments-area"><h3>2 comments</h3><ol class="comment-list">{said}</ol></section>'


def share() -> str:
    """Buttons."""
    return (
        '<div class="share-buttons"><a href="https://social.example/share">Share</a> <a href="https://chirp.example/post">Post</a> '
        f"<span>Print</span></div><p class='social-follow'>{SENTENCES['en'][6]}</p>"
    )
