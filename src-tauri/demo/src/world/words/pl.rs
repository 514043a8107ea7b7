use super::Tongue;
use crate::world::clock::Zone;

#[rustfmt::skip]
pub const WORDS: Tongue = Tongue {
    code: "pl", country: "PL", dial: "+48", currency: "zł", zone: Zone::Europe(60),
    first: &["Agnieszka", "Łukasz", "Małgorzata", "Paweł", "Żaneta", "Grzegorz", "Zofia"],
    last: &["Wiśniewski", "Dąbrowska", "Zieliński", "Wójcik", "Kozłowska", "Szczęsny"],
    cities: &["Łódź", "Kraków", "Gdańsk", "Wrocław", "Poznań"],
    products: &["lampka biurkowa", "młynek do kawy", "kurtka", "router", "słuchawki"],
    opening: &["Dzień dobry,", "Cześć,", "Dobry wieczór,", "Krótkie pytanie:"],
    trouble: &["moje zamówienie {order} jeszcze nie dotarło.", "produkt {product} {model} przestał działać.", "pobrano mi dwa razy {amount}.", "czy można zmienić dostawę na {city}?", "kod {code} nie działa.", "potrzebuję faktury do {order}."],
    detail: &["Kupiłem to {date}.", "Pudełko było już otwarte.", "Zapłaciłam {amount} kartą.", "Na etykiecie jest {code}.", "Mogę wysłać zdjęcie."],
    thanks: &["Dziękuję, to pomogło!", "Dobrze, czekam na wiadomość.", "Szkoda, ale dziękuję.", "Super, {agent}!"],
    greeting: &["Dzień dobry {name}, tu {agent}.", "Witaj {name}, dziękujemy za wiadomość.", "Dziękuję za cierpliwość, {name}.", "Dobry wieczór {name}, mówi {agent}."],
    asking: &["Proszę o numer zamówienia.", "Na jaki kod pocztowy wysłano paczkę?", "Czy {date} przyszedł od nas e-mail?", "Czy zwrot {amount} będzie w porządku?"],
    answer: &["Zamówienie {order} jest w magazynie w {city}.", "Paczka dotrze {date} przed {time}.", "Zwróciłam {amount}; to trwa do pięciu dni.", "Wysłaliśmy nowe, numer {code}."],
    closing: &["Czy mogę jeszcze w czymś pomóc?", "Miłego dnia, {name}!", "Proszę bardzo. Do widzenia!", "Zamykam rozmowę."],
    bot: &["Witamy! Wybierz: 1 zamówienie, 2 zwrot, 3 konsultant.", "Odpowiadamy od poniedziałku do piątku, 9-18.", "Znalazłem zamówienie {order}. Chwileczkę.", "Dziękujemy! Miejsce w kolejce: {time}."],
    templates: &["Cześć {{1}}, zamówienie {{2}} jest w drodze.", "Cześć {{1}}, do zobaczenia {{2}}.", "{{1}}, kod logowania to {{2}}. Nikomu go nie podawaj.", "{{1}}, tylko w tym tygodniu: {{2}} rabatu!", "{{1}}, faktura {{2}} ma termin za pięć dni.", "{{1}}, jak oceniasz {{2}}? Odpowiedz od 1 do 5."],
};
