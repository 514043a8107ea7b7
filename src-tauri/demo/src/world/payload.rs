//! Requests and responses as gateways log them: JSON that looks like a WhatsApp, e-mail or SMS call.

use super::dice::Dice;
use serde_json::{Value, json};

/// A template as a request names it.
#[derive(Clone, Copy)]
pub struct Used<'a> {
    pub name: &'a str,
    pub language: &'a str,
    pub parameters: &'a [(String, String)],
}

/// What a send carried.
pub struct Call<'a> {
    pub channel: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    pub text: &'a str,
    pub template: Option<Used<'a>>,
    pub code: &'a str,
}

pub fn request(call: &Call<'_>) -> String {
    match call.channel {
        "email" => json!({
            "from": call.from, "to": [call.to], "subject": subject(call.text), "text": call.text,
            "tracking": {"opens": true, "clicks": true}, "template": call.template.map(|t| t.name),
        }),
        "sms" => json!({"from": call.from, "to": call.to, "body": call.text, "status_callback": "https://desk.lantern-loom.example/sms"}),
        "messenger" => json!({"recipient": {"id": call.to}, "messaging_type": "RESPONSE", "message": {"text": call.text}}),
        "live_chat" => json!({"visitor": call.to, "html": false, "text": call.text}),
        _ => whatsapp(call),
    }
    .to_string()
}

fn whatsapp(call: &Call<'_>) -> Value {
    let to = call.to.trim_start_matches('+');
    let Some(Used { name, language, parameters }) = call.template else {
        return json!({"messaging_product": "whatsapp", "recipient_type": "individual", "to": to, "type": "text",
            "text": {"preview_url": false, "body": call.text}});
    };
    let values: Vec<Value> =
        parameters.iter().map(|(_, value)| json!({"type": "text", "text": value})).collect();
    json!({"messaging_product": "whatsapp", "to": to, "type": "template",
        "template": {"name": name, "language": {"code": language}, "components": [{"type": "body", "parameters": values}]}})
}

fn subject(text: &str) -> String {
    text.chars().take(40).collect()
}

pub fn response(dice: &mut Dice, call: &Call<'_>) -> String {
    let number = call.code.parse::<u32>().ok();
    if matches!(number, Some(502 | 503)) || (number == Some(500) && dice.chance(500)) {
        return "<html><head><title>Bad gateway</title></head><body><h1>Try again later</h1></body></html>"
            .to_owned();
    }
    let accepted = matches!(number, Some(200..=299));
    match (accepted, call.channel) {
        (true, "email") => {
            let id = format!("<{}@mail.lantern-loom.example>", dice.letters("abcdefghjkmnpqrstuvwxyz23456789", 20));
            json!({"id": id, "message": "Queued. Thank you."})
        }
        (true, "sms") => {
            let segments = call.text.chars().count() / 70 + 1;
            json!({"sid": format!("SM{}", dice.letters("0123456789abcdef", 32)), "status": "queued", "segments": segments, "price": null})
        }
        (true, "whatsapp") => {
            let id = format!("wamid.HBgM{}", dice.letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 28));
            let wa = call.to.trim_start_matches('+');
            json!({"messaging_product": "whatsapp", "contacts": [{"input": call.to, "wa_id": wa}],
                "messages": [{"id": id, "message_status": "accepted"}]})
        }
        (true, _) => json!({"recipient_id": call.to, "message_id": format!("m_{}", dice.letters("abcdefABCDEF0123456789", 22))}),
        (false, "whatsapp") => {
            let explained = model::code::explain("log-api", call.code);
            json!({"error": {"message": explained.title, "type": "OAuthException", "code": number.unwrap_or(0),
                "error_data": {"messaging_product": "whatsapp", "details": explained.meaning},
                "fbtrace_id": dice.letters("ABCDEFabcdef0123456789_", 23)}})
        }
        (false, _) => json!({"error": call.code, "message": model::code::explain("log-api", call.code).title}),
    }
    .to_string()
}
