use super::Tongue;
use crate::world::clock::Zone;

#[rustfmt::skip]
pub const WORDS: Tongue = Tongue {
    code: "it", country: "IT", dial: "+39", currency: "€", zone: Zone::Europe(60),
    first: &["Giulia", "Niccolò", "Chiara", "Matteo", "Noemi", "Tommaso", "Benedetta", "Ruggero"],
    last: &["Bellandi", "Corsini", "D'Angelo", "Ferraris", "Locatelli", "Moretti", "Pellegrini", "Zanin"],
    cities: &["Torino", "Forlì", "Bologna", "Cefalù", "Verona", "Lecce"],
    products: &["lampada", "macinacaffè", "giacca", "router", "stivali", "sedia", "cuffie"],
    opening: &["Buongiorno,", "Salve,", "Ciao,", "Buonasera,", "Una domanda:"],
    trouble: &["il mio ordine {order} non è ancora arrivato.", "l'articolo {product} {model} non funziona più.", "mi avete addebitato {amount} due volte.", "posso cambiare la consegna a {city}?", "il codice {code} non viene accettato.", "mi serve la fattura dell'ordine {order}.", "il corriere è passato alle {time} senza suonare."],
    detail: &["L'ho comprato il {date}.", "La scatola era già aperta.", "Ho pagato {amount} con la carta.", "Sull'etichetta c'è scritto {code}.", "È la terza volta che scrivo.", "Posso mandare una foto."],
    thanks: &["Grazie, perfetto!", "Va bene, aspetto la mail.", "Peccato, grazie lo stesso.", "Grazie {agent}, buona giornata."],
    greeting: &["Buongiorno {name}, sono {agent}.", "Salve {name}, grazie del messaggio.", "Grazie per l'attesa, {name}.", "Eccomi {name}, qui {agent}."],
    asking: &["Mi può dare il numero dell'ordine?", "A quale CAP è stato spedito?", "Ha ricevuto una mail il {date}?", "Va bene un rimborso di {amount}?"],
    answer: &["L'ordine {order} è nel magazzino di {city}.", "Il pacco arriva il {date} prima delle {time}.", "Ho rimborsato {amount}; ci vogliono cinque giorni lavorativi.", "Ne abbiamo spedito uno nuovo, codice {code}.", "Tenga premuto il tasto del {model} per dieci secondi."],
    closing: &["Posso fare altro per lei?", "Buona giornata, {name}!", "Prego. Arrivederci!", "Chiudo la conversazione."],
    bot: &["Benvenuto! Scelga: 1 ordine, 2 reso, 3 operatore.", "Rispondiamo dal lunedì al venerdì, 9-18.", "Ordine {order} trovato. Un attimo.", "Grazie! Il suo posto in coda: {time}."],
    templates: &["Ciao {{1}}, l'ordine {{2}} è in viaggio.", "Ciao {{1}}, la aspettiamo il {{2}}.", "{{1}}, il codice di accesso è {{2}}. Non lo dia a nessuno.", "{{1}}, solo questa settimana: {{2}} di sconto!", "Gentile {{1}}, la fattura {{2}} scade tra cinque giorni.", "{{1}}, quanto è contento di {{2}}? Risponda da 1 a 5."],
};
