"""Words by which columns and files are recognised: English, and common Spanish, German, French and Portuguese.

Names are compared without accents, in lower case, cut at every border of words: "customerId" is "customer id".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ID = r"(id|ids|nr|no|num|number|nummer|numero|code|codigo|key|uuid|guid|unique|hash)"
PERSON = (
    r"(customer|user|client|cliente|kunde|kunden|member|mitglied|shopper|buyer|kaufer|comprador|acheteur|person|contact|"
    r"usuario|utilisateur|benutzer|subscriber|patient|guest|respondent|socio)"
)
STATUS = r"(\w*status|state|stage|phase|estado|situacao|\w*zustand|statut|etat|etapa)"

COLUMNS: dict[str, tuple[str, ...]] = {
    "email": (r"\be ?mail\b", r"\bmail\b", r"\bcorreo\b", r"\bcourriel\b"),
    "anonymous_id": (r"\banon(ymous)?\b", r"\bcookie\b", r"\bvisitor\b", rf"\bdevice {ID}\b", r"\bdistinct id\b"),
    "user_id": (
        rf"^{PERSON}( unique| master)? {ID}$", rf"^{ID} {PERSON}$", rf"^{PERSON}$",
        r"^(kundennummer|kundennr|kundenid|userid|customerid|clientid|usuarioid)$", rf"\b{PERSON} {ID}\b",
    ),
    "order_id": (
        rf"^(order|pedido|bestellung|commande|encomenda|purchase|compra|invoice|factura|rechnung|facture|fatura) {ID}$",
        r"^(bestellnummer|bestellnr|orderid|ordernumber|pedidoid)$",
    ),
    "account_id": (
        rf"^(account|company|organi[sz]ation|household|tenant) {ID}$",
        rf"^(empresa|konto|firma|entreprise|compte|cuenta|conta) {ID}$",
        r"^(account|company|organi[sz]ation|household)$",
    ),
    "event_id": (
        rf"^(event|message|row|log|review|answer|response|ticket|transaction) {ID}$",
        rf"^(evento|nachricht|respuesta|resposta) {ID}$",
        rf"^{ID}$", r"^(uuid|guid)$",
    ),
    "time": (
        r"^(timestamp|time|ts|datetime|date time|occurred|event time|event date)$",
        r"\b(purchase|purchased|placed|ordered|order date|bestellt|comprado|pedido)\b",
        r"\b(answer|answered|submitted|response)\b",
        r"\b(occurred|timestamp|ts|sent)\b", r"\b(created|creation|creado|criado|erstellt|cree)\b",
        r"\b(time|date|datetime|fecha|data|datum|zeit|zeitpunkt|hora|heure|at|day|dia|tag|jour)\b",
    ),
    "event": (
        r"^(event|event name|event type|ereignis|evento|evenement|nombre evento|nome evento)$",
        r"^(action|activity|accion|acao|aktion|aktivitat|activite|actividad|atividade|concept name)$",
        r"^(what( (has |is )?(happened|happens|happening))?|happening|happened|(status|state) change)$",
        r"^(incident|occurrence|was( (ist )?(passiert|geschehen))?|vorgang|geschehen|statuswechsel)$",
        r"^(que (paso|sucedio)|suceso|acontecimiento|o que aconteceu|acontecimento)$",
        r"^(ce qui s est passe|que s est il passe|changement (de|d) (statut|etat))$",
        r"^(page|page name|screen|screen name|pagina|seite|step|verb)$", r"\b(event|activity|action)\b", r"^type$",
    ),
    "status": (rf"^{STATUS}$", rf"^(new|to|current|order|ticket) {STATUS}$", rf"\b{STATUS}\b"),
    "revenue": (
        r"\b(revenue|umsatz|ingresos|receita|chiffre)\b", r"\b(total|amount|betrag|importe|montant|summe|quantia)\b",
        r"\b(paid|payment value|dollar|sales|spend|spent)\b", r"\b(value|price|valor|preis|precio|prix|preco|wert)\b",
    ),
    "score": (
        r"\b(nps|csat|ces)\b", r"\b(score|rating|stars|star)\b",
        r"\b(bewertung|puntuacion|pontuacao|avaliacao|calificacion)\b",
        r"\b(nota|note|punkte|satisfaction|zufriedenheit|satisfaccion|satisfacao|likelihood|effort|recommend)\b",
    ),
    "text": (
        r"\b(comment|comments|verbatim|feedback|comentario|kommentar|commentaire|avis|resena|opiniao|opinion)\b",
        r"\b(message|text|texto|texte|mensaje|mensagem|nachricht|body|reason|answer|respuesta|resposta|antwort|reponse)\b",
        r"\breview\b",
    ),
    "channel": (r"^(channel|canal|kanal)$", r"\b(channel|canal|kanal)\b"),
    "touchpoint": (r"\b(touch ?point|kontaktpunkt)\b",),
    "device": (r"^(device|device type|platform|dispositivo|gerat|appareil|plattform)$",),
    "campaign": (r"^(utm )?(campaign|campaign name|campana|campanha|kampagne|campagne)$",),
    "campaign_source": (r"^(utm source|campaign source|source|referrer source|quelle|origin|origem|fuente)$",),
    "medium": (r"^(utm medium|medium|campaign medium)$",),
    "product": (
        rf"^(product|item|article|artikel|producto|produit|produto)( {ID}| name)?$", r"^(sku|asin|isbn)$",
    ),
    "agent": (r"^(agent|agent name|employee|staff|operator|bearbeiter|agente|assignee)( id| name)?$",),
    "language": (r"^(language|lang|locale|idioma|sprache|langue|lingua)$",),
    "currency": (r"^(currency|currency code|moneda|wahrung|devise|moeda)$",),
}  # fmt: skip
"""Patterns of names, the surest first."""

UNSURE = r"^type$"
"""Names of the event that are as often something else: the type of a ticket, of a payment."""
NO_PERSON = (
    r"\b(name|nombre|nome|vorname|city|state|zip|country|"
    r"since|type|segment|age|gender|email|mail|phone|status)\b"
)
PLANNED = (
    r"\b(estimated|expected|planned|due|limit|promised|estimado|estimada|prevista|geplant|expires?|"
    r"birth|birthday|dob|nacimiento|nascimento|geburtsdatum|naissance)\b"
)
"""Dates of what should happen, or of something else: never when a thing happened."""

LATER: dict[str, str] = {
    r"\b(approved|aprobado|aprovado|freigegeben|paid at|pagado|bezahlt)\b": "approved",
    r"\b(carrier|ship|shipping|shipped|fulfilled|dispatched|enviado|envio|versendet|versand\w*|expedie|expedition)\b":
        "shipped",
    r"\b(delivered|delivery|entregado|entregue|entrega|geliefert|zugestellt|livre|livraison)\b": "delivered",
    r"\b(cancell?ed|cancelado|storniert|annule)\b": "Cancelled",
    r"\b(returned|devuelto|devolvido|zuruckgesendet|retourne)\b": "returned",
    r"\b(refunded|reembolsado|erstattet|rembourse)\b": "Refunded",
}  # fmt: skip
"""What further times of an order are times of. Measures of money know "Order Cancelled" and "Order Refunded" so."""

FILES: dict[str, tuple[str, str, str]] = {
    r"\b(refunds?|returns?|devoluciones|devolucoes|retouren|retours)\b": ("Order returned", "order", "customer"),
    r"\b(orders?|purchases?|sales|transactions?|pedidos?|ventas|vendas|compras|bestellung(en)?|commandes?|ventes)\b":
        ("Order placed", "order", "customer"),
    r"\b(reviews?|ratings?|resenas|avaliacoes|bewertungen|avis)\b": ("Review written", "review", "customer"),
    r"\b(surveys?|nps|csat|answers?|responses?|encuestas?|umfragen?|pesquisas?|enquetes?)\b":
        ("Survey answered", "survey", "customer"),
    r"\b(tickets?|support|cases|complaints?|quejas|reclamacoes|beschwerden)\b":
        ("Ticket opened", "support", "customer"),
    r"\b(visits?|pageviews?|sessions?|visitas|besuche|visites)\b": ("Page viewed", "visit", "customer"),
    r"\b(e ?mails?|newsletters?|mailings?|campaigns?)\b": ("E-mail sent", "message", "company"),
    r"\b(signups?|registrations?|registros|anmeldungen|inscriptions)\b": ("Signed up", "behaviour", "customer"),
}  # fmt: skip
"""What the rows of a file without event names are: event, kind and actor, by the file's name."""


@cache
def words(name: str) -> str:
    """A name as plain words.

    >>> words("CustomerUnique-ID"), words("Überweisungs_Betrag"), words("userId")
    ('customer unique id', 'uberweisungs betrag', 'user id')
    """
    cut = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return " ".join(re.findall(r"[a-z]+|[0-9]+", unaccented(cut)))


def unaccented(text: str) -> str:
    """Lower case without accents and other signs beyond ASCII."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


@cache
def fit(role: str, name: str) -> int | None:
    """How surely a name is of a role: 0 is surest; None when it is not."""
    plain = words(name)
    if role in ("user_id", "account_id", "anonymous_id") and re.search(NO_PERSON, plain):
        return None
    if role == "time" and re.search(PLANNED, plain):
        return None
    return next((at for at, pattern in enumerate(COLUMNS[role]) if re.search(pattern, plain)), None)
