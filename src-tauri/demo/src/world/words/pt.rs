use super::Tongue;
use crate::world::clock::Zone;

#[rustfmt::skip]
pub const WORDS: Tongue = Tongue {
    code: "pt", country: "BR", dial: "+55", currency: "R$", zone: Zone::Fixed(-180),
    first: &["João", "Conceição", "Thaís", "Antônio", "Letícia", "Otávio", "Sofia", "Caê", "Luísa"],
    last: &["Assunção", "Brandão", "Guimarães", "Magalhães", "Nóbrega", "Siqueira", "Tavares", "Falcão"],
    cities: &["São Paulo", "Maceió", "Florianópolis", "Brasília", "Évora", "Goiânia"],
    products: &["luminária", "moedor de café", "jaqueta", "roteador", "botas", "cadeira", "fones"],
    opening: &["Olá,", "Bom dia,", "Boa tarde,", "Oi, aqui é {name}.", "Uma dúvida:"],
    trouble: &["meu pedido {order} ainda não chegou.", "o produto {product} {model} parou de funcionar.", "cobraram {amount} duas vezes.", "posso mudar a entrega para {city}?", "o cupom {code} não funciona.", "preciso da nota fiscal do pedido {order}.", "o entregador passou às {time} e não tocou."],
    detail: &["Comprei no dia {date}.", "A caixa já estava aberta.", "Paguei {amount} no cartão.", "Na etiqueta está escrito {code}.", "É a terceira vez que escrevo.", "Posso mandar uma foto.", "Preciso disso antes de {date}, por favor."],
    thanks: &["Obrigada, ajudou muito!", "Beleza, vou esperar o e-mail.", "Que pena, mas obrigado.", "Valeu, {agent}!"],
    greeting: &["Olá {name}, aqui é {agent}.", "Bom dia {name}, obrigado pela mensagem.", "Obrigada por esperar, {name}.", "Oi {name}, vou ajudar você."],
    asking: &["Pode me passar o número do pedido?", "Para qual CEP foi enviado?", "Você recebeu um e-mail em {date}?", "Um reembolso de {amount} resolve?"],
    answer: &["O pedido {order} está no depósito de {city}.", "A encomenda chega em {date} antes das {time}.", "Já devolvi {amount}; leva até cinco dias úteis.", "Enviamos outro, código {code}.", "Segure o botão do {model} por dez segundos."],
    closing: &["Posso ajudar em mais alguma coisa?", "Tenha um ótimo dia, {name}!", "De nada. Até logo!", "Vou encerrar a conversa."],
    bot: &["Bem-vindo! Escolha: 1 pedido, 2 devolução, 3 atendente.", "Atendemos de segunda a sexta, das 9 às 18.", "Achei o pedido {order}. Um momento.", "Obrigado! Sua posição na fila: {time}."],
    templates: &["Olá {{1}}, seu pedido {{2}} está a caminho.", "Oi {{1}}, esperamos você em {{2}}.", "{{1}}, seu código de acesso é {{2}}. Não compartilhe.", "{{1}}, só nesta semana: {{2}} de desconto!", "Prezado {{1}}, a fatura {{2}} vence em cinco dias.", "{{1}}, gostou de {{2}}? Responda de 1 a 5."],
};
