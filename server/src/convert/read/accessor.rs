//! Typed windows on a model's bytes. Every offset is computed with overflow checks against the bytes that are really there;
//! the `min` and `max` that a file claims are only compared (`slips`), since exporters write them wrong. A missing stride means packed.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    document::{Accessor, Document, Sparse},
    draco, meshopt,
};
use crate::convert::{finding::Finding, limits};

/// A document with the bytes of its buffers, and with what was compressed in them.
#[derive(Default)]
pub struct Model {
    pub document: Document,
    pub buffers: Vec<Vec<u8>>,
    /// The buffer views that are compressed by meshopt, by index.
    pub views: BTreeMap<usize, meshopt::View>,
    /// The meshes that are compressed by Draco, by the index of their buffer view.
    pub meshes: BTreeMap<usize, draco::Mesh>,
}

/// The elements of an accessor.
pub struct Values<'a> {
    bytes: Cow<'a, [u8]>,
    stride: usize,
    component: Component,
    normalized: bool,
    /// How many elements there are.
    pub count: usize,
    /// How many numbers an element has.
    pub arity: usize,
}

/// The number type of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Component {
    I8,
    U8,
    I16,
    U16,
    U32,
    F32,
}

impl Component {
    fn from_code(code: u32) -> Option<Self> {
        Some(match code {
            5120 => Self::I8,
            5121 => Self::U8,
            5122 => Self::I16,
            5123 => Self::U16,
            5125 => Self::U32,
            5126 => Self::F32,
            _ => return None,
        })
    }

    /// The number of bytes.
    pub fn size(self) -> usize {
        match self {
            Self::I8 | Self::U8 => 1,
            Self::I16 | Self::U16 => 2,
            Self::U32 | Self::F32 => 4,
        }
    }

    /// What stands for 1 where numbers are brought to 0..1 or −1..1.
    fn most(self) -> f32 {
        match self {
            Self::I8 => 127.0,
            Self::U8 => 255.0,
            Self::I16 => 32_767.0,
            Self::U16 => 65_535.0,
            Self::U32 => u32::MAX as f32,
            Self::F32 => 1.0,
        }
    }
}

impl<'a> Values<'a> {
    /// `count` elements of `arity` numbers that lie one after the other in `bytes`.
    pub fn packed(bytes: &'a [u8], component: Component, arity: usize, count: usize) -> Self {
        let stride = arity * component.size();
        Self { bytes: Cow::Borrowed(bytes), stride, component, normalized: false, count, arity }
    }

    /// The same, of integers that stand for 0..1 or −1..1.
    #[must_use]
    pub fn normalized(self, normalized: bool) -> Self {
        Self { normalized, ..self }
    }

    /// The number type.
    pub fn component(&self) -> Component {
        self.component
    }

    /// The step to which an exporter rounded the numbers on purpose; none for plain floats.
    pub fn rounding(&self) -> Option<f32> {
        match self.component {
            Component::F32 => None,
            _ if self.normalized => Some(1.0 / self.component.most()),
            _ => Some(1.0),
        }
    }

    /// The component `c` of the element `i`, brought to 0..1 or −1..1 where the accessor says so.
    pub fn get(&self, i: usize, c: usize) -> f32 {
        let at = i * self.stride + c * self.component.size();
        let b = &self.bytes[at..];
        let value = match self.component {
            Component::I8 => f32::from(b[0] as i8),
            Component::U8 => f32::from(b[0]),
            Component::I16 => f32::from(i16::from_le_bytes([b[0], b[1]])),
            Component::U16 => f32::from(u16::from_le_bytes([b[0], b[1]])),
            Component::U32 => u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as f32,
            Component::F32 => return f32::from_le_bytes([b[0], b[1], b[2], b[3]]),
        };
        if self.normalized { (value / self.component.most()).max(-1.0) } else { value }
    }

    /// The element `i` as the first `N` numbers.
    pub fn vector<const N: usize>(&self, i: usize) -> [f32; N] {
        std::array::from_fn(|c| self.get(i, c))
    }

    /// The element `i` as an index; 0 for numbers that are none.
    pub fn index(&self, i: usize) -> u32 {
        let b = &self.bytes[i * self.stride..];
        match self.component {
            Component::U8 => u32::from(b[0]),
            Component::U16 => u32::from(u16::from_le_bytes([b[0], b[1]])),
            Component::U32 => u32::from_le_bytes([b[0], b[1], b[2], b[3]]),
            _ => 0,
        }
    }
}

