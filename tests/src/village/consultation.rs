//! The texts of the demo's consultation.

use serde_json::{Value, json};

use super::NAME;

/// Keys of the themes, in order.
pub const THEMES: [&str; 5] = ["greenery", "parking", "village-life", "access", "heritage"];

/// `consultation.json`.
pub fn consultation() -> Value {
    let both = |fr: &str, en: &str| json!({ "fr": fr, "en": en });
    let labels = [
        both("Arbres, ombre et fraîcheur", "Trees, shade and coolness"),
        both("Stationnement et circulation", "Parking and traffic"),
        both("Commerces, marché et vie de la place", "Shops, market and life on the square"),
        both("Accessibilité, enfants et vélos", "Accessibility, children and cycling"),
        both("Patrimoine, entretien et coût", "Heritage, upkeep and cost"),
    ];
    let themes: Vec<Value> =
        THEMES.iter().zip(labels).map(|(key, label)| json!({ "key": key, "label": label })).collect();
    let option = |key: &str, fr: &str, en: &str| json!({ "key": key, "label": both(fr, en) });
    json!({
        "territory": { "name": format!("Commune de {NAME}") },
        "consultation": {
            "title": both("Quelle place du Tilleul demain ?", "What next for Place du Tilleul?"),
            "question": both(
                "Comment voulez-vous vivre la place du Tilleul : la garder, en faire un jardin, y bâtir une halle ?",
                "How would you like to use Place du Tilleul: keep it, make it a garden, build a market hall there?",
            ),
            "presentation": both(
                "L’enrobé de la place est à refaire et les réseaux d’eau doivent être remplacés. La commune en profite pour vous demander quelle place vous voulez. Deux scénarios sont à l’étude ; aucun n’est décidé. Promenez-vous dans la maquette, comparez, et dites ce que vous en pensez à l’endroit même où vous le pensez. La commune, ses habitants et leurs avis sont imaginaires : ils servent à montrer l’outil.",
                "The square has to be resurfaced and its water pipes replaced. The commune takes the opportunity to ask what square you want. Two scenarios are being studied; neither is decided. Walk through the model, compare, and say what you think on the very spot where you think it. The commune, its residents and their opinions are made up to show the tool.",
            ),
            "opens_on": "2026-10-05",
            "closes_on": "2028-12-18",
            "themes": themes,
            "questions": [
                {
                    "key": "preference", "kind": "choice",
                    "label": both("Quel état de la place préférez-vous ?", "Which state of the square do you prefer?"),
                    "options": [
                        option("existing", "La place d’aujourd’hui, remise en état", "Today’s square, repaired"),
                        option("scenario-a", "La place jardin", "The garden square"),
                        option("scenario-b", "La place halle", "The market square"),
                        option("mix", "Un mélange des deux scénarios", "A mix of both scenarios"),
                        option("unsure", "Je ne sais pas encore", "I do not know yet"),
                    ],
                },
                {
                    "key": "way", "kind": "choice",
                    "label": both("Comment venez-vous le plus souvent sur la place ?", "How do you usually come to the square?"),
                    "options": [
                        option("foot", "À pied", "On foot"),
                        option("bicycle", "À vélo", "By bicycle"),
                        option("car", "En voiture", "By car"),
                        option("wheelchair", "En fauteuil, avec une canne ou une poussette", "In a wheelchair, with a stick or a pram"),
                        option("bus", "En car", "By bus"),
                    ],
                },
                {
                    "key": "missing", "kind": "text",
                    "label": both("Que manque-t-il à la place ?", "What is the square missing?"),
                },
            ],
        },
    })
}
