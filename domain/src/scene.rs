//! The scene: what is walked through. A local metric frame, Y up, right-handed (glTF axes):
//! +X east and −Z north when the placement's heading is 0.

use serde::{Deserialize, Serialize};

use crate::id::{ConsultationId, Key, SceneId};
use crate::language::LocalText;
use crate::placement::Placement;

/// What is walked through, in a frame placed on Earth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Its id.
    pub id: SceneId,
    /// The consultation that shows it.
    pub consultation: ConsultationId,
    /// Where its origin lies.
    pub placement: Placement,
    /// Its states, in the order of the switch.
    pub variants: Vec<Variant>,
    /// The guided tour, in order.
    pub viewpoints: Vec<Viewpoint>,
    /// Where a visit starts.
    pub spawn: Pose,
}

impl Scene {
    /// The variant of that key.
    pub fn variant(&self, key: &Key) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.key == *key)
    }
}

/// One state of the scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Its stable name.
    pub key: Key,
    /// Its name on the switch.
    pub name: LocalText,
    /// What it changes, in a few sentences.
    pub text: LocalText,
    /// How certain what it shows is.
    pub certainty: Certainty,
    /// Layers that are more or less certain than the variant as a whole. Absent in exhibits of older servers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<LayerCertainty>,
}

/// How certain what one layer of a model shows is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerCertainty {
    /// The layer's name in the model.
    pub layer: String,
    /// How certain it is.
    pub certainty: Certainty,
}

impl Variant {
    /// How certain the layer of that name is: as marked, or else as the variant.
    pub fn certainty_of(&self, layer: &str) -> Certainty {
        self.marked(layer).unwrap_or(self.certainty)
    }

    /// What the layer of that name was marked, if it was.
    pub fn marked(&self, layer: &str) -> Option<Certainty> {
        self.layers.iter().find(|one| one.layer == layer).map(|one| one.certainty)
    }

    /// Marks a layer, or takes its mark away.
    pub fn mark(&mut self, layer: &str, certainty: Option<Certainty>) {
        self.layers.retain(|one| one.layer != layer);
        self.layers.extend(certainty.map(|certainty| LayerCertainty { layer: layer.to_owned(), certainty }));
        self.layers.sort_by(|a, b| a.layer.cmp(&b.layer));
    }
}

/// How certain what is shown is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// It stands today.
    Existing,
    /// It was decided.
    Decided,
    /// It is one option among others.
    Option,
    /// It only helps to imagine.
    Illustration,
}

impl Certainty {
    /// Every degree, the most certain first.
    pub const ALL: [Self; 4] = [Self::Existing, Self::Decided, Self::Option, Self::Illustration];

    /// The stable name, in data and text keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Existing => "existing",
            Self::Decided => "decided",
            Self::Option => "option",
            Self::Illustration => "illustration",
        }
    }
}

/// Where a visitor's feet stand and where they look, in the scene frame.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pose {
    /// The feet, on the ground, in metres.
    pub position_m: [f64; 3],
    /// Where they look: degrees clockwise from −Z, seen from above.
    pub yaw_deg: f64,
    /// Degrees above the horizon.
    pub pitch_deg: f64,
}

/// A named camera pose with a text; an ordered list of them is the guided tour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Viewpoint {
    /// Its stable name.
    pub key: Key,
    /// Its name on the button.
    pub name: LocalText,
    /// What is seen from there.
    pub text: LocalText,
    /// Where one stands and looks.
    #[serde(flatten)]
    pub pose: Pose,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_is_as_certain_as_its_variant_unless_it_is_marked() {
        let old = r#"{"key":"a","name":{"fr":"A"},"text":{"fr":""},"certainty":"option"}"#;
        let mut variant: Variant = serde_json::from_str(old).unwrap();
        assert_eq!(serde_json::to_string(&variant).unwrap(), old, "an exhibit without marks keeps its bytes");
        variant.mark("Routes", Some(Certainty::Existing));
        variant.mark("Arbres", Some(Certainty::Decided));
        variant.mark("Arbres", Some(Certainty::Illustration));
        assert_eq!(variant.certainty_of("Routes"), Certainty::Existing);
        assert_eq!(variant.certainty_of("Arbres"), Certainty::Illustration);
        assert_eq!(variant.certainty_of("Bancs"), Certainty::Option);
        let again: Variant = serde_json::from_str(&serde_json::to_string(&variant).unwrap()).unwrap();
        assert_eq!(again, variant);
        variant.mark("Routes", None);
        assert_eq!(variant.certainty_of("Routes"), Certainty::Option);
        assert_eq!(variant.layers.len(), 1);
    }
}
