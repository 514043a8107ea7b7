use super::Tongue;
use crate::world::clock::Zone;

#[rustfmt::skip]
pub const WORDS: Tongue = Tongue {
    code: "es", country: "CO", dial: "+57", currency: "$", zone: Zone::Fixed(-300),
    first: &["Lucía", "Andrés", "Íñigo", "María José", "Begoña", "Óscar", "Nuria", "Camila", "Joaquín", "Ximena", "Raúl"],
    last: &["Ibáñez", "Muñoz", "Castaño", "Peñalver", "Rodríguez", "Zúñiga", "Arango", "Echeverri", "Gómez", "Villalobos"],
    cities: &["Bogotá", "Medellín", "Cádiz", "León", "Córdoba", "Ibagué", "Mérida"],
    products: &["lámpara de escritorio", "molino de café", "chaqueta", "enrutador", "botas", "silla de oficina", "audífonos", "filtro de agua"],
    opening: &["Hola,", "Buenos días,", "Buenas tardes,", "¡Hola! Soy {name}.", "Disculpe,", "Una pregunta rápida:"],
    trouble: &["mi pedido {order} todavía no llega.", "el producto {product} {model} dejó de funcionar.", "me cobraron {amount} dos veces.", "¿puedo cambiar la entrega a {city}?", "el código {code} no sirve.", "necesito la factura del pedido {order}.", "el repartidor vino a las {time} y no tocó el timbre.", "quiero devolverlo porque me queda pequeño.", "¿cuándo me devuelven los {amount}?"],
    detail: &["Lo compré el {date}.", "La caja ya estaba abierta.", "El seguimiento no cambia desde el {date}.", "Pagué {amount} con tarjeta.", "En la etiqueta dice {code}.", "Es la tercera vez que escribo.", "Puedo enviar una foto.", "En {city} funcionaba muy bien.", "Lo necesito mañana mismo, señorita."],
    thanks: &["¡Gracias, muy amable!", "Perfecto, muchas gracias.", "Listo, espero el correo.", "Qué lástima, pero gracias.", "Gracias {agent}, feliz día."],
    greeting: &["Hola {name}, le saluda {agent}.", "Buenos días {name}, gracias por escribirnos.", "Gracias por esperar, {name}.", "Con mucho gusto, {name}; soy {agent}."],
    asking: &["¿Me regala el número de pedido, por favor?", "¿A qué código postal se envió?", "¿Recibió un correo el {date}?", "¿Le parece bien un reembolso de {amount}?"],
    answer: &["El pedido {order} está en la bodega de {city}.", "El paquete llega el {date} antes de las {time}.", "Ya reembolsé {amount}; tarda hasta cinco días hábiles.", "Enviamos uno nuevo, guía {code}.", "Mantenga el botón del {model} diez segundos.", "La factura de {order} va por correo."],
    closing: &["¿Le ayudo en algo más?", "¡Que tenga un buen día, {name}!", "Con gusto. ¡Hasta luego!", "Voy a cerrar este chat."],
    bot: &["¡Bienvenido! Elija: 1 pedido, 2 devolución, 3 asesor.", "Atendemos de lunes a viernes de 9 a 18.", "Encontré el pedido {order}. Un momento.", "¡Gracias! Su turno es {time}."],
    templates: &["Hola {{1}}, su pedido {{2}} va en camino.", "Hola {{1}}, lo esperamos el {{2}}.", "{{1}}, su código de acceso es {{2}}. No lo comparta.", "{{1}}, solo esta semana: ¡{{2}} de descuento en jardín!", "Estimado {{1}}, la factura {{2}} vence en cinco días.", "{{1}}, ¿qué tal {{2}}? Responda de 1 a 5."],
};
