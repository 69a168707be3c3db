//! What exporters write beside the standard's fields: of a node's `extras`, the name of its layer. Anything may stand there;
//! what is no layer's name is skipped.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

/// Keys under which exporters write the layer, in lower case without spaces or underscores.
const KEYS: [&str; 5] = ["layer", "layername", "tag", "category", "calque"];

/// The `extras` of a node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeExtras {
    /// The layer that the node is in, by its own account.
    pub layer: Option<String>,
}

impl<'de> Deserialize<'de> for NodeExtras {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Extras)
    }
}

struct Extras;

macro_rules! skipped {
    ($visitor:ident gives $nothing:expr; $($name:ident: $kind:ty),*) => {$(
        fn $name<E>(self, _: $kind) -> Result<Self::Value, E> {
            Ok($nothing)
        }
    )*};
}

impl<'de> Visitor<'de> for Extras {
    type Value = NodeExtras;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NodeExtras, A::Error> {
        let mut layer = None;
        while let Some(key) = map.next_key::<String>()? {
            let key: String = key.chars().filter(|c| !" _-".contains(*c)).flat_map(char::to_lowercase).collect();
            if KEYS.contains(&key.as_str()) && layer.is_none() {
                layer = map.next_value_seed(Text)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(NodeExtras { layer })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<NodeExtras, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(NodeExtras::default())
    }

    fn visit_unit<E>(self) -> Result<NodeExtras, E> {
        Ok(NodeExtras::default())
    }

    skipped!(Extras gives NodeExtras::default(); visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);
}

/// A text that is not blank; anything else is none.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<String>, E> {
        Ok((!text.trim().is_empty()).then(|| text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<String>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<String>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    skipped!(Text gives None; visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64);
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
