//! A scene graph and its writing as one plain glTF 2.0 binary: core features only, pictures embedded.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::geom::{Frame, V3};
use super::material::{ALL, Mat};
use super::mesh::{Mesh, Part};
use super::texture::{Image, encode};

/// A node: a named group or a standing mesh.
#[derive(Clone, Debug, Default)]
pub struct Node {
    pub name: String,
    pub children: Vec<usize>,
    pub mesh: Option<usize>,
    pub frame: Frame,
    pub scale: f32,
}

/// A scene being built; node 0 is its root.
#[derive(Clone, Debug)]
pub struct Scene {
    pub nodes: Vec<Node>,
    pub meshes: Vec<(String, Mesh)>,
}

impl Scene {
    /// An empty scene whose root bears `name`.
    pub fn new(name: &str) -> Self {
        let root = Node { name: name.into(), scale: 1.0, ..Node::default() };
        Self { nodes: vec![root], meshes: Vec::new() }
    }

    /// A named group under `parent`.
    pub fn group(&mut self, parent: usize, name: &str) -> usize {
        self.nodes.push(Node { name: name.into(), scale: 1.0, ..Node::default() });
        let index = self.nodes.len() - 1;
        self.nodes[parent].children.push(index);
        index
    }

    /// Keeps a mesh that several nodes may share.
    pub fn mesh(&mut self, name: &str, mesh: Mesh) -> usize {
        self.meshes.push((name.into(), mesh));
        self.meshes.len() - 1
    }

    /// Stands a shared mesh under `parent`.
    pub fn stand(&mut self, parent: usize, name: &str, mesh: usize, frame: Frame, scale: f32) -> usize {
        let index = self.group(parent, name);
        self.nodes[index].mesh = Some(mesh);
        self.nodes[index].frame = frame;
        self.nodes[index].scale = scale;
        index
    }

    /// Stands a mesh used once.
    pub fn place(&mut self, parent: usize, name: &str, mesh: Mesh, frame: Frame) -> usize {
        let mesh = self.mesh(name, mesh);
        self.stand(parent, name, mesh, frame, 1.0)
    }

    /// Triangles drawn, counting each standing of a mesh.
    pub fn triangles(&self) -> usize {
        let of = |n: &Node| n.mesh.map_or(0, |m| self.meshes[m].1.triangles());
        self.nodes.iter().map(of).sum()
    }

    /// The nodes with a mesh whose name starts with `prefix`: name and place.
    pub fn named(&self, prefix: &str) -> Vec<(String, V3)> {
        let wanted = |n: &&Node| n.mesh.is_some() && n.name.starts_with(prefix);
        self.nodes.iter().filter(wanted).map(|n| (n.name.clone(), n.frame.at)).collect()
    }

    /// The scene as the bytes of a `.glb`.
    pub fn to_glb(&self) -> Vec<u8> {
        Writer::default().write(self)
    }
}

#[derive(Default)]
struct Writer {
    positions: Vec<u8>,
    normals: Vec<u8>,
    uvs: Vec<u8>,
    shorts: Vec<u8>,
    longs: Vec<u8>,
    accessors: Vec<Value>,
}

const VIEW_POSITIONS: usize = 0;
const VIEW_NORMALS: usize = 1;
const VIEW_UVS: usize = 2;
const VIEW_SHORTS: usize = 3;
const VIEW_LONGS: usize = 4;

