# ruff: noqa: E501 — pieces of pages, kept on one line each
"""Articles of our own making: sentences from templates, in four languages, always the same for the same seed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from random import Random


@dataclass(frozen=True)
class Article:
    """What a page of the site is about, and what is to be found in it."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    author: str
    published: datetime
    language: str

    @property
    def slug(self) -> str:
        plain = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        return f"{plain or 'story'}-{self.number}"

    @property
    def summary(self) -> str:
        return self.paragraphs[0].split(". ")[0].rstrip(".") + "."


_SLOTS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "who": (
            "Ilse Marten",
            "Tomas Okafor",
            "Ruth Adeyemi",
            "Pavel Hrubin",
            "Sanna Lehti",
            "Omar Bensaid",
            "Grace Mwangi",
            "Luca Ferrante",
        ),
        "role": ("envoy", "trade minister", "spokeswoman", "deputy foreign minister", "chief negotiator", "ambassador", "mediator"),
        "land": ("Norway", "Chile", "Ghana", "Finland", "Kenya", "Portugal", "Uruguay", "Latvia", "Botswana", "Peru"),
        "city": ("Oslo", "Geneva", "Accra", "Helsinki", "Lima", "Nairobi", "Lisbon", "Riga", "Montevideo", "Vienna"),
        "topic": (
            "fishing quotas",
            "border crossings",
            "grain transit",
            "water rights",
            "a customs union",
            "prisoner exchanges",
            "air links",
            "visa rules",
        ),
        "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
        "month": ("March", "April", "May", "September", "October"),
        "adj": ("constructive", "difficult", "frank", "brief", "unusually warm", "inconclusive", "businesslike"),
        "num": ("two", "three", "four", "five", "six", "seven"),
    },
    "fr": {
        "who": ("Claire Vasseur", "Jean Morel", "Aïcha Diallo", "Hélène Ravel", "Étienne Garnier"),
        "role": ("émissaire", "ministre du Commerce", "porte-parole", "négociatrice en chef"),
        "land": ("Norvège", "Finlande", "Lettonie", "Bolivie", "Côte d'Ivoire"),
        "city": ("Genève", "Oslo", "Abidjan", "Vienne", "Luxembourg"),
        "topic": ("quotas de pêche", "règles de visa", "droits de douane", "liaisons aériennes"),
        "day": ("lundi", "mardi", "mercredi", "jeudi", "vendredi"),
        "num": ("deux", "trois", "quatre", "cinq"),
    },
    "de": {
        "who": ("Katrin Böhm", "Jürgen Weiß", "Anneliese Köhler", "Matthias Grün"),
        "role": ("Unterhändlerin", "Handelsminister", "Sprecher", "Botschafterin"),
        "land": ("Norwegen", "Finnland", "Lettland", "Chile"),
        "city": ("Genf", "Wien", "Zürich", "Oslo"),
        "topic": ("Fangquoten", "Visaregeln", "Zölle", "Flugverbindungen"),
        "day": ("Montag", "Dienstag", "Mittwoch", "Donnerstag"),
        "num": ("zwei", "drei", "vier", "fünf"),
    },
    "ru": {
        "who": ("Анна Соколова", "Игорь Лебедев", "Мария Орлова", "Сергей Тихонов"),
        "role": ("посол", "министр торговли", "представитель делегации", "глава делегации"),
        "land": ("Норвегии", "Финляндии", "Латвии", "Чили"),
        "city": ("Женеве", "Осло", "Вене", "Риге"),
        "topic": ("квотах на вылов рыбы", "визовых правилах", "таможенных пошлинах", "авиасообщении"),
        "day": ("понедельник", "вторник", "среду", "четверг"),
        "num": ("два", "три", "четыре", "пять"),
    },
}

_TITLES = {
    "en": (
        "{land} and {land2} edge closer on {topic}", "Talks on {topic} open in {city}", "{who}: no breakthrough yet on {topic}",
        "What the {city} meeting means for {topic}", "{land} rejects draft on {topic}, {role} says", "Envoys of {land} and {land2} meet in {city}",
        "After {num} days in {city}, a plan for {topic}", "{land} wants guarantees before it signs on {topic}",
    ),
    "fr": ("Discussions sur les {topic} à {city}", "{who} : pas d'accord sur les {topic}", "La {land} réclame des garanties sur les {topic}"),
    "de": ("Gespräche über {topic} in {city}", "{who}: Noch kein Durchbruch bei {topic}", "{land} fordert Garantien bei {topic}"),
    "ru": ("Переговоры о {topic} прошли в {city}", "{who}: соглашения о {topic} пока нет", "Делегация {land} прибыла на переговоры в {city}"),
}  # fmt: skip

