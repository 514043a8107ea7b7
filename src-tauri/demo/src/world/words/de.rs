use super::Tongue;
use crate::world::clock::Zone;

#[rustfmt::skip]
pub const WORDS: Tongue = Tongue {
    code: "de", country: "DE", dial: "+49", currency: "€", zone: Zone::Europe(60),
    first: &["Anna", "Jürgen", "Katrin", "Lukas", "Sören", "Uwe", "Jana", "Moritz", "Heike", "Björn", "Käthe", "Ilse", "Çiğdem", "Tobias"],
    last: &["Großmann", "Müller", "Schäfer", "Weiß", "Kühn", "Böttcher", "Lindner", "Öztürk", "Rademacher", "Vogelsang", "Zöllner", "Hövelmann", "Strauß"],
    cities: &["Köln", "München", "Görlitz", "Bremen", "Würzburg", "Leipzig", "Zürich", "Graz"],
    products: &["Schreibtischlampe", "Kaffeemühle", "Regenjacke", "Router", "Winterstiefel", "Bürostuhl", "Kopfhörer", "Wasserfilter", "Fahrradlicht"],
    opening: &["Guten Tag,", "Hallo zusammen,", "Moin!", "Grüß Gott,", "Servus,", "Viele Grüße aus {city},", "Eine kurze Frage:"],
    trouble: &["meine Bestellung {order} ist noch nicht angekommen.", "der Artikel {product} {model} ist nach zwei Tagen kaputt.", "mir wurden zweimal {amount} abgebucht.", "kann die Lieferung nach {city} umgeleitet werden?", "der Gutschein {code} wird nicht angenommen.", "ich brauche eine Rechnung zu {order}.", "das Päckchen liegt seit dem {date} in {city}.", "wie setze ich {product} {model} zurück?", "der Fahrer war um {time} da und hat nicht geklingelt.", "die Größe passt leider nicht."],
    detail: &["Gekauft habe ich am {date}.", "Die Schachtel war schon geöffnet.", "In der Sendungsverfolgung ändert sich nichts.", "Bezahlt habe ich {amount} per Lastschrift.", "Auf dem Etikett steht {code}.", "Ich schreibe deswegen schon zum dritten Mal.", "Ein Foto kann ich gern schicken.", "Spätestens am {date} muss es da sein.", "Das Geräusch ist außergewöhnlich laut."],
    thanks: &["Danke, das hilft mir weiter!", "Super, vielen Dank.", "Alles klar, schönen Tag noch.", "Schade, aber danke fürs Nachsehen.", "Prima, dann warte ich auf die E-Mail."],
    greeting: &["Guten Tag {name}, hier ist {agent}.", "Hallo {name}, danke für Ihre Nachricht.", "Grüß Gott {name}, {agent} am Apparat.", "Danke fürs Warten, {name}."],
    asking: &["Nennen Sie mir bitte die Bestellnummer?", "An welche Postleitzahl ging die Sendung?", "Haben Sie am {date} eine E-Mail von uns bekommen?", "Wäre eine Gutschrift über {amount} in Ordnung?", "Darf ich Sie kurz in die Warteschleife legen?"],
    answer: &["Die Bestellung {order} liegt in unserem Lager in {city}.", "Das Paket kommt am {date} vor {time}.", "Ich habe {amount} erstattet; das dauert bis zu fünf Werktage.", "Ein neues Gerät ist unterwegs, Nummer {code}.", "Halten Sie die Taste am {model} bitte zehn Sekunden gedrückt.", "Die Rechnung zu {order} kommt per E-Mail.", "Der Gutschein {code} gilt bis {date}."],
    closing: &["Kann ich sonst noch etwas für Sie tun?", "Einen schönen Tag, {name}!", "Gern geschehen. Auf Wiedersehen!", "Ich schließe den Chat nun."],
    bot: &["Willkommen! Wählen Sie: 1 Bestellung, 2 Rückgabe, 3 Mensch.", "Wir antworten montags bis freitags von 9 bis 18 Uhr.", "Bestellung {order} gefunden. Einen Augenblick bitte.", "Danke! Ihr Platz in der Reihe: {time}."],
    templates: &["Hallo {{1}}, Ihre Bestellung {{2}} ist unterwegs.", "Hallo {{1}}, wir freuen uns auf Sie am {{2}}.", "{{1}}, Ihr Anmeldecode lautet {{2}}. Geben Sie ihn nie weiter.", "{{1}}, nur diese Woche: {{2}} Rabatt auf alles für den Garten!", "Guten Tag {{1}}, Rechnung {{2}} ist in fünf Tagen fällig.", "{{1}}, wie zufrieden sind Sie mit {{2}}? Antworten Sie mit 1 bis 5."],
};