impl Model {
    /// The elements of the accessor `index`.
    ///
    /// # Errors
    /// `reference-invalid`, `accessor-invalid` or `accessor-out-of-bounds`.
    pub fn values(&self, index: usize) -> Result<Values<'_>, Finding> {
        let accessor = self.document.accessors.get(index).ok_or_else(|| missing("accessor", index))?;
        let invalid = || Finding::error("accessor-invalid").with("index", index);
        let component = Component::from_code(accessor.component_type).ok_or_else(invalid)?;
        let arity = arity(&accessor.kind).ok_or_else(invalid)?;
        if accessor.count == 0 {
            return Err(invalid());
        }
        if accessor.count > limits::ELEMENTS_MAX {
            let finding = Finding::error("accessor-too-long").with("index", index);
            return Err(finding.with("count", accessor.count).with("limit", limits::ELEMENTS_MAX));
        }
        let count = usize::try_from(accessor.count).map_err(|_| invalid())?;
        let size = arity * component.size();
        let (bytes, stride) = self.window(accessor, size).map_err(|finding| finding.with("index", index))?;
        let mut values = Values { bytes, stride, component, normalized: accessor.normalized, count, arity };
        if let Some(sparse) = &accessor.sparse {
            self.apply_sparse(sparse, &mut values, size).map_err(|finding| finding.with("index", index))?;
        }
        Ok(values)
    }

    /// The bytes of an accessor with the distance between its elements. Without a buffer view they are zeros.
    fn window(&self, accessor: &Accessor, size: usize) -> Result<(Cow<'_, [u8]>, usize), Finding> {
        let Some(view_index) = accessor.buffer_view else {
            let bytes = vec![0; size * accessor.count as usize];
            return Ok((Cow::Owned(bytes), size));
        };
        let view = self.view(view_index)?;
        let decoded = self.views.get(&view_index).map(|view| view.stride);
        let stride = match decoded.or(self.document.buffer_views[view_index].byte_stride) {
            None | Some(0) => size as u64,
            Some(stride) if stride >= size as u64 && stride <= 4_096 => stride,
            Some(_) => return Err(out_of_bounds()),
        };
        let last = (accessor.count - 1).checked_mul(stride).and_then(|n| n.checked_add(size as u64));
        Ok((Cow::Borrowed(slice(view, accessor.byte_offset, last)?), stride as usize))
    }

    /// The bytes of the buffer view `index`, decoded if they are compressed.
    pub fn view(&self, index: usize) -> Result<&[u8], Finding> {
        let view = self.document.buffer_views.get(index).ok_or_else(|| missing("bufferView", index))?;
        match self.views.get(&index) {
            Some(decoded) => Ok(&decoded.bytes),
            None => self.range(view.buffer, view.byte_offset, view.byte_length),
        }
    }

    /// A range of the bytes of the buffer `index`, as they are in the file.
    pub fn range(&self, index: usize, offset: u64, len: u64) -> Result<&[u8], Finding> {
        let buffer = self.buffers.get(index).ok_or_else(|| missing("buffer", index))?;
        slice(buffer, offset, Some(len))
    }

    fn apply_sparse(&self, sparse: &Sparse, values: &mut Values, size: usize) -> Result<(), Finding> {
        let count = usize::try_from(sparse.count).ok().filter(|&n| n <= values.count).ok_or_else(out_of_bounds)?;
        let component = Component::from_code(sparse.indices.component_type).ok_or_else(out_of_bounds)?;
        let bytes = |n: usize| Some((count * n) as u64);
        let at = slice(self.view(sparse.indices.buffer_view)?, sparse.indices.byte_offset, bytes(component.size()))?;
        let news = slice(self.view(sparse.values.buffer_view)?, sparse.values.byte_offset, bytes(size))?;
        let at = Values::packed(at, component, 1, count);
        let stride = values.stride;
        let owned = values.bytes.to_mut();
        for i in 0..count {
            let start = (at.index(i) as usize).checked_mul(stride).ok_or_else(out_of_bounds)?;
            let place = owned.get_mut(start..start + size).ok_or_else(out_of_bounds)?;
            place.copy_from_slice(&news[i * size..(i + 1) * size]);
        }
        Ok(())
    }
}