impl Writer {
    fn write(mut self, scene: &Scene) -> Vec<u8> {
        let used: Vec<Mat> = ALL
            .into_iter()
            .filter(|mat| {
                scene.meshes.iter().any(|(_, mesh)| mesh.parts.get(mat).is_some_and(|p| !p.indices.is_empty()))
            })
            .collect();
        let meshes: Vec<Value> = scene.meshes.iter().map(|(name, mesh)| self.mesh(name, mesh, &used)).collect();
        let nodes: Vec<Value> = scene.nodes.iter().map(node).collect();
        let (materials, images) = materials(&used);
        let mut bin = Vec::new();
        let mut views = Vec::new();
        for (bytes, stride, target) in [
            (&self.positions, Some(12), Some(34962)),
            (&self.normals, Some(12), Some(34962)),
            (&self.uvs, Some(8), Some(34962)),
            (&self.shorts, None, Some(34963)),
            (&self.longs, None, Some(34963)),
        ] {
            // Only the last one, of wide indices, may be empty, and then nothing refers to it.
            if !bytes.is_empty() {
                views.push(append(&mut bin, bytes, stride, target));
            }
        }
        let mut image_nodes = Vec::new();
        for (image, mime, bytes) in &images {
            views.push(append(&mut bin, bytes, None, None));
            image_nodes.push(json!({ "name": format!("{image:?}"), "mimeType": mime, "bufferView": views.len() - 1 }));
        }
        let textures: Vec<Value> = (0..images.len()).map(|i| json!({ "source": i, "sampler": 0 })).collect();
        let document = json!({
            "asset": { "version": "2.0", "generator": "belvedere-tests village" },
            "scene": 0,
            "scenes": [{ "name": scene.nodes[0].name, "nodes": [0] }],
            "nodes": nodes, "meshes": meshes, "materials": materials,
            "textures": textures, "images": image_nodes,
            "samplers": [{ "magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497 }],
            "accessors": self.accessors, "bufferViews": views,
            "buffers": [{ "byteLength": bin.len() }],
        });
        pack(document.to_string().into_bytes(), bin)
    }

    fn mesh(&mut self, name: &str, mesh: &Mesh, used: &[Mat]) -> Value {
        let mut primitives = Vec::new();
        for (mat, part) in &mesh.parts {
            if part.indices.is_empty() {
                continue;
            }
            let material = used.iter().position(|m| m == mat).expect("every drawn material is listed");
            primitives.push(self.primitive(part, material));
        }
        json!({ "name": name, "primitives": primitives })
    }

    fn primitive(&mut self, part: &Part, material: usize) -> Value {
        let (mut low, mut high) = ([f32::MAX; 3], [f32::MIN; 3]);
        for p in &part.positions {
            for i in 0..3 {
                low[i] = low[i].min(p[i]);
                high[i] = high[i].max(p[i]);
            }
        }
        let count = part.positions.len();
        let float = 5126;
        let position = json!({ "bufferView": VIEW_POSITIONS, "byteOffset": self.positions.len(), "componentType": float,
            "count": count, "type": "VEC3", "min": low, "max": high });
        let normal = json!({ "bufferView": VIEW_NORMALS, "byteOffset": self.normals.len(), "componentType": float,
            "count": count, "type": "VEC3" });
        let uv = json!({ "bufferView": VIEW_UVS, "byteOffset": self.uvs.len(), "componentType": float,
            "count": count, "type": "VEC2" });
        push_floats(&mut self.positions, part.positions.as_flattened());
        push_floats(&mut self.normals, part.normals.as_flattened());
        push_floats(&mut self.uvs, part.uvs.as_flattened());
        let indices = self.indices(&part.indices, count);
        let first = self.accessors.len();
        self.accessors.extend([position, normal, uv, indices]);
        json!({ "attributes": { "POSITION": first, "NORMAL": first + 1, "TEXCOORD_0": first + 2 },
            "indices": first + 3, "material": material })
    }

    fn indices(&mut self, indices: &[u32], vertices: usize) -> Value {
        let short = vertices < 65_535;
        let (view, kind, bytes) =
            if short { (VIEW_SHORTS, 5123, &mut self.shorts) } else { (VIEW_LONGS, 5125, &mut self.longs) };
        let offset = bytes.len();
        for &i in indices {
            if short {
                bytes.extend((i as u16).to_le_bytes());
            } else {
                bytes.extend(i.to_le_bytes());
            }
        }
        json!({ "bufferView": view, "byteOffset": offset, "componentType": kind, "count": indices.len(), "type": "SCALAR" })
    }
}

fn push_floats(bytes: &mut Vec<u8>, values: &[f32]) {
    for v in values {
        bytes.extend(v.to_le_bytes());
    }
}

/// Appends a view, aligned to four bytes.
fn append(bin: &mut Vec<u8>, bytes: &[u8], stride: Option<u32>, target: Option<u32>) -> Value {
    bin.resize(bin.len().next_multiple_of(4), 0);
    let mut view = json!({ "buffer": 0, "byteOffset": bin.len(), "byteLength": bytes.len() });
    bin.extend(bytes);
    if let Some(stride) = stride {
        view["byteStride"] = json!(stride);
    }
    if let Some(target) = target {
        view["target"] = json!(target);
    }
    view
}

fn node(node: &Node) -> Value {
    let mut out = json!({ "name": node.name });
    if !node.children.is_empty() {
        out["children"] = json!(node.children);
    }
    if let Some(mesh) = node.mesh {
        out["mesh"] = json!(mesh);
        if node.frame.at != V3::default() {
            out["translation"] = json!(node.frame.at.array());
        }
        if node.frame.turn != 0.0 {
            let (s, c) = (node.frame.turn / 2.0).sin_cos();
            out["rotation"] = json!([0.0, s, 0.0, c]);
        }
        if node.scale != 1.0 {
            out["scale"] = json!(vec![node.scale; 3]);
        }
    }
    out
}

type Pictures = Vec<(Image, &'static str, Vec<u8>)>;

fn materials(used: &[Mat]) -> (Vec<Value>, Pictures) {
    let mut order: BTreeMap<Image, usize> = BTreeMap::new();
    let mut pictures = Pictures::new();
    let mut out = Vec::new();
    for mat in used {
        let look = mat.look();
        let [r, g, b] = look.tint;
        let mut pbr =
            json!({ "baseColorFactor": [r, g, b, 1.0], "metallicFactor": 0.0, "roughnessFactor": look.roughness });
        if let Some(image) = look.image {
            let index = *order.entry(image).or_insert_with(|| {
                let encoded = encode(image);
                pictures.push((image, encoded.mime, encoded.bytes));
                pictures.len() - 1
            });
            pbr["baseColorTexture"] = json!({ "index": index });
        }
        let mut material = json!({ "name": look.name, "pbrMetallicRoughness": pbr });
        if look.cut_out {
            material["alphaMode"] = json!("MASK");
            material["alphaCutoff"] = json!(0.5);
            material["doubleSided"] = json!(true);
        }
        out.push(material);
    }
    (out, pictures)
}

fn pack(mut text: Vec<u8>, mut bin: Vec<u8>) -> Vec<u8> {
    text.resize(text.len().next_multiple_of(4), b' ');
    bin.resize(bin.len().next_multiple_of(4), 0);
    let total = 12 + 8 + text.len() + 8 + bin.len();
    let mut out = Vec::with_capacity(total);
    for word in [0x4654_6C67, 2, total as u32, text.len() as u32, 0x4E4F_534A] {
        out.extend(word.to_le_bytes());
    }
    out.extend(text);
    for word in [bin.len() as u32, 0x004E_4942] {
        out.extend(word.to_le_bytes());
    }
    out.extend(bin);
    out
}
