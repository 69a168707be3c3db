//! What exporters write beside the standard's fields: of a node's `extras`, the name of its layer. Anything may stand there;
//! what is no layer's name is skipped.

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess},
};

use super::lenient::{self, Any, Sought};

/// Keys under which exporters write the layer, in lower case without spaces or underscores.
const KEYS: [&str; 5] = ["layer", "layername", "tag", "category", "calque"];

/// The `extras` of a node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeExtras {
    /// The layer that the node is in, by its own account.
    pub layer: Option<String>,
}

impl<'de> Sought<'de> for NodeExtras {
    fn nothing() -> Self {
        Self::default()
    }

    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        let mut layer = None;
        while let Some(key) = object.next_key::<String>()? {
            let key: String = key.chars().filter(|c| !" _-".contains(*c)).flat_map(char::to_lowercase).collect();
            if KEYS.contains(&key.as_str()) && layer.is_none() {
                layer = object.next_value_seed(Any::<Text>::new())?.0;
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Self { layer })
    }
}

/// A text that is not blank; anything else is none.
struct Text(Option<String>);

impl Sought<'_> for Text {
    fn nothing() -> Self {
        Self(None)
    }

    fn text(text: &str) -> Self {
        Self((!text.trim().is_empty()).then(|| text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for NodeExtras {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::read(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(extras: &str) -> Option<String> {
        serde_json::from_str::<NodeExtras>(extras).expect("anything is read").layer
    }

    #[test]
    fn a_layers_name_is_taken_from_where_exporters_write_it() {
        assert_eq!(layer(r#"{"id":7,"Layer_Name":"Arbres"}"#).as_deref(), Some("Arbres"));
        assert_eq!(layer(r#"{"Category":"Murs","deep":{"layer":"no"}}"#).as_deref(), Some("Murs"));
    }

    #[test]
    fn whatever_else_stands_there_is_skipped() {
        for extras in
            [r#"{"layer":{"a":[1]}}"#, r#"{"tag":[1,{}]}"#, r#"{"layer":" "}"#, "[1,{}]", "null", "7", r#""x""#, "{}"]
        {
            assert_eq!(layer(extras), None, "{extras}");
        }
    }
}
