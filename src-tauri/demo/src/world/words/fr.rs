use super::Tongue;
use crate::world::clock::Zone;

#[rustfmt::skip]
pub const WORDS: Tongue = Tongue {
    code: "fr", country: "FR", dial: "+33", currency: "€", zone: Zone::Europe(60),
    first: &["Chloé", "Élodie", "Hélène", "Gaëlle", "Mathis", "Noël", "Thérèse", "Aïcha", "Jérôme", "Loïc", "Inès", "Rémi"],
    last: &["Béranger", "Chevallier", "Delacourt", "Fontaine", "Garçonnet", "Lefèvre", "Marchand", "Noiret", "Prévost", "Rousselet", "Vasseur"],
    cities: &["Lyon", "Nîmes", "Orléans", "Besançon", "Bordeaux", "Liège", "Genève", "Angoulême"],
    products: &["lampe de bureau", "moulin à café", "veste de pluie", "routeur", "bottes d'hiver", "chaise de bureau", "casque audio", "filtre à eau"],
    opening: &["Bonjour,", "Bonsoir,", "Salut,", "Rebonjour, c'est {name}.", "Excusez-moi,", "Une petite question :"],
    trouble: &["ma commande {order} n'est toujours pas arrivée.", "le produit {product} {model} ne marche plus.", "on m'a débité {amount} deux fois.", "puis-je faire livrer à {city} ?", "le code {code} est refusé.", "il me faut la facture de la commande {order}.", "le livreur est passé à {time} sans sonner.", "je voudrais renvoyer l'article, il est trop petit.", "où en est mon remboursement de {amount} ?"],
    detail: &["Je l'ai acheté le {date}.", "Le carton était déjà ouvert.", "Le suivi n'a pas bougé depuis le {date}.", "J'ai payé {amount} par carte.", "Sur l'étiquette il y a {code}.", "C'est la troisième fois que j'écris.", "Je peux envoyer une photo.", "Ça fonctionnait très bien à {city}.", "J'en ai besoin avant le {date}, c'est pressé."],
    thanks: &["Merci, c'est parfait !", "Super, merci beaucoup.", "D'accord, j'attends le courriel.", "C'est dommage, mais merci.", "Merci {agent}, bonne journée."],
    greeting: &["Bonjour {name}, ici {agent}.", "Bonjour {name}, merci de votre message.", "Merci d'avoir patienté, {name}.", "Bonsoir {name}, {agent} à votre service."],
    asking: &["Pouvez-vous me donner le numéro de commande ?", "À quel code postal a-t-il été envoyé ?", "Avez-vous reçu un courriel le {date} ?", "Un remboursement de {amount} vous irait-il ?"],
    answer: &["La commande {order} est dans notre entrepôt de {city}.", "Le colis arrivera le {date} avant {time}.", "J'ai remboursé {amount} ; comptez cinq jours ouvrés.", "Un nouvel article est parti, référence {code}.", "Appuyez dix secondes sur le bouton du {model}.", "La facture de {order} vous arrive par courriel."],
    closing: &["Puis-je faire autre chose pour vous ?", "Bonne journée, {name} !", "Je vous en prie. Au revoir !", "Je ferme cette conversation."],
    bot: &["Bienvenue ! Choisissez : 1 commande, 2 retour, 3 conseiller.", "Nous répondons du lundi au vendredi de 9 h à 18 h.", "Commande {order} trouvée. Un instant.", "Merci ! Votre place dans la file : {time}."],
    templates: &["Bonjour {{1}}, votre commande {{2}} est en route.", "Bonjour {{1}}, rendez-vous le {{2}}.", "{{1}}, votre code de connexion est {{2}}. Ne le partagez jamais.", "{{1}}, cette semaine seulement : {{2}} de remise sur tout le jardin !", "Bonjour {{1}}, la facture {{2}} est due dans cinq jours.", "{{1}}, êtes-vous satisfait de {{2}} ? Répondez de 1 à 5."],
};
