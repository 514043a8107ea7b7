use super::Tongue;
use crate::world::clock::Zone;

#[rustfmt::skip]
pub const WORDS: Tongue = Tongue {
    code: "en", country: "GB", dial: "+44", currency: "£", zone: Zone::Europe(0),
    first: &["Olivia", "Amelia", "Isla", "Grace", "Freya", "Harry", "George", "Arthur", "Leo", "Oscar", "Priya", "Zoe", "Callum", "Niamh", "Tariq", "Beth"],
    last: &["Ashworth", "Bancroft", "Clayton", "Dunmore", "Ellison", "Fairley", "Grantham", "Hollis", "Kershaw", "Lockwood", "Marlow", "Okafor", "Pemberton", "Quigley", "Rowntree", "Sandhu", "Thackeray", "Whitlock"],
    cities: &["Leeds", "Bristol", "Norwich", "Cardiff", "Glasgow", "Plymouth", "Sheffield", "York"],
    products: &["desk lamp", "coffee grinder", "rain jacket", "router", "travel mug", "winter boots", "office chair", "headphones", "water filter", "bike light"],
    opening: &["Hi there,", "Hello!", "Good morning,", "Hey, quick question:", "Hi, it's {name} again.", "Afternoon all.", "Sorry to bother you."],
    trouble: &["my order {order} still has not arrived.", "the {product} {model} stopped working after two days.", "I was charged {amount} twice for order {order}.", "can I change the delivery address to {city}?", "the discount code {code} does not work.", "I need an invoice for order {order}.", "the parcel was left with a neighbour in {city}, but nobody knows which one.", "your courier rang at {time} and left at once.", "I'd like to return the {product}, it is too small.", "the app says my appointment on {date} was cancelled.", "how do I reset the {product} {model}?", "is the {product} {model} back in stock in {city}?"],
    detail: &["I bought it on {date}.", "The box was already open when it came.", "I have tried turning it off and on.", "The tracking page has said the same thing since {date}.", "My number ends in {time}, if that helps.", "I paid {amount} by card.", "It worked fine in {city} last week.", "I can send a photo if you like.", "This is the third time I'm writing about it.", "The reference on the label is {code}.", "My neighbour has the same one and hers is fine.", "I really need it before {date}."],
    thanks: &["Thanks, that helps!", "Great, thank you {agent}.", "Perfect, cheers.", "OK, I'll wait for the e-mail.", "Brilliant, sorted.", "Well, that's disappointing, but thanks for looking.", "Lovely, have a good day!"],
    greeting: &["Hello {name}, this is {agent}.", "Hi {name}, thanks for getting in touch.", "Good afternoon {name}, {agent} here.", "Thank you for waiting, {name}."],
    asking: &["Could you give me the order number, please?", "Which postcode was it sent to?", "Can you tell me what the light on the {product} does?", "Did you get an e-mail from us on {date}?", "Would a refund of {amount} be all right?", "May I put you on hold for two minutes?"],
    answer: &["I can see order {order} in our warehouse in {city}.", "The parcel will be with you on {date} before {time}.", "I have refunded {amount}; it takes up to five working days.", "I have sent a new {product} today, reference {code}.", "Please hold the button on the {model} for ten seconds.", "Our courier in {city} confirms that it was handed over at {time}.", "Your invoice for {order} is on its way by e-mail.", "The code {code} is valid until {date}.", "I've passed this on to my colleague in {city}."],
    closing: &["Is there anything else I can do for you?", "Have a lovely day, {name}!", "You're welcome. Goodbye!", "I'll close this chat now; just write again if you need us."],
    bot: &["Welcome! Choose: 1 orders, 2 returns, 3 talk to a person.", "Our team answers Monday to Friday from 9 to 18.", "I have found order {order}. One moment, please.", "Thanks! Your number in the queue is {time}."],
    templates: &["Hello {{1}}, your order {{2}} is on its way.", "Hi {{1}}, we look forward to seeing you on {{2}}.", "{{1}}, your sign-in code is {{2}}. Never share it.", "{{1}}, this week only: {{2}} off everything for the garden!", "Dear {{1}}, invoice {{2}} is due in five days.", "{{1}}, how happy are you with {{2}}? Answer 1 to 5."],
};