fn arity(kind: &str) -> Option<usize> {
    Some(match kind {
        "SCALAR" => 1,
        "VEC2" => 2,
        "VEC3" => 3,
        "VEC4" => 4,
        "MAT4" => 16,
        _ => return None,
    })
}

fn slice(bytes: &[u8], offset: u64, len: Option<u64>) -> Result<&[u8], Finding> {
    let range = len.and_then(|len| {
        let end = offset.checked_add(len)?;
        Some(usize::try_from(offset).ok()?..usize::try_from(end).ok()?)
    });
    range.and_then(|range| bytes.get(range)).ok_or_else(out_of_bounds)
}

fn out_of_bounds() -> Finding {
    Finding::error("accessor-out-of-bounds")
}

/// The refusal of a number that points to nothing: `what` is the glTF word of the list.
pub fn missing(what: &str, index: usize) -> Finding {
    Finding::error("reference-invalid").with("what", what).with("index", index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::read::check;

    fn model(accessors: &str, view: &str, bytes: usize) -> Model {
        let json = format!(
            r#"{{"asset":{{"version":"2.0"}},"accessors":[{accessors}],"bufferViews":[{view}],"buffers":[{{"byteLength":{bytes}}}]}}"#
        );
        let buffer = (0..bytes).map(|i| i as u8).collect();
        let document = check::parse(json.as_bytes()).expect("a document");
        Model { document, buffers: vec![buffer], ..Model::default() }
    }

    fn code(accessor: &str) -> String {
        let model = model(accessor, r#"{"buffer":0,"byteLength":24}"#, 24);
        model.values(0).err().map_or(String::from("ok"), |finding| finding.code)
    }

    #[test]
    fn bounds_hold_at_the_edge_and_at_overflow() {
        let vec3 = |rest: &str| format!(r#"{{"bufferView":0,"componentType":5126,"type":"VEC3",{rest}}}"#);
        assert_eq!(code(&vec3(r#""count":2"#)), "ok");
        assert_eq!(code(&vec3(r#""count":3"#)), "accessor-out-of-bounds");
        assert_eq!(code(&vec3(r#""count":2,"byteOffset":4"#)), "accessor-out-of-bounds");
        assert_eq!(code(&vec3(r#""count":2,"byteOffset":18446744073709551615"#)), "accessor-out-of-bounds");
        assert_eq!(code(&vec3(r#""count":9007199254740992"#)), "accessor-too-long");
        assert_eq!(code(r#"{"componentType":5126,"type":"VEC3","count":4000000000}"#), "accessor-too-long");
    }

    /// The last of the numbers 0 to 251 seen as `component`.
    fn last(component: u32, normalized: bool) -> f32 {
        let accessor = format!(
            r#"{{"bufferView":0,"componentType":{component},"type":"SCALAR","count":1,"byteOffset":248,"normalized":{normalized}}}"#
        );
        let model = model(&accessor, r#"{"buffer":0,"byteLength":252}"#, 252);
        model.values(0).expect("values").get(0, 0)
    }

    #[test]
    fn integers_are_scaled_only_where_the_accessor_says_so() {
        for (component, plain, most) in [(5120, -8.0, 127.0), (5121, 248.0, 255.0)] {
            assert_eq!((last(component, false), last(component, true)), (plain, plain / most));
        }
        let (signed, unsigned) = (f32::from(i16::from_le_bytes([248, 249])), f32::from(u16::from_le_bytes([248, 249])));
        for (component, plain, most) in [(5122, signed, 32_767.0), (5123, unsigned, 65_535.0)] {
            assert_eq!((last(component, false), last(component, true)), (plain, plain / most));
        }
        let least = Values::packed(&[0x80, 0x7F], Component::I8, 2, 1).normalized(true);
        assert_eq!(least.vector::<2>(0), [-1.0, 1.0], "the least number is not below −1");
    }

    #[test]
    fn integers_tell_to_what_they_were_rounded() {
        let rounding = |component, normalized| Values::packed(&[], component, 3, 0).normalized(normalized).rounding();
        assert_eq!(rounding(Component::I16, true), Some(1.0 / 32_767.0));
        assert_eq!(rounding(Component::U16, false), Some(1.0));
        assert_eq!(rounding(Component::F32, false), None);
    }
}
