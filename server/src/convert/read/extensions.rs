//! What is done with each glTF extension: read, ignored because only the look suffers, or refused because ignoring it would
//! show a wrong model. The refusals name the extension; the texts say how to export without it.

use super::document::Document;
use crate::convert::{
    finding::{Finding, Findings},
    limits,
};

/// Extensions that the conversion reads.
const READ: [&str; 11] = [
    "EXT_mesh_gpu_instancing",
    "EXT_meshopt_compression",
    "EXT_texture_webp",
    "KHR_draco_mesh_compression",
    "KHR_materials_emissive_strength",
    "KHR_materials_pbrSpecularGlossiness",
    "KHR_materials_unlit",
    "KHR_mesh_quantization",
    "KHR_meshopt_compression",
    "KHR_texture_basisu",
    "KHR_texture_transform",
];

/// Extensions that carry no shape and no colour of ours: leaving them out changes nothing that is shown.
const SILENT: [&str; 6] = [
    "EXT_mesh_features",
    "EXT_structural_metadata",
    "EXT_instance_features",
    "CESIUM_primitive_outline",
    "KHR_xmp_json_ld",
    "AGI_articulations",
];

/// Sets of materials to choose from: the one that the file shows first is kept.
const VARIANTS: &str = "KHR_materials_variants";

/// Extensions of which a file may hold a fallback: refused where a fallback is missing, when the data is read.
const WITH_FALLBACK: [&str; 2] = ["EXT_texture_avif", "MSFT_texture_dds"];

/// Extensions that place or hide geometry: without them the model would be wrong, even if the file does not require them.
const PLACING: [&str; 2] = ["KHR_node_visibility", "CESIUM_RTC"];

/// Checks every extension that the document names; refused ones are all told at once.
pub fn check(document: &Document, findings: &mut Findings) -> Result<(), Vec<Finding>> {
    let mut refused: Vec<Finding> = Vec::new();
    for name in document.extensions_required.iter().filter(|name| !can_do_without(name)) {
        refused.push(unsupported(name));
    }
    for name in document.extensions_used.iter().filter(|name| PLACING.contains(&name.as_str())) {
        refused.push(unsupported(name));
    }
    refused.sort_by(|a, b| format!("{:?}", a.args).cmp(&format!("{:?}", b.args)));
    refused.dedup();
    refused.truncate(limits::REASONS_MAX);
    if !refused.is_empty() {
        return Err(refused);
    }
    for name in document.extensions_used.iter().filter(|name| !known(name)) {
        findings.add(ignored(name));
    }
    Ok(())
}

/// The refusal of the extension `name`.
pub fn unsupported(name: &str) -> Finding {
    Finding::error("extension-unsupported").with("extension", name)
}

fn ignored(name: &str) -> Finding {
    if name == VARIANTS {
        return Finding::info("material-sets");
    }
    let finding = if look_only(name) { Finding::info("extension-look") } else { Finding::warning("extension-ignored") };
    finding.with("extension", name)
}

fn known(name: &str) -> bool {
    READ.contains(&name) || SILENT.contains(&name) || WITH_FALLBACK.contains(&name)
}

fn can_do_without(name: &str) -> bool {
    READ.contains(&name) || SILENT.contains(&name) || look_only(name)
}

/// Whether the extension only refines how a surface shines.
fn look_only(name: &str) -> bool {
    name.starts_with("KHR_materials_") || matches!(name, "KHR_lights_punctual" | "EXT_lights_image_based")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(used: &str, required: &str) -> Result<Vec<Finding>, Vec<Finding>> {
        let json =
            format!(r#"{{"asset":{{"version":"2.0"}},"extensionsUsed":[{used}],"extensionsRequired":[{required}]}}"#);
        let document = crate::convert::read::check::parse(json.as_bytes()).expect("a document");
        let mut findings = Findings::default();
        check(&document, &mut findings).map(|()| findings.into_sorted())
    }

    #[test]
    fn a_required_extension_is_refused_by_name() {
        for name in ["CESIUM_RTC", "ACME_secret_geometry", "EXT_texture_avif"] {
            let refused = checked("", &format!("\"{name}\"")).expect_err(name);
            assert_eq!(refused, [unsupported(name)]);
        }
    }

    #[test]
    fn what_places_objects_is_refused_even_if_only_used() {
        assert!(checked("\"KHR_node_visibility\"", "").is_err());
    }

    #[test]
    fn what_is_read_is_taken_without_a_word() {
        for name in READ {
            let quoted = format!("\"{name}\"");
            assert_eq!(checked(&quoted, &quoted), Ok(vec![]), "{name}");
        }
    }

    #[test]
    fn what_only_shines_is_told_and_taken() {
        let findings = checked("\"KHR_materials_ior\"", "\"KHR_materials_ior\"").expect("taken");
        assert_eq!(findings[0].code, "extension-look");
        assert_eq!(checked("\"ACME_thing\"", "").expect("taken")[0].code, "extension-ignored");
        assert_eq!(checked("\"EXT_mesh_features\"", "").expect("taken"), []);
        assert_eq!(checked("\"KHR_materials_variants\"", "").expect("taken")[0].code, "material-sets");
    }
}
