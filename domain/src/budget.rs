//! The scene budgets: what each kind of device draws without stutter, for the gauge that planners read. The figures are
//! DESIGN.md's, "Scene budgets shown to the planner as a gauge".

use crate::exhibit::Counts;

/// What a model is shown on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Device {
    /// A kiosk with an old integrated GPU, or none.
    KioskLow,
    /// A kiosk with a graphics card of its own.
    KioskStandard,
    /// A headset; draws are counted for each eye.
    Vr,
}

/// What is counted. In the order of its weight: draws first, textures second, bytes third.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Draw calls when all is in view.
    Draws,
    /// Bytes of textures on the graphics card.
    Textures,
    /// Triangles drawn.
    Triangles,
}

impl Device {
    /// Every device, as the gauge lists them.
    pub const ALL: [Self; 3] = [Self::KioskLow, Self::KioskStandard, Self::Vr];

    /// What it draws without stutter.
    pub const fn budget(self) -> Counts {
        const MIB: u64 = 1 << 20;
        match self {
            Self::KioskLow => Counts { draws: 500, triangles: 1_000_000, texture_bytes: 256 * MIB },
            Self::KioskStandard => Counts { draws: 1_500, triangles: 4_000_000, texture_bytes: 1_024 * MIB },
            Self::Vr => Counts { draws: 400, triangles: 1_000_000, texture_bytes: 512 * MIB },
        }
    }

    /// The stable name, in text keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KioskLow => "kiosk-low",
            Self::KioskStandard => "kiosk-standard",
            Self::Vr => "vr",
        }
    }

    /// The measures by which `counts` are beyond the budget, the weightiest first.
    pub fn exceeded(self, counts: &Counts) -> Vec<Measure> {
        Measure::ALL.into_iter().filter(|measure| measure.of(counts) > measure.of(&self.budget())).collect()
    }
}

impl Measure {
    /// Every measure, the weightiest first.
    pub const ALL: [Self; 3] = [Self::Draws, Self::Textures, Self::Triangles];

    /// The figure of this measure.
    pub const fn of(self, counts: &Counts) -> u64 {
        match self {
            Self::Draws => counts.draws,
            Self::Textures => counts.texture_bytes,
            Self::Triangles => counts.triangles,
        }
    }

    /// The stable name, in text keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draws => "draws",
            Self::Textures => "textures",
            Self::Triangles => "triangles",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_at_its_budget_is_within_and_one_more_is_over() {
        for device in Device::ALL {
            let mut counts = device.budget();
            assert_eq!(device.exceeded(&counts), [], "{device:?}");
            counts.triangles += 1;
            assert_eq!(device.exceeded(&counts), [Measure::Triangles], "{device:?}");
            counts.draws += 1;
            assert_eq!(device.exceeded(&counts), [Measure::Draws, Measure::Triangles], "{device:?}");
        }
    }
}
