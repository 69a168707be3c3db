//! What an opinion must be to be stored, and that it survives the wire.

use belvedere_domain::consultation::Consultation;
use belvedere_domain::opinion::{Opinion, OpinionRefused, TEXT_MAX_CHARS};
use serde_json::{Value, json};

const CONSULTATION_ID: &str = "01936e5a-0000-7000-8000-000000000001";

fn consultation() -> Consultation {
    serde_json::from_value(json!({
        "id": CONSULTATION_ID,
        "territory": "01936e5a-0000-7000-8000-0000000000aa",
        "title": {"fr": "La place"},
        "question": {"fr": "Quelle place voulons-nous ?"},
        "presentation": {"fr": "…"},
        "opens_on": "2026-10-05",
        "closes_on": "2026-12-18",
        "themes": [{"key": "ombre", "label": {"fr": "L’ombre", "en": "Shade"}}],
        "questions": [
            {"key": "venir", "label": {"fr": "Comment venez-vous ?"}, "kind": "choice",
             "options": [{"key": "a-pied", "label": {"fr": "À pied"}}]},
            {"key": "autre", "label": {"fr": "Autre chose ?"}, "kind": "text"}
        ]
    }))
    .expect("the sample consultation is well formed")
}

fn opinion_json() -> Value {
    json!({
        "id": "01936e5a-0000-7000-8000-000000000002",
        "consultation": CONSULTATION_ID,
        "revision": null,
        "visit": null,
        "given_at": "2026-11-20T10:00:00Z",
        "stance": 1,
        "theme": "ombre",
        "text": "Gardez le tilleul !",
        "answers": [{"question": "venir", "value": "a-pied"}],
        "anchor": {
            "position_m": [1.0, 0.25, -3.5], "normal": [0.0, 1.0, 0.0], "node": "Place/Sol",
            "variant": "existing",
            "revision": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "geo": {"longitude_deg": 4.7, "latitude_deg": 46.3, "height_m": 260.0}
        },
        "view": {"position_m": [0.0, 1.6, 0.0], "yaw_deg": 10.0, "pitch_deg": -5.0, "fov_deg": 65.0,
                 "variant": "existing"},
        "channel": "kiosk",
        "receipt": "0000-0000-0000"
    })
}

fn check_with(change: impl FnOnce(&mut Value)) -> Result<(), OpinionRefused> {
    let mut value = opinion_json();
    change(&mut value);
    let opinion: Opinion = serde_json::from_value(value).expect("it reads as an opinion");
    opinion.check(&consultation())
}

#[test]
fn a_whole_opinion_is_accepted_and_survives_the_wire() {
    let opinion: Opinion = serde_json::from_value(opinion_json()).unwrap();
    assert_eq!(opinion.check(&consultation()), Ok(()));
    let wire = serde_json::to_string(&opinion).unwrap();
    assert_eq!(serde_json::from_str::<Opinion>(&wire).unwrap(), opinion);
}

#[test]
fn only_a_stance_is_enough() {
    let bare = check_with(|value| {
        for absent in ["theme", "text", "anchor", "view"] {
            value[absent] = Value::Null;
        }
        value["answers"] = json!([]);
    });
    assert_eq!(bare, Ok(()));
}

#[test]
fn each_rule_refuses_what_breaks_it() {
    use OpinionRefused::*;
    let other = json!("01936e5a-0000-7000-8000-0000000000ff");
    let broken: [(OpinionRefused, &str, Value); 9] = [
        (OtherConsultation, "consultation", other),
        (NotOpen, "given_at", json!("2026-10-03T10:00:00Z")),
        (NotOpen, "given_at", json!("2026-12-20T10:00:00Z")),
        (UnknownTheme, "theme", json!("bruit")),
        (TextTooLong, "text", json!("é".repeat(TEXT_MAX_CHARS + 1))),
        (TextNotShowable, "text", json!("a\u{0}b")),
        (AnswerDoesNotFit, "answers", json!([{"question": "venir", "value": "en-fusee"}])),
        (AnswerDoesNotFit, "answers", json!([{"question": "inconnue", "value": "x"}])),
        (TextTooLong, "answers", json!([{"question": "autre", "value": "x".repeat(TEXT_MAX_CHARS + 1)}])),
    ];
    for (refused, field, value) in broken {
        let shown = value.to_string().chars().take(40).collect::<String>();
        assert_eq!(check_with(|opinion| opinion[field] = value), Err(refused), "{field} = {shown}");
    }
    let flat = check_with(|opinion| opinion["anchor"]["normal"] = json!([0.0, 0.0, 0.0]));
    assert_eq!(flat, Err(PlaceNotFinite));
    let far = check_with(|opinion| opinion["view"]["position_m"] = json!([1e9, 0.0, 0.0]));
    assert_eq!(far, Err(PlaceNotFinite));
}

#[test]
fn the_longest_text_is_counted_in_characters_and_a_day_of_leave_is_given() {
    assert_eq!(check_with(|value| value["text"] = json!("é".repeat(TEXT_MAX_CHARS))), Ok(()));
    assert_eq!(check_with(|value| value["given_at"] = json!("2026-12-19T01:00:00Z")), Ok(()));
}

#[test]
fn a_stance_out_of_range_does_not_read() {
    for stance in [json!(3), json!(-3), json!(0.5), json!("1")] {
        let mut value = opinion_json();
        value["stance"] = stance.clone();
        assert!(serde_json::from_value::<Opinion>(value).is_err(), "{stance}");
    }
}
