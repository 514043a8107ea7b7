use super::Tongue;
use crate::world::clock::Zone;

#[rustfmt::skip]
pub const WORDS: Tongue = Tongue {
    code: "nl", country: "NL", dial: "+31", currency: "€", zone: Zone::Europe(60),
    first: &["Sanne", "Daan", "Femke", "Joost", "Marijke", "Renée", "Thijs", "Wouter"],
    last: &["van der Berg", "Dijkstra", "Hoekstra", "de Bruijn", "Kuipers", "Schoonhoven", "Vermeulen"],
    cities: &["Utrecht", "Groningen", "Nijmegen", "Gent", "Zwolle"],
    products: &["bureaulamp", "koffiemolen", "regenjas", "router", "winterlaarzen", "koptelefoon"],
    opening: &["Hallo,", "Goedemorgen,", "Dag,", "Even een vraagje:"],
    trouble: &["mijn bestelling {order} is nog niet binnen.", "het artikel {product} {model} is kapot.", "er is twee keer {amount} afgeschreven.", "kan de levering naar {city}?", "de code {code} werkt niet.", "ik heb een factuur nodig van {order}."],
    detail: &["Gekocht op {date}.", "De doos was al open.", "Ik heb {amount} betaald.", "Op het label staat {code}.", "Ik kan een foto sturen."],
    thanks: &["Bedankt, dat helpt!", "Oké, ik wacht op de mail.", "Jammer, maar dank je.", "Top, {agent}!"],
    greeting: &["Hallo {name}, met {agent}.", "Dag {name}, bedankt voor je bericht.", "Bedankt voor het wachten, {name}.", "Goedemiddag {name}, {agent} hier."],
    asking: &["Mag ik het bestelnummer?", "Naar welke postcode is het gestuurd?", "Heb je op {date} een mail gehad?", "Is {amount} terug akkoord?"],
    answer: &["Bestelling {order} ligt in het magazijn in {city}.", "Het pakket komt op {date} voor {time}.", "Ik heb {amount} teruggestort.", "Er is een nieuwe onderweg, nummer {code}."],
    closing: &["Kan ik nog iets voor je doen?", "Fijne dag, {name}!", "Graag gedaan. Tot ziens!", "Ik sluit dit gesprek."],
    bot: &["Welkom! Kies: 1 bestelling, 2 retour, 3 medewerker.", "Wij antwoorden maandag tot vrijdag van 9 tot 18.", "Bestelling {order} gevonden. Een moment.", "Bedankt! Uw plek in de rij: {time}."],
    templates: &["Hallo {{1}}, bestelling {{2}} is onderweg.", "Hallo {{1}}, tot ziens op {{2}}.", "{{1}}, je inlogcode is {{2}}. Deel hem met niemand.", "{{1}}, alleen deze week: {{2}} korting!", "Beste {{1}}, factuur {{2}} vervalt over vijf dagen.", "{{1}}, hoe tevreden ben je met {{2}}? Antwoord 1 tot 5."],
};