_SENTENCES = {
    "en": (
        "Delegations from {land} and {land2} met in {city} on {day} for talks on {topic}, the {role} {who} said.",
        "The session lasted {num} hours and was described by people in the room as {adj}.",
        "“We have a text, but we do not have an agreement,” {who} told reporters after the meeting.",
        "A further meeting is planned for {month} in {city}, although no date has been fixed.",
        "Officials from {land} said that the question of {topic} would be left to experts.",
        "{who}, the {role}, declined to say whether {land} would accept the latest offer.",
        "Diplomats cautioned that the most {adj} part of the work still lies ahead.",
        "The two sides have met {num} times since the spring, mostly behind closed doors.",
        "According to {who}, both governments agreed to exchange lists by the end of {month}.",
        "Business groups in {city} welcomed the news, while fishermen in {land2} were more guarded.",
        "“Nobody walked out, and that is worth something,” said one official who was not allowed to speak in public.",
        "The government of {land} has long argued that {topic} cannot be treated apart from security.",
        "Opposition lawmakers in {land2} asked for the draft to be published before any signing.",
        "Shares in the port operator rose slightly in {city} after the statement, then gave up the gain.",
        "{who} arrived late because of a strike at the airport, and the first session was cut short.",
        "An annex of {num} pages deals with {topic}; it was still being translated on {day}.",
        "A hotline between the coast guards is to be tested in {month}, the {role} added.",
        "Residents along the river said that they had heard such promises before.",
        "In a joint note, the delegations called the atmosphere {adj} and thanked the hosts in {city}.",
        "The last round, in {city}, ended without a common statement.",
        "Observers say that {land} can afford to wait longer than {land2}.",
        "The {role} ruled out a return to the arrangement that lapsed {num} years ago.",
        "Lawyers for {land2} will look at the wording on {topic} over the coming weeks.",
        "“My mandate is narrow, and I have used all of it,” {who} said with a smile.",
    ),
    "fr": (
        "Les délégations se sont retrouvées {day} à {city} pour parler des {topic}, a indiqué {who}.",
        "La séance a duré {num} heures et s'est déroulée à huis clos.",
        "« Nous avons un texte, mais pas encore d'accord », a déclaré {who} devant la presse.",
        "Une nouvelle rencontre est prévue à {city}, sans qu'une date ait été fixée.",
        "Selon la {role}, la {land} souhaite des garanties supplémentaires avant de signer.",
        "Les experts examineront la question des {topic} au cours des prochaines semaines.",
        "L'opposition demande que le projet soit publié avant toute signature.",
        "Les deux parties se sont rencontrées {num} fois depuis le printemps.",
        "Des diplomates préviennent que le plus difficile reste à faire.",
        "Le port de pêche attend une réponse depuis des mois, rappelle un syndicat local.",
    ),
    "de": (
        "Die Delegationen trafen sich am {day} in {city}, um über {topic} zu sprechen, sagte {who}.",
        "Die Sitzung dauerte {num} Stunden und fand hinter verschlossenen Türen statt.",
        "„Wir haben einen Text, aber noch keine Einigung“, sagte {who} vor der Presse.",
        "Ein weiteres Treffen ist in {city} geplant, ein Termin steht noch nicht fest.",
        "Aus {land} hieß es, die Frage der {topic} werde den Fachleuten überlassen.",
        "Beobachter warnen, dass der schwierigste Teil der Arbeit noch bevorsteht.",
        "Die Opposition verlangt, dass der Entwurf vor der Unterzeichnung veröffentlicht wird.",
        "Beide Seiten haben sich seit dem Frühjahr {num} Mal getroffen.",
        "Der Anhang wird noch übersetzt und soll im Herbst vorliegen.",
    ),
    "ru": (
        "Делегации встретились в {day} в {city}, чтобы поговорить о {topic}, сообщила {who}.",
        "Встреча продолжалась {num} часа и прошла за закрытыми дверями.",
        "«У нас есть текст, но нет соглашения», — сказал журналистам {role}.",
        "Следующая встреча запланирована в {city}, но дата пока не назначена.",
        "По словам дипломатов, самая трудная часть работы ещё впереди.",
        "Эксперты {land} изучат документ в ближайшие недели.",
        "Оппозиция требует опубликовать проект до подписания.",
        "Стороны встречались уже {num} раза с начала весны.",
        "Приложение к документу ещё переводится на другие языки.",
    ),
}

_CROSSHEADS = {
    "en": ("What happens next", "The sticking points", "A long road", "Reaction at home"),
    "fr": ("Et maintenant ?", "Les points de blocage"),
    "de": ("Wie es weitergeht", "Die Streitpunkte"),
    "ru": ("Что дальше", "Спорные вопросы"),
}
_ZONES = {"en": (0, 1, 3), "fr": (2,), "de": (2,), "ru": (3,)}


def write(number: int, language: str = "en", *, short: bool = False) -> Article:
    """The article of a number."""
    dice = Random(f"{language}-{number}")
    title = _filled(dice.choice(_TITLES[language]), language, dice)
    pool = list(_SENTENCES[language])
    dice.shuffle(pool)
    lengths = [dice.randint(1, 3) for _ in range(3 if short else dice.randint(5, 8))]
    paragraphs, at = [], 0
    for length in lengths:
        chosen = pool[at : at + length]
        if not chosen:
            break
        at += length
        paragraphs.append(" ".join(_filled(s, language, dice) for s in chosen))
    zone = timezone(timedelta(hours=dice.choice(_ZONES[language])))
    published = datetime(2025, 3, 1, 6, 0, tzinfo=zone) + timedelta(minutes=7 * number + dice.randrange(5), days=number % 90)
    return Article(number, f"{title[0].upper()}{title[1:]}", tuple(paragraphs), dice.choice(_SLOTS[language]["who"]), published, language)


def crosshead(article: Article) -> str:
    """A heading between two paragraphs."""
    return _CROSSHEADS[article.language][article.number % len(_CROSSHEADS[article.language])]


def _filled(template: str, language: str, dice: Random) -> str:
    slots = _SLOTS[language]
    chosen = {name: dice.choice(values) for name, values in slots.items()}
    chosen["land2"] = dice.choice([land for land in slots["land"] if land != chosen["land"]])
    text = template.format(**chosen)
    return text[0].upper() + text[1:]
